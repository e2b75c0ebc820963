import { parseArgs } from "node:util";
import { BatonError } from "@baton/core";

export interface CommandLine {
	/** Which benchmarks to run, by name. */
	readonly names: readonly string[];
	/** Few rounds: shows that everything runs, and proves nothing. */
	readonly quick: boolean;
	/** Ten million open conversations, too: takes half an hour more, and some 50 GB of disk. */
	readonly large: boolean;
	/** Where the figures are written as JSON. */
	readonly json: string | undefined;
	/** Whether the figures of a full run and their plot are written into the documents. */
	readonly document: boolean;
	readonly help: boolean;
}

const options = {
	quick: { type: "boolean", default: false },
	large: { type: "boolean", default: false },
	json: { type: "string" },
	document: { type: "boolean", default: false },
	help: { type: "boolean", default: false, short: "h" },
} as const;

export function usage(known: readonly string[]): string {
	return `Measures Baton beside its peers and ends with 1 if a must is not met in the worst round.

  npm run bench [-- NAME ... --quick --large --json FILE --document]

  NAME         ${known.join(", ")}; all of them by default
  --quick      few rounds: shows that everything runs, and proves nothing
  --large      B12 with ten million open conversations, too: half an hour more, and some 50 GB of disk
  --json FILE  writes the figures
  --document   writes a full run of all into docs/benchmarks.md and plots it in docs/images/bench.svg`;
}

/** @throws BatonError `bad-arguments` if a word is not known */
export function parseCommandLine(words: readonly string[], known: readonly string[]): CommandLine {
	const { values, positionals } = parse(words, known);
	const names = positionals.map((name) => name.toUpperCase());
	const unknown = names.find((name) => !known.includes(name));
	if (unknown !== undefined) throw badArguments(`there is no benchmark "${unknown}"`, known);
	if (values.quick && values.large) throw badArguments("--quick and --large exclude each other", known);
	if (values.document && (values.quick || names.length > 0)) {
		throw badArguments("--document is for a full run of all of them", known);
	}
	return { ...values, json: values.json, names: names.length === 0 ? known : names };
}

function parse(words: readonly string[], known: readonly string[]) {
	try {
		return parseArgs({ args: [...words], options, allowPositionals: true });
	} catch (cause) {
		throw badArguments(cause instanceof Error ? cause.message : String(cause), known, cause);
	}
}

function badArguments(problem: string, known: readonly string[], cause?: unknown): BatonError {
	const message = `Cannot run the benchmarks, correct the arguments: ${problem}\n\n${usage(known)}`;
	return new BatonError("bad-arguments", message, { cause });
}
