import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
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

/** What the files in it take on the disk. */
export async function folderBytes(path: string): Promise<number> {
	const names = await readdir(path);
	const files = await Promise.all(names.map((name) => stat(join(path, name))));
	return files.reduce((sum, { blocks }) => sum + blocks * 512, 0);
}
