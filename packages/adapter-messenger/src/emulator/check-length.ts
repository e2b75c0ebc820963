import { refusal } from "./platform-errors.js";

export function checkLength(what: string, text: string | undefined, most: number): void {
	if (text !== undefined && text.length > most)
		throw refusal("bad-parameter", `(#100) Length of param ${what} must be less than or equal to ${most}`);
}

export function checkCount(what: string, items: readonly unknown[] | undefined, most: number): void {
	if (items !== undefined && items.length > most)
		throw refusal("bad-parameter", `(#100) Param ${what} has too many elements: ${most} are allowed`);
}
