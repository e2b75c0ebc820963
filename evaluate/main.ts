import { BatonError } from "@baton/core";
import { consoleProgress } from "../replay/progress.js";
import { isHelp, parseCommandLine, usage } from "./command-line.js";
import { evaluateGate } from "./evaluate-gate.js";
import { evaluatePromise } from "./evaluate-promise.js";
import { writePlots } from "./plots/write-plots.js";
import { printGate, printPromise } from "./print.js";

/** What the person at the keyboard can put right. */
const badInput = 2;

process.exitCode = await evaluate(process.argv.slice(2));

async function evaluate(words: readonly string[]): Promise<number> {
	try {
		console.log(isHelp(words) ? usage : await figures(words));
		return 0;
	} catch (error) {
		if (!(error instanceof BatonError)) throw error;
		console.error(error.message);
		return badInput;
	}
}

async function figures(words: readonly string[]): Promise<string> {
	const command = parseCommandLine(words);
	const progress = consoleProgress(process.stderr);
	if (command.command === "gate") {
		const found = await evaluateGate(command, progress);
		if (command.plots !== undefined) await writePlots(command.plots, found);
		return command.json ? JSON.stringify(found, undefined, 2) : printGate(found);
	}
	const found = await evaluatePromise(command, progress);
	return command.json ? JSON.stringify(found, undefined, 2) : printPromise(found);
}
