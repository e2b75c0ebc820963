import { z } from "zod";
import { SlackRefusal } from "../refusal.js";
import type { User } from "../state.js";
import { profileJson, userJson } from "../wire.js";
import { flag, pageOf, paging, text } from "./args.js";
import { type Call, method } from "./method.js";

/** https://docs.slack.dev/reference/methods/users.info */
const info = method({
	...{ tier: 4, scopes: ["users:read"], takesJson: false },
	args: z.object({ user: text, include_locale: flag.optional() }),
	run: (call, { user, include_locale: withLocale }) => ({
		user: { ...jsonOf(call, find(call, user)), ...(withLocale ? { locale: "en-US" } : {}) },
	}),
});

/** https://docs.slack.dev/reference/methods/users.list */
const list = method({
	...{ tier: 2, scopes: ["users:read"], takesJson: false },
	args: z.object({ ...paging, include_locale: flag.optional(), team_id: text.optional() }),
	run(call, { cursor, limit = 1000 }) {
		if (limit < 1 || limit > 1000) throw new SlackRefusal("invalid_limit");
		const page = pageOf([...call.workspace.users.values()], { cursor, limit });
		if (page === undefined) throw new SlackRefusal("invalid_cursor");
		const members = page.items.map((user) => jsonOf(call, user));
		return { members, cache_ts: 0, response_metadata: { next_cursor: page.next } };
	},
});

/** https://docs.slack.dev/reference/methods/users.lookupByEmail */
const lookupByEmail = method({
	...{ tier: 3, scopes: ["users:read.email"], takesJson: false },
	args: z.object({ email: text }),
	run(call, { email }) {
		const user = [...call.workspace.users.values()].find((each) => each.email === email.toLowerCase());
		if (user === undefined) throw new SlackRefusal("users_not_found");
		return { user: jsonOf(call, user) };
	},
});

/** https://docs.slack.dev/reference/methods/users.profile.get */
const profile = method({
	...{ tier: 4, scopes: ["users.profile:read"], takesJson: false },
	args: z.object({ user: text.optional(), include_labels: flag.optional() }),
	run(call, { user = call.user.id }) {
		return { profile: profileJson(call.world, call.workspace, find(call, user), seesEmails(call)) };
	},
});

function find({ workspace }: Call, id: string): User {
	const user = workspace.users.get(id);
	if (user === undefined) throw new SlackRefusal("user_not_found");
	return user;
}

function jsonOf(call: Call, user: User) {
	return userJson(call.world, call.workspace, user, seesEmails(call));
}

function seesEmails({ scopes }: Call): boolean {
	return scopes.includes("users:read.email");
}

export const userMethods = {
	"users.info": info,
	"users.list": list,
	"users.lookupByEmail": lookupByEmail,
	"users.profile.get": profile,
};
