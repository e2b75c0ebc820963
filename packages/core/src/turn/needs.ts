import type { Needs } from "../control/control.js";

/** The skills that an intent needs. */
export type SkillsFor = (intent: string | undefined) => readonly string[] | undefined;

/** What the bot says that is needed where it asks for a person: `skill` or `skills`, and `language`. Anything else is for people. */
export function needsIn(value: unknown): Needs | undefined {
	if (typeof value !== "object" || value === null) return undefined;
	const said = new Map(Object.entries(value).map(([name, member]) => [name.toLowerCase(), member]));
	const skills = [said.get("skills"), said.get("skill")].flat().filter(isName);
	const language = said.get("language");
	const needs = {
		...(skills.length > 0 ? { skills } : {}),
		...(isName(language) ? { language } : {}),
	};
	return Object.keys(needs).length > 0 ? needs : undefined;
}

function isName(value: unknown): value is string {
	return typeof value === "string" && value !== "" && value.length <= 200;
}
