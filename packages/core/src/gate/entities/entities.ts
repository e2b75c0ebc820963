import { type Clock, systemClock } from "../../clock.js";
import { cleanText, coverage, hasManyNumbers } from "./clean-text.js";
import { cultureOf, type EntityKind, everyKind, languageOf } from "./kinds.js";
import { moneyIn } from "./read-currency.js";
import { localTime, timesIn } from "./read-date.js";
import { numbersIn } from "./read-number.js";
import { samplesOf } from "./samples.js";
import type { EntityValues, Slot } from "./slot.js";
import { type Find, loadSuite, type Suite } from "./suite.js";
import { type YesNoReader, type YesNoWords, yesNoReader } from "./yes-no.js";

export type { EntityKind } from "./kinds.js";
export type { EntityValues, Money, Slot, When } from "./slot.js";
export type { YesNoWords } from "./yes-no.js";

export interface EntityOptions {
	/** The locales of the users, such as "en-US" and "id". Only these languages are read. */
	readonly locales: readonly string[];
	/** What is asked for. Default: everything. */
	readonly kinds?: readonly EntityKind[] | undefined;
	/** More words for yes and no, by language. They must be the whole answer. */
	readonly yesNo?: Readonly<Record<string, YesNoWords>> | undefined;
	readonly clock?: Pick<Clock, "now"> | undefined;
}

export interface ReadOptions {
	/** Of the user, such as "id-ID" or "en_GB". */
	readonly locale: string;
	/** IANA name of the zone that the user lives in, for "tomorrow". Default: that of this process. */
	readonly timeZone?: string | undefined;
}

/** What was read from a text. */
export type Reading<Kind extends EntityKind> =
	/** The part that covers most of the text; `others` are further ones, in the order of the text. */
	| ({ readonly status: "found"; readonly others: readonly Slot<EntityValues[Kind]>[] } & Slot<
			EntityValues[Kind]
	  >)
	| { readonly status: "nothing" }
	/** Nobody looked: the kind cannot be read in this language, or the language was not opened. */
	| { readonly status: "unsupported"; readonly kind: Kind; readonly language: string };

export interface Entities {
	/** Reads one kind of answer. Takes milliseconds, and never throws for what a text says. */
	read<Kind extends EntityKind>(text: string, kind: Kind, options: ReadOptions): Reading<Kind>;
	/** Whether the kind can be read in this locale: where it cannot, ask with buttons, or take the words as they are. */
	supports(kind: EntityKind, locale: string): boolean;
}

/**
 * Opens readers of numbers, dates and times, money, telephone numbers, e-mail addresses, yes and no, on top of
 * `@microsoft/recognizers-text-suite`. Answers are scored by how much of the text they cover: the library's own scores
 * mislead. "Not sure" is no yes.
 *
 * Reading in a language blocks the first time, for a quarter of a second at most in English and for seconds in French: so
 * that happens here, one piece after the other, with other work in between. Open before the first user is heard.
 *
 * ```ts
 * const entities = await openEntities({ locales: ["en-US", "id-ID"] });
 * const size = entities.read("two, please", "number", { locale: "en-US" });
 * if (size.status === "found") console.log(size.value); // 2
 * ```
 *
 * @throws BatonError `entities-missing` if `@microsoft/recognizers-text-suite` is not installed
 */
export async function openEntities({
	locales,
	kinds = everyKind,
	yesNo = {},
	clock = systemClock,
}: EntityOptions): Promise<Entities> {
	const suite = await loadSuite();
	const words = yesNoReader(yesNo);
	const opened = new Set(locales.map(languageOf));
	for (const locale of locales.flatMap(variantsOf)) {
		for (const kind of kinds) await warm(suite, kind, locale, words);
	}
	const isOpen = (kind: EntityKind, locale: string): boolean =>
		kinds.includes(kind) && opened.has(languageOf(locale)) && canRead(kind, locale, words);

	return {
		supports: isOpen,
		read(text, kind, { locale, timeZone }) {
			if (!isOpen(kind, locale)) return { status: "unsupported", kind, language: languageOf(locale) };
			const clean = cleanText(text);
			if (clean === "") return { status: "nothing" };
			const slots = readers[kind]({
				suite,
				words,
				text: clean,
				locale,
				now: localTime(clock.now(), timeZone),
			});
			const best = slots.toSorted((one, other) => other.score - one.score)[0];
			if (best === undefined) return { status: "nothing" };
			return { status: "found", ...best, others: slots.filter((slot) => slot !== best) };
		},
	};
}

