import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { BatonError } from "../../error.js";
import { createHandoff, type Handoff } from "../../handoff.js";
import type { HandoffOptions } from "../../handoff-options.js";
import { silentLogger } from "../../logger.js";
import { messageOf } from "../../message-of.js";

/** What every command of an operator takes. */
export const configurationHelp = `  --config FILE      a module whose default export is what createHandoff gets, or a function that gives it
                     (baton.config.js); without channels the command decides, and a running process sends`;

const defaultFile = "baton.config.js";

export interface OperatorWords {
	readonly options: HandoffOptions;
	/** What is not an option. */
	readonly rest: readonly string[];
	readonly limit: number;
	/** What of a command's own was said. */
	readonly flags: ReadonlySet<string>;
	readonly texts: Readonly<Record<string, string | undefined>>;
}

/** Options of a command's own: those that are only said, and those with a value. */
export interface OwnOptions {
	readonly flags?: readonly string[] | undefined;
	readonly texts?: readonly string[] | undefined;
}

/** @throws BatonError `bad-arguments`, `unreadable-file`, `bad-handoff-options` */
export async function readWords(words: readonly string[], own: OwnOptions = {}): Promise<OperatorWords> {
	const { values, positionals } = parse(words, own);
	const { config = defaultFile, flags, texts } = sorted(values);
	const limit = Number(values.limit);
	if (!Number.isSafeInteger(limit) || limit < 1)
		throw new BatonError("bad-arguments", `Cannot list "${values.limit}" lines: give --limit a whole number`);
	return { options: await loadConfiguration(config), rest: positionals, limit, flags, texts };
}

type Values = Readonly<Record<string, string | boolean | undefined>>;

function sorted(values: Values) {
	const entries = Object.entries(values);
	const texts: Record<string, string | undefined> = Object.fromEntries(
		entries.flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
	);
	return {
		config: texts.config,
		texts,
		flags: new Set(entries.flatMap(([name, value]) => (value === true ? [name] : []))),
	};
}

function parse(
	words: readonly string[],
	{ flags = [], texts = [] }: OwnOptions,
): { readonly values: Values; readonly positionals: readonly string[] } {
	try {
		return parseArgs({
			args: [...words],
			allowPositionals: true,
			options: {
				config: { type: "string", default: defaultFile },
				limit: { type: "string", default: "100" },
				...Object.fromEntries(flags.map((name) => [name, { type: "boolean" } as const])),
				...Object.fromEntries(texts.map((name) => [name, { type: "string" } as const])),
			},
		});
	} catch (cause) {
		throw new BatonError("bad-arguments", `Cannot read the command line: ${messageOf(cause)}`, { cause });
	}
}

/** @throws BatonError `unreadable-file` if it is not there, fails, or exports something else */
export async function loadConfiguration(file: string): Promise<HandoffOptions> {
	const path = resolve(file);
	if (!existsSync(path))
		throw new BatonError("unreadable-file", `Cannot find "${file}": name the configuration with --config`);
	try {
		const { default: given } = (await import(pathToFileURL(path).href)) as { readonly default?: unknown };
		const options: unknown = typeof given === "function" ? await given() : given;
		if (typeof options === "object" && options !== null) return options as HandoffOptions;
	} catch (cause) {
		throw new BatonError("unreadable-file", `Cannot load "${file}": ${messageOf(cause)}`, { cause });
	}
	throw new BatonError(
		"unreadable-file",
		`Cannot use "${file}": its default export must be what createHandoff gets`,
	);
}

/** Does one thing with a handoff of its own, and closes it and its store. */
export async function withHandoff<T>(
	options: HandoffOptions,
	work: (handoff: Handoff) => Promise<T>,
): Promise<T> {
	const handoff = createHandoff({ logger: silentLogger, ...options });
	try {
		return await work(handoff);
	} finally {
		await handoff.stop(1_000);
		await handoff.store.close();
	}
}
