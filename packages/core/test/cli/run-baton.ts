import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

const baton = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));

export interface Ended {
	readonly code: number;
	readonly out: string;
	readonly errors: string;
}

/** The command as operators give it, in a process of its own. */
export function runBaton(config: string, words: readonly string[]): Promise<Ended> {
	const args = ["--import", "tsx", baton, ...words, "--config", config];
	return new Promise((resolve) => {
		execFile(process.execPath, args, (error, out, errors) => {
			resolve({ code: typeof error?.code === "number" ? error.code : 0, out, errors });
		});
	});
}
