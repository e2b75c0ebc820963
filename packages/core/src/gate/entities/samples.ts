import { type EntityKind, languageOf } from "./kinds.js";

/** What makes the library build all that it needs for a kind in a language: it builds some of it only for what is like it. */
const inLanguages: Partial<Record<EntityKind, Readonly<Record<string, string>>>> = {
	number: {
		en: "twelve hundred and a half",
		es: "doce mil y medio",
		pt: "doze mil e meio",
		fr: "douze mille et demi",
		zh: "一万二千",
		ja: "一万二千",
	},
	currency: {
		en: "twelve dollars and 50 cents",
		es: "doce euros con 50",
		pt: "doze reais e 50",
		fr: "douze euros et 50",
		zh: "十二元五角",
		ja: "十二円",
	},
	date: {
		en: "tomorrow at 5pm, from next monday to 3 may for 2 hours every day",
		es: "mañana a las 5, del lunes al 3 de mayo durante 2 horas cada día",
		fr: "demain à 5h, de lundi prochain au 3 mai pendant 2 heures chaque jour",
		zh: "明天下午三点，从下周一到五月三日，每天两小时",
	},
};

const everywhere: Readonly<Record<EntityKind, string>> = {
	number: "12 1,5 1.000",
	date: "1/2/2030 12:30",
	currency: "12 $ 1,5",
	phone: "+1 212 555 0100",
	email: "a@example.com",
	yesNo: "yes",
};

/**
 * Each in letters of one byte and in others as well: the engine compiles an expression for each of the two when it first
 * meets it.
 */
export function samplesOf(kind: EntityKind, locale: string): readonly string[] {
	const own = inLanguages[kind]?.[languageOf(locale)];
	const texts = own === undefined ? [everywhere[kind]] : [everywhere[kind], own];
	return texts.flatMap((text) => [text, `${text} \u4f60`]);
}
