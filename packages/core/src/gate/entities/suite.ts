import { z } from "zod";
import { BatonError } from "../../error.js";

/** Something that the library found. */
export interface Find {
	/** As it stands in the text. */
	readonly text: string;
	readonly type: string;
	readonly resolution: Readonly<Record<string, unknown>>;
}

/** The part of the library that is used. */
export interface Suite {
	find(what: SuiteFunction, text: string, culture: string, reference?: Date): readonly Find[];
}

type SuiteFunction = (typeof functions)[number];

const functions = [
	"recognizeNumber",
	"recognizeDateTime",
	"recognizeCurrency",
	"recognizePhoneNumber",
	"recognizeEmail",
	"recognizeBoolean",
] as const;

const finds = z.array(
	z.looseObject({
		start: z.int().nonnegative(),
		end: z.int().nonnegative(),
		typeName: z.string(),
		resolution: z.record(z.string(), z.unknown()),
	}),
);

/** @throws BatonError `entities-missing` if the library is not installed */
export async function loadSuite(): Promise<Suite> {
	const module: unknown = await import("@microsoft/recognizers-text-suite").catch(missing);
	const library = exportsOf(module);
	return {
		find(what, text, culture, reference) {
			const recognize = library[what];
			if (typeof recognize !== "function") return [];
			const found: unknown = recognize(text, culture, undefined, reference);
			return finds.parse(found).map(({ start, end, typeName, resolution }) => ({
				// Not its own text, which is in lower case at times.
				text: text.slice(start, end + 1),
				type: typeName,
				resolution,
			}));
		},
	};
}

/** A module of the old form comes as the default of one of the new. */
function exportsOf(module: unknown): Readonly<Record<string, unknown>> {
	const members = z.record(z.string(), z.unknown()).parse({ ...Object(module) });
	return "recognizeNumber" in members
		? members
		: z.record(z.string(), z.unknown()).parse({ ...Object(members.default) });
}

function missing(cause: unknown): never {
	throw new BatonError(
		"entities-missing",
		"Cannot read entities: install @microsoft/recognizers-text-suite beside @baton/core",
		{ cause },
	);
}
