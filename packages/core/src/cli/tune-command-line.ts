import { parseArgs } from "node:util";
import { BatonError } from "../error.js";
import { messageOf } from "../message-of.js";

/** What a recognizer is to learn from. */
export interface Lessons {
	/** The file with examples. */
	readonly train: string;
	/** The configuration of the bot that people have taught. */
	readonly config: string | undefined;
}

export interface TuneCommandLine {
	readonly learned: Lessons | { readonly recognizer: string };
	readonly validation: string;
	readonly traffic: string | undefined;
	readonly target: number | undefined;
	readonly confidence: number | undefined;
	readonly oosShare: number | undefined;
	/** The folder that is written to. */
	readonly out: string;
}

export const tuneUsage = `Trains a recognizer and chooses the thresholds of its gate, such that enough of the bot's answers are right.

  baton tune --train FILE [--config FILE] --validation FILE [--target 0.95] [--confidence 0.95] [--oos-share 0.18]
             [--traffic FILE] [--out FOLDER]
  baton tune --recognizer FILE --validation FILE ...

  --train FILE       examples to learn from, [{ "text", "intent" }]; "oos" marks what is out of scope
  --config FILE      beside them, what people taught the bot: a module whose default export is what createHandoff
                     gets, or a function that gives it; what is also in the validation file is left out
  --recognizer FILE  instead: a recognizer that has learned already
  --validation FILE  other examples, to tune on
  --target SHARE     the share of answers that must be right (0.95)
  --confidence SHARE how sure it must be that they are (0.95)
  --oos-share SHARE  the share of messages that is out of scope (estimated from --traffic, or 0.18)
  --traffic FILE     what users wrote, [{ "text" }]: estimates that share, and shows what to label next
  --out FOLDER       where gate.recognizer, tuning.json and tuning.html are written (here)

It ends with 0 if thresholds were found, and with 1 if none reaches the target.`;

const options = {
	train: { type: "string" },
	config: { type: "string" },
	recognizer: { type: "string" },
	validation: { type: "string" },
	traffic: { type: "string" },
	target: { type: "string" },
	confidence: { type: "string" },
	"oos-share": { type: "string" },
	out: { type: "string", default: "." },
} as const;

type Values = ReturnType<typeof parse>;

/** @throws BatonError `bad-arguments` if something is missing, unknown or no number */
export function parseTuneCommandLine(words: readonly string[]): TuneCommandLine {
	const values = parse(words);
	const { validation, traffic, out } = values;
	const learned = learnedFrom(values);
	if (!validation) throw badArguments("name a file with --validation");
	return {
		learned,
		validation,
		traffic,
		target: number("target", values.target),
		confidence: number("confidence", values.confidence),
		oosShare: number("oos-share", values["oos-share"]),
		out,
	};
}

function learnedFrom({ train, config, recognizer }: Values): TuneCommandLine["learned"] {
	if (train !== undefined && recognizer === undefined) return { train, config };
	if (train !== undefined || recognizer === undefined)
		throw badArguments("name a file with --train, or with --recognizer one that has learned already");
	if (config === undefined) return { recognizer };
	throw badArguments(
		"what people taught with --config is learned beside --train, a --recognizer has learned",
	);
}

function parse(words: readonly string[]) {
	try {
		return parseArgs({ args: [...words], options }).values;
	} catch (cause) {
		throw badArguments(messageOf(cause), cause);
	}
}

function number(name: string, value: string | undefined): number | undefined {
	if (value === undefined) return undefined;
	const read = value.trim() === "" ? Number.NaN : Number(value);
	if (read >= 0 && read <= 1) return read;
	throw badArguments(`give --${name} a number from 0 to 1, got "${value}"`);
}

function badArguments(problem: string, cause?: unknown): BatonError {
	return new BatonError("bad-arguments", `Cannot tune, correct the arguments: ${problem}\n\n${tuneUsage}`, {
		cause,
	});
}
