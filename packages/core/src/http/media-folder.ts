import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { BatonError } from "../error.js";
import type { KeptMedia, MediaStore } from "./media-store.js";

export interface FolderMediaOptions {
	/** Made if it is not there. Processes on one machine may share it. */
	readonly folder: string;
	/** What paths begin with. Default: `/media`. */
	readonly path?: string | undefined;
	/** What is older is removed, in milliseconds. Default: 30 days. */
	readonly keepForMs?: number | undefined;
}

const thirtyDaysMs = 2_592_000_000;
const lookEveryMs = 3_600_000;
/** As random ids are, and those that others make: nothing that could lead out of the folder. */
const pattern = /^[\w-]{16,128}$/;

/**
 * Keeps media in a folder, one file each, under names that cannot be guessed.
 *
 * @throws BatonError `bad-media-id` where an id is not 16 to 128 letters, digits, `-` and `_`
 */
export function folderMedia(options: FolderMediaOptions): MediaStore {
	const { folder, path: prefix = "/media", keepForMs = thirtyDaysMs } = options;
	let lookedAt = 0;

	function fileOf(path: string): string | undefined {
		const id = path.startsWith(`${prefix}/`) ? path.slice(prefix.length + 1) : "";
		return pattern.test(id) ? join(folder, id) : undefined;
	}

	async function clear(now: number): Promise<void> {
		lookedAt = now;
		for (const name of await readdir(folder)) {
			const file = join(folder, name);
			const { mtimeMs } = await stat(file);
			if (mtimeMs < now - keepForMs) await rm(file, { force: true });
		}
	}

	return {
		pathOf(id) {
			if (!pattern.test(id)) throw badId(id);
			return `${prefix}/${id}`;
		},
		async keep(bytes, { type, name, id = randomBytes(24).toString("base64url") }) {
			const path = this.pathOf(id);
			await mkdir(folder, { recursive: true });
			await writeWhole(join(folder, id), encode({ bytes, type, name }));
			const now = Date.now();
			if (now - lookedAt >= lookEveryMs) await clear(now).catch(() => {});
			return path;
		},
		async read(path) {
			const file = fileOf(path);
			return file === undefined ? undefined : readFile(file).then(decode, () => undefined);
		},
		async remove(path) {
			const file = fileOf(path);
			if (file !== undefined) await rm(file, { force: true });
		},
	};
}

/** Nobody reads half of it. */
async function writeWhole(file: string, content: Uint8Array): Promise<void> {
	const unfinished = `${file}.${randomBytes(6).toString("hex")}`;
	await writeFile(unfinished, content);
	await rename(unfinished, file);
}

/** One line says what it is, the rest is it. */
function encode({ bytes, type, name }: KeptMedia): Uint8Array {
	return Buffer.concat([Buffer.from(`${JSON.stringify({ type, name })}\n`), bytes]);
}

function decode(content: Buffer): KeptMedia | undefined {
	const end = content.indexOf(0x0a);
	if (end < 0) return undefined;
	// Nobody but `encode` makes these.
	const { type, name } = JSON.parse(content.toString("utf8", 0, end)) as Omit<KeptMedia, "bytes">;
	return { type, name, bytes: content.subarray(end + 1) };
}

function badId(id: string): BatonError {
	return new BatonError(
		"bad-media-id",
		`Cannot keep media under the id ${JSON.stringify(id)}: use 16 to 128 letters, digits, "-" and "_"`,
	);
}
