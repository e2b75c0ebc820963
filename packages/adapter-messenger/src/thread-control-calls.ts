import { BatonError } from "@baton/core";
import { z } from "zod";
import type { GraphApi } from "./graph-api.js";
import { recipientOf } from "./recipient.js";
import { id, moment } from "./wire.js";

/** Whose thread: a page and a person, or what stands for one. */
export interface Thread {
	readonly page: string;
	/** The id of the conversation. */
	readonly person: string;
}

/** Who has a thread. */
export interface ThreadOwner {
	readonly appId: string;
	/** When it ends, epoch milliseconds, where Messenger tells. */
	readonly until: number | undefined;
}

/**
 * Conversation Routing, call by call. A thread is idle when the person has been silent for 24 hours or it was
 * released: then only the page's default app may write. Where a page has no default app every app hears
 * everything, and taking is refused.
 *
 * Each throws BatonError `thread-control-refused` with what Meta said as its cause.
 *
 * https://developers.facebook.com/docs/messenger-platform/conversation-routing
 */
export interface ThreadControlCalls {
	/** Gives the thread to another app, with a word for it. */
	pass(thread: Thread, appId: string, metadata?: string): Promise<void>;
	/** Needs a default app. */
	take(thread: Thread, metadata?: string): Promise<void>;
	/** Makes it idle: the next word of the person goes to the default app. */
	release(thread: Thread, metadata?: string): Promise<void>;
	/** Asks whoever has it. */
	request(thread: Thread, metadata?: string): Promise<void>;
	/** Keeps it beyond 24 hours of silence, for at most 7 days; in milliseconds. */
	extend(thread: Thread, forMs: number): Promise<void>;
	/** `undefined` while it is idle, and for apps that may not know. */
	ownerOf(thread: Thread): Promise<ThreadOwner | undefined>;
}

const longestMs = 7 * 24 * 60 * 60 * 1000;

export function createThreadControlCalls(graph: GraphApi): ThreadControlCalls {
	async function post({ page, person }: Thread, verb: string, more: object): Promise<void> {
		const result = await graph.call({
			page,
			path: `${page}/${verb}_thread_control`,
			body: { recipient: recipientOf(person), ...more },
		});
		if (!result.isOk) throw refused(verb, result.error);
	}
	const noting = (metadata: string | undefined): object => (metadata === undefined ? {} : { metadata });

	return {
		pass: (thread, appId, metadata) => post(thread, "pass", { target_app_id: appId, ...noting(metadata) }),
		take: (thread, metadata) => post(thread, "take", noting(metadata)),
		release: (thread, metadata) => post(thread, "release", noting(metadata)),
		request: (thread, metadata) => post(thread, "request", noting(metadata)),
		extend: (thread, forMs) =>
			post(thread, "extend", { duration: Math.floor(Math.min(forMs, longestMs) / 1000) }),
		async ownerOf({ page, person }) {
			const query = { recipient: person };
			const result = await graph.call({ page, method: "GET", path: `${page}/thread_owner`, query });
			if (!result.isOk) throw refused("read", result.error);
			return ownerIn(result.body);
		},
	};
}

function refused(verb: string, cause: { readonly message: string }): BatonError {
	return new BatonError(
		"thread-control-refused",
		`Cannot ${verb} the thread control, see the page's conversation routing: ${cause.message}`,
		{ cause },
	);
}

const owner = z.object({ app_id: id, expiration: moment.optional().catch(undefined) });
/** Two shapes have been seen. */
const ownerAnswer = z.union([
	z
		.object({ data: z.tuple([z.object({ thread_owner: owner })]) })
		.transform(({ data }) => data[0].thread_owner),
	z.object({ thread_owner: owner }).transform(({ thread_owner }) => thread_owner),
]);

function ownerIn(body: unknown): ThreadOwner | undefined {
	const { data } = ownerAnswer.safeParse(body);
	return data === undefined ? undefined : { appId: data.app_id, until: data.expiration };
}
