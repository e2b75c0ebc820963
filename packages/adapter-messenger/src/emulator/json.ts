/** What JSON can say. */
export type Json =
	| string
	| number
	| boolean
	| null
	| undefined
	| readonly Json[]
	| { readonly [member: string]: Json };

export type JsonObject = { readonly [member: string]: Json };

export function isJsonObject(value: unknown): value is JsonObject {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A member of something, if it is an object. */
export function member(value: unknown, name: string): unknown {
	return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** Parses text that may be no JSON at all. */
export function tryJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
