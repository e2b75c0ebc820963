import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as after } from "node:timers/promises";

/**
 * Does `work` while no other process does what is locked by `file`. Waits as long as the other lives; what a
 * process left that has died is taken over.
 */
export async function alone(file, work) {
	await take(file);
	try {
		return await work();
	} finally {
		rmSync(file, { force: true });
	}
}

async function take(file) {
	for (let said = false; !isMade(file); await after(200)) {
		const owner = ownerOf(file);
		if (owner !== undefined && !isAlive(owner)) clear(file, owner);
		else if (owner !== undefined && !said) {
			process.stdout.write(
				`Waiting for process ${owner}, which does the same (if it does not, remove ${file})\n`,
			);
			said = true;
		}
	}
}

/** Makes the file with this process's id in it, unless it is there already. */
function isMade(file) {
	try {
		writeFileSync(file, String(process.pid), { flag: "wx" });
		return true;
	} catch (error) {
		if (error.code === "EEXIST") return false;
		throw error;
	}
}

/** Whose it is; `undefined` when it has just been let go, or its name is not written yet. */
function ownerOf(file) {
	try {
		return Number(readFileSync(file, "utf8")) || undefined;
	} catch (error) {
		if (error.code === "ENOENT") return undefined;
		throw error;
	}
}

function isAlive(id) {
	try {
		process.kill(id, 0);
		return true;
	} catch (error) {
		return error.code !== "ESRCH";
	}
}

/** Only one of those who found `owner` dead removes its lock: another might remove what the first has made since. */
function clear(file, owner) {
	const turn = `${file}.${owner}`;
	if (!isMade(turn)) return;
	try {
		if (ownerOf(file) === owner) rmSync(file, { force: true });
	} finally {
		rmSync(turn, { force: true });
	}
}
