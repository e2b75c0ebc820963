import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder on the disk for as long as a benchmark runs. */
export interface Folder {
	readonly path: string;
	remove(): Promise<void>;
}

export async function makeFolder(): Promise<Folder> {
	const path = await mkdtemp(join(tmpdir(), "baton-bench-"));
	return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
