import type { Erased } from "./store.js";

export const nothingErased: Erased = {
	entries: 0,
	deliveries: 0,
	unsent: 0,
	timers: 0,
	mailboxes: 0,
	commands: 0,
	facts: 0,
	links: 0,
	audit: 0,
};

export function sumErased(one: Erased, other: Erased): Erased {
	return {
		entries: one.entries + other.entries,
		deliveries: one.deliveries + other.deliveries,
		unsent: one.unsent + other.unsent,
		timers: one.timers + other.timers,
		mailboxes: one.mailboxes + other.mailboxes,
		commands: one.commands + other.commands,
		facts: one.facts + other.facts,
		links: one.links + other.links,
		audit: one.audit + other.audit,
	};
}
