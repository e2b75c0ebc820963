import type { Disk } from "../../src/store/disk.js";

/** Every row of a disk, a line each. */
export function dumpOf(disk: Disk): string {
	const rows = disk.range({ from: "!", to: "\x7f" });
	return rows.map(({ key, value }) => `${key} ${JSON.stringify(value)}\n`).join("");
}
