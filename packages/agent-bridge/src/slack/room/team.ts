import type { Clock } from "@baton/core";
import { z } from "zod";
import type { Person } from "../../protocol/parts.js";
import type { SlackApi } from "../web-api/slack-api.js";

/** The people of the workspace, by their Slack id. */
export interface Team {
	/** As the customer comes to know them: with the name and the picture that they have in Slack. */
	person(id: string): Promise<Person>;
}

const answer = z.looseObject({
	user: z.looseObject({
		id: z.string(),
		name: z.string().optional(),
		real_name: z.string().optional(),
		profile: z
			.looseObject({
				display_name: z.string().optional(),
				real_name: z.string().optional(),
				image_192: z.string().optional(),
				image_72: z.string().optional(),
			})
			.optional(),
	}),
});

/** Names and pictures change seldom. */
const keptForMs = 15 * 60_000;
const mostKept = 5_000;

export function createTeam(api: SlackApi, clock: Clock): Team {
	const known = new Map<string, { readonly person: Person; readonly until: number }>();

	return {
		async person(id) {
			const found = known.get(id);
			if (found !== undefined && found.until > clock.now()) return found.person;
			const { user } = await api.repeat("users.info", { user: id }, answer);
			const person = toPerson(id, user);
			known.delete(id);
			known.set(id, { person, until: clock.now() + keptForMs });
			if (known.size > mostKept) known.delete(known.keys().next().value ?? id);
			return person;
		},
	};
}

function toPerson(id: string, { name, real_name, profile }: z.infer<typeof answer>["user"]): Person {
	const names = [profile?.display_name, profile?.real_name, real_name, name];
	const displayName = names.find((each) => each !== undefined && each.trim() !== "") ?? "Agent";
	const picture = [profile?.image_192, profile?.image_72].find((url) => /^https?:\/\//.test(url ?? ""));
	return {
		id,
		displayName: displayName.slice(0, 256),
		...(picture === undefined ? {} : { avatarImage: picture }),
	};
}
