import { toPlain, toWords } from "../to-clauses.js";
import { languageOf } from "./kinds.js";

/** How people say yes and no in one language, in whole answers. */
export interface YesNoWords {
	readonly yes: readonly string[];
	readonly no: readonly string[];
}

/** Answers that the library does not know, and Indonesian, which it does not speak. */
const standard: Readonly<Record<string, YesNoWords>> = {
	en: {
		yes: [
			"okay",
			"k",
			"okey",
			"yes please",
			"yes thanks",
			"yes thank you",
			"sure thing",
			"of course",
			"correct",
			"that's correct",
			"right",
			"that's right",
			"exactly",
			"absolutely",
			"please do",
			"go ahead",
			"sounds good",
		],
		no: [
			"nah",
			"no thanks",
			"no thank you",
			"not really",
			"of course not",
			"not at all",
			"never",
			"wrong",
			"that's wrong",
			"please don't",
		],
	},
	id: {
		yes: [
			"ya",
			"iya",
			"iyaa",
			"yaa",
			"yap",
			"yup",
			"yoi",
			"ho'oh",
			"boleh",
			"boleh dong",
			"mau",
			"mau dong",
			"oke",
			"ok",
			"okay",
			"siap",
			"betul",
			"benar",
			"bener",
			"tentu",
			"tentu saja",
			"pasti",
			"setuju",
			"ya boleh",
			"iya boleh",
			"iya betul",
			"ya benar",
		],
		no: [
			"tidak",
			"tdk",
			"tak",
			"enggak",
			"nggak",
			"engga",
			"ngga",
			"gak",
			"ga",
			"gk",
			"bukan",
			"jangan",
			"tidak usah",
			"nggak usah",
			"gak usah",
			"ga usah",
			"tidak mau",
			"nggak mau",
			"gak mau",
			"ga mau",
			"belum",
			"salah",
			"tidak terima kasih",
		],
	},
};

/** Politeness around an answer, in languages that have words of ours. */
const polite: Readonly<Record<string, ReadonlySet<string>>> = {
	en: new Set(["please", "thanks", "sir", "madam"]),
	id: new Set([
		"kak",
		"ka",
		"kakak",
		"min",
		"sis",
		"gan",
		"bro",
		"om",
		"pak",
		"bu",
		"mas",
		"mbak",
		"deh",
		"dong",
	]),
};

/** Reads whole answers in words of ours. `undefined` where there is none; knows which languages it speaks. */
export interface YesNoReader {
	speaks(locale: string): boolean;
	read(text: string, locale: string): boolean | undefined;
}

export function yesNoReader(own: Readonly<Record<string, YesNoWords>>): YesNoReader {
	const answers = new Map<string, Map<string, boolean>>();
	for (const [language, { yes, no }] of [...Object.entries(standard), ...Object.entries(own)]) {
		const known = answers.get(language) ?? new Map<string, boolean>();
		for (const word of yes) known.set(toWords(toPlain(word)), true);
		for (const word of no) known.set(toWords(toPlain(word)), false);
		answers.set(language, known);
	}
	return {
		speaks: (locale) => answers.has(languageOf(locale)),
		read(text, locale) {
			const language = languageOf(locale);
			const known = answers.get(language);
			const words = toWords(toPlain(text));
			const answer = known?.get(words);
			if (answer !== undefined) return answer;
			return known?.get(
				words
					.split(" ")
					.filter((word) => !polite[language]?.has(word))
					.join(" "),
			);
		},
	};
}
