type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

/** As many as there are, in a language's own forms; `#` stands for the number. */
export function plural(language: string, forms: Forms): (count: number) => string {
	const rules = new Intl.PluralRules(language);
	const numbers = new Intl.NumberFormat(language);
	return (count) => (forms[rules.select(count)] ?? forms.other).replaceAll("#", () => numbers.format(count));
}
