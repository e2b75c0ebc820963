import { conversationKey, type Human, type PersonId } from "@baton/core";
import type { Plan } from "./plan.js";
import type { Role, Talk } from "./world.js";

/** Who writes, and to which bot. */
export function makeTalks({ users }: Plan): readonly Talk[] {
	const talks: Talk[] = [];
	for (let index = 1; index <= users; index += 1)
		talks.push(makeTalk(index, "shop", index % 2 === 0 ? "page-2" : "page-1"));
	if (users > 2) talks.push(makeTalk(users + 1, "bank", "page-3"));
	return talks;
}

function makeTalk(index: number, bot: string, page: string): Talk {
	const nick = `c${index}`;
	const key = conversationKey({ channel: "sim", business: page, conversation: nick });
	return { nick, key, bot, page, user: `u${index}` };
}

const person = (id: string, displayName: string): Human => ({ id: id as PersonId, displayName });

/** The desks, the helper, and the platform's own inbox. */
export function makeRoles({ helper, users }: Plan): readonly Role[] {
	const shop = { bots: ["shop"], personal: false, offered: true, kind: "human" } as const;
	const roles: Role[] = [
		{ ...shop, id: "desk", displayName: "Our team", people: [person("ana", "Ana"), person("ben", "Ben")] },
		{
			...shop,
			id: "console",
			displayName: "Console",
			personal: true,
			people: [person("cem", "Cem"), person("dao", "Dao")],
		},
		{ ...shop, id: "inbox", displayName: "Inbox", offered: false, people: [] },
	];
	if (helper)
		roles.push({ ...shop, id: "helper", kind: "bot", displayName: "Helper", offered: true, people: [] });
	if (users > 2)
		roles.push({
			...shop,
			id: "vault",
			bots: ["bank"],
			displayName: "Vault",
			people: [person("eve", "Eve")],
		});
	return roles;
}
