import { parseArgs } from "node:util";
import { BatonError } from "@baton/core";

export interface CommandLine {
	/** The file with the examples that the recognizer learns from. */
	readonly train: string;
	/** The file with the utterances that are played. */
	readonly test: string;
	readonly answerAt: number;
	readonly clarifyAt: number;
	/** Whether the figures are printed as JSON. */
	readonly json: boolean;
}

export const usage = `Plays what was recorded through the middleware, and shows what became of it.

  npm run replay -- utterances --train FILE --test FILE [--answer-at 0.7] [--clarify-at 0.4] [--json]
  npm run replay -- messenger FOLDER
  npm run replay -- business-messages FOLDER [--unsigned]
  npm run replay -- slack FOLDER
  npm run replay -- webhook FOLDER

Utterances: both files are lists of { "text", "intent" }. The intent "oos" says that no answer is right.

  --train FILE       examples that the recognizer learns from
  --test FILE        utterances to play, each in a conversation of its own
  --answer-at SHARE  the bot answers from this confidence on (0.7)
  --clarify-at SHARE the user is asked back from this confidence on, a person takes over below it (0.4)
  --json             prints the figures as JSON

Messenger: every JSON file of the folder for what it is, a webhook, one event of it, a call or its answer. Ends
with 1 if something that Messenger documents is not taken for what it is.

Business Messages: the same, for its callbacks, the messages and events that its API takes, and its errors.

  --unsigned         posts callbacks without a signature, to an adapter that is told to take them

Slack: the same, for the events, commands and interactions that it sends to the desk, and for what its Web API
answers.

Webhook: the same, for what systems behind a webhook post and answer, and for signatures that are to be believed or not.`;

const options = {
	train: { type: "string" },
	test: { type: "string" },
	"answer-at": { type: "string", default: "0.7" },
	"clarify-at": { type: "string", default: "0.4" },
	json: { type: "boolean", default: false },
} as const;

export function isHelp(words: readonly string[]): boolean {
	return words.length === 0 || words.includes("--help") || words.includes("-h");
}

/** @throws BatonError `bad-arguments` if something is missing, unknown or no number */
export function parseCommandLine(words: readonly string[]): CommandLine {
	const { values, positionals } = parse(words);
	const [what, ...more] = positionals;
	if (what !== "utterances" || more.length > 0) {
		throw badArguments(
			`say what to replay, "utterances", "messenger", "business-messages", "slack" or "webhook", got "${positionals.join(" ")}"`,
		);
	}
	return {
		train: given("train", values.train),
		test: given("test", values.test),
		answerAt: share("answer-at", values["answer-at"]),
		clarifyAt: share("clarify-at", values["clarify-at"]),
		json: values.json,
	};
}

/** @throws BatonError `bad-arguments` unless it is one folder */
export function parseFolder(words: readonly string[]): string {
	const [folder, ...more] = words;
	if (folder !== undefined && more.length === 0 && !folder.startsWith("--")) return folder;
	throw badArguments(`name one folder, got "${words.join(" ")}"`);
}

export interface SignedFolder {
	readonly folder: string;
	/** Whether webhooks are posted without a signature. */
	readonly unsigned: boolean;
}

/** @throws BatonError `bad-arguments` unless it is one folder, with or without `--unsigned` */
export function parseSignedFolder(words: readonly string[]): SignedFolder {
	const others = words.filter((word) => word !== "--unsigned");
	return { folder: parseFolder(others), unsigned: others.length < words.length };
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
	const number = value.trim() === "" ? Number.NaN : Number(value);
	if (number >= 0 && number <= 1) return number;
	throw badArguments(`give --${name} a number from 0 to 1, got "${value}"`);
}

function badArguments(problem: string, cause?: unknown): BatonError {
	return new BatonError("bad-arguments", `Cannot replay, correct the arguments: ${problem}\n\n${usage}`, {
		cause,
	});
}