/** English dates are of two kinds, and whoever opens English may meet both. */
function variantsOf(locale: string): readonly string[] {
	return languageOf(locale) === "en" ? ["en-US", "en-GB"] : [locale];
}

function canRead(kind: EntityKind, locale: string, words: YesNoReader): boolean {
	return cultureOf(kind, locale) !== undefined || (kind === "yesNo" && words.speaks(locale));
}

async function warm(suite: Suite, kind: EntityKind, locale: string, words: YesNoReader): Promise<void> {
	if (!canRead(kind, locale, words)) return;
	for (const text of samplesOf(kind, locale)) {
		await pause();
		readers[kind]({ suite, words, text, locale, now: new Date() });
	}
}

function pause(): Promise<void> {
	return new Promise((resolve) => {
		setImmediate(resolve);
	});
}

interface Read {
	readonly suite: Suite;
	readonly words: YesNoReader;
	readonly text: string;
	readonly locale: string;
	/** Whose local time is that of the user. */
	readonly now: Date;
}

type Readers = { readonly [Kind in EntityKind]: (read: Read) => readonly Slot<EntityValues[Kind]>[] };

const readers: Readers = {
	number: (read) => slotsOf(read, find(read, "number", "recognizeNumber"), numbersIn),
	date: (read) => slotsOf(read, find(read, "date", "recognizeDateTime"), (found) => timesIn(found, read.now)),
	currency: (read) =>
		slotsOf(read, find(read, "currency", "recognizeCurrency"), (found) =>
			moneyIn(found, (text) => find({ ...read, text }, "number", "recognizeNumber")),
		),
	phone(read) {
		// The library overlooks "(555) 123-4567".
		const bare = { ...read, text: cleanText(read.text.replace(/[()]/g, " ")) };
		const found = find(read, "phone", "recognizePhoneNumber");
		return slotsOf(read, found.length > 0 ? found : find(bare, "phone", "recognizePhoneNumber"), asWritten);
	},
	email: (read) => slotsOf(read, find(read, "email", "recognizeEmail"), asWritten),
	yesNo(read) {
		const { text, words, locale } = read;
		const own = words.read(text, locale);
		if (own !== undefined) return [{ value: own, alternatives: [], text, score: 1 }];
		const slots = slotsOf(read, find(read, "yesNo", "recognizeBoolean"), ({ resolution: { value } }) =>
			typeof value === "boolean" ? [value] : undefined,
		);
		return slots.filter(({ score }) => score === 1);
	},
};

function find(
	{ suite, text, locale, now }: Read,
	kind: EntityKind,
	what: Parameters<Suite["find"]>[0],
): readonly Find[] {
	const culture = cultureOf(kind, locale);
	if (culture === undefined || hasManyNumbers(text)) return [];
	return suite.find(what, text, culture, what === "recognizeDateTime" ? now : undefined);
}

function slotsOf<Value>(
	{ text }: Read,
	finds: readonly Find[],
	valuesIn: (found: Find) => readonly [Value, ...Value[]] | undefined,
): readonly Slot<Value>[] {
	return finds.flatMap((found) => {
		const values = valuesIn(found);
		if (values === undefined) return [];
		const [value, ...alternatives] = values;
		return [{ value, alternatives, text: found.text, score: coverage(found.text, text) }];
	});
}

function asWritten({ text }: Find): readonly [string] {
	return [text];
}
