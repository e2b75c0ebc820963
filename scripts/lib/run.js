import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The repository's root, with a slash at the end. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

/** What a command left behind: how it ended, what it printed. */
export class CommandFailed extends Error {
	constructor(command, code, output) {
		super(`${command} ended with ${code}`);
		this.code = typeof code === "number" ? code : 1;
		this.output = output;
	}
}

/**
 * Runs a command to its end in the root folder. By default its output is shown; `quiet` keeps it and gives
 * it back, or puts it into the error.
 */
export function run(command, args, { quiet = false, env = {}, cwd = root, input = "ignore" } = {}) {
	const child = spawn(command, args, {
		cwd,
		env: { ...process.env, ...env },
		stdio: [input, quiet ? "pipe" : "inherit", quiet ? "pipe" : "inherit"],
	});
	const output = [];
	child.stdout?.on("data", (chunk) => output.push(chunk));
	child.stderr?.on("data", (chunk) => output.push(chunk));
	return new Promise((resolve, reject) => {
		child.once("error", reject);
		child.once("close", (code, signal) => {
			const text = Buffer.concat(output).toString();
			if (code === 0) resolve(text);
			else reject(new CommandFailed([command, ...args].join(" "), code ?? signal, text));
		});
	});
}

/** Runs a JavaScript command of an installed package, by its path below `node_modules`. */
export function runInstalled(path, args, options) {
	return run(process.execPath, [`${root}node_modules/${path}`, ...args], options);
}

/** Runs one step with a line before and the time after it, and its output only if it fails. */
export async function step(title, work) {
	const start = performance.now();
	process.stdout.write(`${title} … `);
	try {
		const result = await work();
		process.stdout.write(`${seconds(start)}\n`);
		return result;
	} catch (error) {
		process.stdout.write(`failed after ${seconds(start)}\n`);
		throw error;
	}
}

/** The time since `start`, for people: `1.2 s`. */
export function seconds(start) {
	return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}

/**
 * Runs a script's main function; what it throws is printed for people and ends the process with its code. A
 * command that was not quiet has said already why it failed.
 */
export async function main(work) {
	try {
		await work();
	} catch (error) {
		if (error.output) process.stderr.write(`${error.output.trimEnd()}\n`);
		else if (!(error instanceof CommandFailed)) process.stderr.write(`${error.message}\n`);
		process.exitCode = error.code > 0 ? error.code : 1;
	}
}
