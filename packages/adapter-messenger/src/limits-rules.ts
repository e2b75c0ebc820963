import { BatonError } from "@baton/core/error";

export function checkLength(what: string, value: unknown, most: number): void {
	if (typeof value === "string" && value.length > most)
		throw broken(`the ${what} may have ${most} characters and has ${value.length}: ${shown(value)}`);
}

export function checkCount(what: string, values: readonly unknown[] | undefined, most: number): void {
	if (values !== undefined && values.length > most)
		throw broken(`there may be ${most} ${what} and there are ${values.length}`);
}

export function checkFewest(what: string, values: readonly unknown[] | undefined, fewest: number): void {
	const count = values?.length ?? 0;
	if (count < fewest) throw broken(`there must be at least ${fewest} ${what} and there are ${count}`);
}

/** Enough to find it by. */
function shown(value: string): string {
	return JSON.stringify(value.length > 60 ? `${value.slice(0, 60).toWellFormed()}…` : value);
}

export function broken(what: string): BatonError {
	return new BatonError("messenger-limit", `Cannot send this to Messenger: ${what}`);
}
