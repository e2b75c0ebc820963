import {
	type ActivityLike,
	type Clock,
	conversationKey,
	type Handoff,
	type Logger,
	type Store,
} from "@baton/core";
import { z } from "zod";
import { factOfPerson } from "./facts.js";
import type { GraphApi, GraphResult } from "./graph-api.js";
import { channelId } from "./to-activity.js";

export interface ProfilesOptions {
	readonly graph: GraphApi;
	readonly store: Pick<Store, "readFact" | "writeFact">;
	readonly clock: Clock;
	readonly logger: Logger;
}

/** Who the people are that write. */
export interface Profiles {
	/** The person's name; `undefined` where it is not known, or not in time. Never rejects. */
	nameOf(page: string, person: string): Promise<string | undefined>;
}

const dayMs = 24 * 60 * 60_000;
const askAgainMs = 30 * dayMs;
/** After a refusal, and where there was no answer. */
const refusedAgainMs = dayMs;
const unansweredAgainMs = 600_000;

/** Messenger waits five seconds for its acknowledgment: a name is worth no more than this of it. */
const patienceMs = 1_000;
const withinMs = 10_000;
const remembered = 10_000;
/** Of a crowd that comes at once, such as after an outage, the others are asked about when they write again. */
const mostAtOnce = 50;

/**
 * Asks who somebody is when they write for the first time, and once a month. While a page's questions are answered
 * late nobody waits for them: the name comes with a later message.
 *
 * https://developers.facebook.com/docs/messenger-platform/identity/user-profile
 */
export function createProfiles({ graph, store, clock, logger }: ProfilesOptions): Profiles {
	const known = new Map<string, { readonly name: string; readonly until: number }>();
	const asking = new Map<string, Promise<string>>();
	const slowPages = new Set<string>();

	function remember(place: string, name: string, forMs: number): string {
		if (known.size >= remembered) known.clear();
		known.set(place, { name, until: clock.now() + forMs });
		return name;
	}

	async function ask(page: string, person: string): Promise<string> {
		const place = `${page}/${person}`;
		const key = conversationKey({ channel: channelId, business: page, conversation: person });
		const fact = factOfPerson(key, "name");
		const kept = await store.readFact(fact);
		// What another process was told is looked at again after a while: it may be erased meanwhile.
		if (kept !== undefined) return remember(place, kept, unansweredAgainMs);
		const query = { fields: "first_name,last_name" };
		const result = await graph.call({ page, method: "GET", path: person, query, withinMs });
		const { name, forMs } = read(result);
		if (!result.isOk)
			logger.info("messenger-name-not-told", { key, why: result.why, code: result.error.code });
		await store.writeFact(fact, name, forMs);
		return remember(place, name, Math.min(forMs, unansweredAgainMs));
	}

	function asked(page: string, person: string): Promise<string> {
		const place = `${page}/${person}`;
		const underWay = asking.get(place);
		if (underWay !== undefined) return underWay;
		const since = clock.now();
		const answer = ask(page, person)
			.catch((error: unknown) => {
				logger.info("messenger-name-not-told", { page, error });
				return remember(place, "", unansweredAgainMs);
			})
			.finally(() => {
				asking.delete(place);
				if (clock.now() - since <= patienceMs) slowPages.delete(page);
			});
		asking.set(place, answer);
		return answer;
	}

	return {
		async nameOf(page, person) {
			// Whom only a plugin knows has no profile.
			if (!/^\d+$/.test(person)) return undefined;
			const { name, until } = known.get(`${page}/${person}`) ?? { until: 0 };
			if (name !== undefined && until > clock.now()) return name || undefined;
			if (asking.size >= mostAtOnce && !asking.has(`${page}/${person}`)) return undefined;
			const answer = asked(page, person);
			if (slowPages.has(page)) return undefined;
			const late = (): undefined => {
				slowPages.add(page);
				return undefined;
			};
			return (await inTime(clock, answer, late)) || undefined;
		},
	};
}

function inTime(clock: Clock, answer: Promise<string>, late: () => undefined): Promise<string | undefined> {
	return new Promise((resolve) => {
		const cancel = clock.after(patienceMs, () => resolve(late()));
		void answer.then((name) => {
			cancel();
			resolve(name);
		});
	});
}

const profile = z.object({ first_name: z.string(), last_name: z.string().default("") });

/** Without the right to see it there is nothing in it, and that is no error. */
function read(result: GraphResult): { readonly name: string; readonly forMs: number } {
	const { data } = profile.safeParse(result.isOk ? result.body : undefined);
	const name = data === undefined ? "" : `${data.first_name} ${data.last_name}`.trim();
	if (name !== "") return { name, forMs: askAgainMs };
	const isRefused = result.isOk || result.kind === "refused" || result.kind === "alarm";
	return { name, forMs: isRefused ? refusedAgainMs : unansweredAgainMs };
}

/** The handoff, in front of which whoever writes gets their name. */
export function namingPeople(handoff: Handoff, { nameOf }: Profiles): Handoff {
	async function named(activity: ActivityLike): Promise<ActivityLike> {
		const { from, recipient } = activity;
		if (!from?.id || !recipient?.id) return activity;
		const name = await nameOf(recipient.id, from.id);
		return name === undefined ? activity : { ...activity, from: { ...from, id: from.id, name } };
	}

	return { ...handoff, receive: async (activity) => handoff.receive(await named(activity)) };
}
