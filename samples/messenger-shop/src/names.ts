import type { MessengerAdapter } from "@baton/adapter-messenger";
import { type ActivityLike, type Handoff, personFact, userId } from "@baton/core";
import { z } from "zod";

const profile = z.object({ first_name: z.string(), last_name: z.string().default("") });
const monthMs = 30 * 24 * 60 * 60_000;

/** Messenger waits 5 seconds for its answer: a name is not worth more than this, in milliseconds. */
const patienceMs = 1_500;

/**
 * Desks see people by their names: the page may read them, and a name is asked for once a month. Erasing somebody
 * erases it, too.
 *
 * https://developers.facebook.com/docs/messenger-platform/identity/user-profile
 */
export function withNames(handoff: Handoff, { graph }: MessengerAdapter): Handoff {
	const { store } = handoff;

	async function nameOf(page: string, person: string): Promise<string> {
		const user = userId({ channel: "facebook", business: page, user: person });
		const fact = personFact(user, "messenger:name");
		const known = await store.readFact(fact);
		if (known !== undefined) return known;
		const query = { fields: "first_name,last_name" };
		const result = await graph.call({ page, method: "GET", path: person, query, withinMs: patienceMs });
		const read = profile.safeParse(result.isOk ? result.body : undefined);
		const name = read.success ? `${read.data.first_name} ${read.data.last_name}`.trim() : "";
		await store.writeFact(fact, name, monthMs);
		return name;
	}

	async function named(activity: ActivityLike): Promise<ActivityLike> {
		const { from, recipient } = activity;
		if (!from?.id || !recipient?.id) return activity;
		const name = await nameOf(recipient.id, from.id);
		return name === "" ? activity : { ...activity, from: { ...from, id: from.id, name } };
	}

	return { ...handoff, receive: async (activity) => handoff.receive(await named(activity)) };
}
