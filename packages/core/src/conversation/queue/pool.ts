import type { Needs } from "../../control/control.js";
import { speaks } from "../language.js";
import type { App } from "../participants.js";

type Abilities = Pick<App, "skills" | "languages">;

/**
 * Those of `apps` who suit best. Where nobody has the skills and the language, the language goes first: whoever can talk
 * to the user can bring in somebody who knows more. Where nobody has either, all: somebody is better than nobody.
 */
export function bestFor<Asked extends Abilities>(
	apps: readonly Asked[],
	{ skills = [], language }: Needs,
): readonly Asked[] {
	const talks = (app: Asked): boolean => language === undefined || hasLanguage(app, language);
	const knows = (app: Asked): boolean => skills.every((skill) => app.skills?.includes(skill) === true);
	const tiers = [(app: Asked) => talks(app) && knows(app), talks, knows];
	for (const suits of tiers) {
		const pool = apps.filter(suits);
		if (pool.length > 0) return pool;
	}
	return apps;
}

/** Who names no languages is taken to speak every one. */
function hasLanguage({ languages }: Abilities, wanted: string): boolean {
	return languages === undefined || languages.some((spoken) => speaks(spoken, wanted));
}
