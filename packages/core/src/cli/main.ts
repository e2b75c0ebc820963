#!/usr/bin/env node
import { BatonError } from "../error.js";
import { examplesCommand } from "./examples.js";
import { eraseCommand, sendAgainCommand } from "./operate/act.js";
import { appsCommand } from "./operate/apps.js";
import { auditCommand } from "./operate/audit.js";
import { doctorCommand } from "./operate/doctor.js";
import { heldCommand, undeliveredCommand, waitingCommand } from "./operate/lists.js";
import { showCommand } from "./operate/show.js";
import { transcriptCommand } from "./operate/transcript.js";
import type { Subcommand } from "./subcommand.js";
import { tuneCommand } from "./tune.js";

const subcommands: ReadonlyMap<string, Subcommand> = new Map([
	["waiting", waitingCommand],
	["held", heldCommand],
	["undelivered", undeliveredCommand],
	["show", showCommand],
	["send-again", sendAgainCommand],
	["erase", eraseCommand],
	["apps", appsCommand],
	["audit", auditCommand],
	["transcript", transcriptCommand],
	["doctor", doctorCommand],
	["examples", examplesCommand],
	["tune", tuneCommand],
]);

/** What the person at the keyboard can put right. */
const badInput = 2;

process.exitCode = await main(process.argv.slice(2));

async function main([name = "--help", ...words]: readonly string[]): Promise<number> {
	try {
		return await run(name, words);
	} catch (error) {
		if (!(error instanceof BatonError)) throw error;
		console.error(error.message);
		return badInput;
	}
}

async function run(name: string, words: readonly string[]): Promise<number> {
	const subcommand = subcommands.get(name);
	if (subcommand !== undefined && !isHelp(words[0])) return subcommand.run(words);
	if (subcommand === undefined && !isHelp(name)) {
		throw new BatonError("bad-arguments", `Cannot run "${name}", it is no command of baton\n\n${overview()}`);
	}
	console.log(subcommand?.usage ?? overview());
	return 0;
}

function isHelp(word: string | undefined): boolean {
	return word === "--help" || word === "-h" || word === "help";
}

function overview(): string {
	const lines = [...subcommands].map(([name, { summary }]) => `  baton ${name.padEnd(12)} ${summary}`);
	return ["Usage: baton COMMAND --help", "", ...lines].join("\n");
}
