import { numbersIn, toNumber } from "./read-number.js";
import type { Money } from "./slot.js";
import type { Find } from "./suite.js";

/**
 * The library takes a number after the name of a currency for its hundredths: "IDR 250000" is 2500 to it. So where the
 * words have one number, that is the amount.
 */
export function moneyIn(
	{ text, resolution }: Find,
	findNumbers: (text: string) => readonly Find[],
): readonly [Money, ...Money[]] | undefined {
	const { unit, isoCurrency } = resolution;
	const value = toNumber(resolution.value);
	if (typeof unit !== "string" || value === undefined) return undefined;
	const currency = typeof isoCurrency === "string" ? isoCurrency : undefined;
	const numbers = findNumbers(text);
	const only = numbers.length === 1 ? numbers[0] : undefined;
	const [amount, ...others] = (only && numbersIn(only)) ?? [value];
	const toMoney = (each: number): Money => ({ amount: each, unit, currency });
	return [toMoney(amount), ...others.map(toMoney)];
}
