import { startRedis } from "@baton/core/testing/redis";
import type { Contender } from "../measure/contender.js";
import { Arrivals } from "../network/arrivals.js";
import { type UserMessage, userMessage } from "../network/sockets.js";

/** A way from a user's socket at one process to the agent's at another, with Redis between the two. */
export interface Crossing {
	/** Gets the conversations of a round ready, where that is needed. */
	ready?(round: number, conversations: number): Promise<void>;
	say(message: UserMessage): void;
	close(): Promise<void>;
}

/** @param heard called with every text that comes to the agent */
export type OpenCrossing = (redisUrl: string, heard: (text: unknown) => void) => Promise<Crossing>;

/** So many conversations are under way in a round. */
const conversations = 64;
/** So many messages are said at once. */
export const messagesAtOnce = 250;

/** A message from the user, until the agent has it. */
export function hopAcross(name: string, open: OpenCrossing): Promise<Contender> {
	return across(name, open, 1);
}

/** Messages of many conversations at once, until the agent has all of them. */
export function burstAcross(name: string, open: OpenCrossing): Promise<Contender> {
	return across(name, open, messagesAtOnce);
}

/** Each contender has a Redis of its own, so that none is slowed by what another has left behind. */
async function across(name: string, open: OpenCrossing, atOnce: number): Promise<Contender> {
	const redis = await startRedis();
	const arrivals = new Arrivals();
	const crossing = await open(redis.url, (text) => arrivals.arrived(text));
	let round = 0;
	return {
		name,
		async prepare() {
			round += 1;
			const own = round;
			await crossing.ready?.(own, conversations);
			return {
				turn(index) {
					const messages = Array.from({ length: atOnce }, (_, place) =>
						userMessage(own, index * atOnce + place, conversations),
					);
					const arriving = arrivals.expect(...messages.map(({ text }) => text));
					for (const message of messages) crossing.say(message);
					return arriving;
				},
			};
		},
		async close() {
			await crossing.close();
			await redis.stop();
		},
	};
}
