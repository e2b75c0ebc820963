import { parseArgs } from "node:util";
import { BatonError } from "@baton/core";

/** What is evaluated: a gate on a test file, or the promise of its tuning on many splits of one file. */
export type CommandLine = GateCommand | PromiseCommand;

interface Files {
	readonly train: string;
	readonly validation: string;
	readonly target: number;
	readonly confidence: number;
	readonly oosShare: number;
	readonly seed: number;
	readonly json: boolean;
}

export interface GateCommand extends Files {
	readonly command: "gate";
	/** The file to test on, or the share of the validation file that is kept for testing. */
	readonly test: { readonly file: string } | { readonly share: number };
	readonly peer: boolean;
	readonly language: string;
	/** The folder that plots are written to. */
	readonly plots: string | undefined;
}

export interface PromiseCommand extends Files {
	readonly command: "promise";
	readonly splits: number;
}

export const usage = `Trains a recognizer, tunes a gate for it, and measures both on examples that neither has seen.

  npm run evaluate -- gate --train FILE --validation FILE (--test FILE | --split 0.5)
                           [--target 0.95] [--confidence 0.95] [--oos-share 0.18] [--without-peer] [--json]
  npm run evaluate -- promise --train FILE --validation FILE [--splits 200] [--target 0.95] ...

Files are lists of { "text", "intent" }. The intent "oos" says that no answer is right.

gate     prints figures for Baton's recognizer, and for node-nlp beside it
promise  splits the validation file again and again, tunes on one half and looks at the other:
         how often was the promise broken?

  --train FILE       examples that the recognizer learns from
  --validation FILE  examples that the thresholds are tuned on
  --test FILE        examples that the figures are of
  --split SHARE      instead of --test: keeps this share of the validation file for testing
  --target SHARE     the share of answers that must be right (0.95)
  --confidence SHARE how sure it must be that they are (0.95)
  --oos-share SHARE  the share of messages that is out of scope (0.18)
  --seed NUMBER      for splits and for training (1)
  --splits NUMBER    how many splits (200)
  --without-peer     leaves node-nlp out, which learns for a minute or more
  --language CODE    the language that node-nlp is told (en)
  --plots FOLDER     draws the figures as gate-*.svg
  --json             prints the figures as JSON`;

const options = {
	train: { type: "string" },
	validation: { type: "string" },
	test: { type: "string" },
	split: { type: "string" },
	target: { type: "string", default: "0.95" },
	confidence: { type: "string", default: "0.95" },
	"oos-share": { type: "string", default: "0.18" },
	seed: { type: "string", default: "1" },
	splits: { type: "string", default: "200" },
	"without-peer": { type: "boolean", default: false },
	language: { type: "string", default: "en" },
	plots: { type: "string" },
	json: { type: "boolean", default: false },
} as const;

type Values = ReturnType<typeof parse>["values"];

export function isHelp(words: readonly string[]): boolean {
	return words.length === 0 || words.includes("--help") || words.includes("-h");
}

/** @throws BatonError `bad-arguments` if something is missing, unknown or out of its bounds */
export function parseCommandLine(words: readonly string[]): CommandLine {
	const { values, positionals } = parse(words);
	const [command, ...more] = positionals;
	if (more.length === 0 && command === "gate") return gateCommand(values);
	if (more.length === 0 && command === "promise") {
		return { command, ...files(values), splits: whole("splits", values.splits) };
	}
	throw badArguments(`say what to evaluate, "gate" or "promise", got "${positionals.join(" ")}"`);
}

function gateCommand(values: Values): GateCommand {
	const { "without-peer": alone, language, plots } = values;
	return { command: "gate", ...files(values), test: testOf(values), peer: !alone, language, plots };
}

function testOf({ test, split }: Values): GateCommand["test"] {
	if ((test === undefined) === (split === undefined)) {
		throw badArguments("name a file with --test, or keep a share of the validation file with --split");
	}
	return split === undefined ? { file: given("test", test) } : { share: share("split", split) };
}

function files(values: Values): Files {
	return {
		train: given("train", values.train),
		validation: given("validation", values.validation),
		target: share("target", values.target),
		confidence: share("confidence", values.confidence),
		oosShare: number(
			"oos-share",
			values["oos-share"],
			(value) => value >= 0 && value < 1,
			"from 0 and below 1",
		),
		seed: whole("seed", values.seed),
		json: values.json,
	};
}

function parse(words: readonly string[]) {
	try {
		return parseArgs({ args: [...words], options, allowPositionals: true });
	} catch (cause) {
		throw badArguments(cause instanceof Error ? cause.message : String(cause), cause);
	}
}

function given(name: string, value: string | undefined): string {
	if (value) return value;
	throw badArguments(`name a file with --${name}`);
}

function share(name: string, value: string): number {
	return number(name, value, (share) => share > 0 && share < 1, "above 0 and below 1");
}

function whole(name: string, value: string): number {
	return number(
		name,
		value,
		(count) => Number.isSafeInteger(count) && count > 0,
		"that is whole and above 0",
	);
}

function number(name: string, value: string, fits: (number: number) => boolean, bounds: string): number {
	const read = value.trim() === "" ? Number.NaN : Number(value);
	if (fits(read)) return read;
	throw badArguments(`give --${name} a number ${bounds}, got "${value}"`);
}

function badArguments(problem: string, cause?: unknown): BatonError {
	return new BatonError("bad-arguments", `Cannot evaluate, correct the arguments: ${problem}\n\n${usage}`, {
		cause,
	});
}
