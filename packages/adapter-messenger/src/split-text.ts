import { splitText as split } from "@baton/core";
import { limits } from "./limits.js";

/** @param most of one part, in UTF-16 units */
export function splitText(text: string, most: number = limits.text): readonly string[] {
	return split(text, most);
}
