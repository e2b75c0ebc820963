import type { Blow } from "./screen.js";

/** What a page sent, or `undefined` if it is nothing that can be done. */
export function parseBlow(json: string): Blow | undefined {
	try {
		const blow: unknown = JSON.parse(json);
		if (typeof blow !== "object" || blow === null || !("target" in blow) || !("what" in blow))
			return undefined;
		const { target, what } = blow;
		if (typeof target !== "string" || (what !== "kill" && what !== "freeze")) return undefined;
		return { target, what };
	} catch {
		return undefined;
	}
}
