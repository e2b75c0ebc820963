import { business, channelId } from "../settings.js";
import type { Worker } from "./worker.js";

/** Somebody who writes to the shop, and says everything until it is acknowledged. */
export interface Customer {
	readonly conversation: string;
	/** Resolves when it was acknowledged, with how long that took, in milliseconds. */
	say(id: string, text: string): Promise<number>;
}

const againAfterMs = 100;
const answerWithinMs = 2_000;

export function customerOf(conversation: string, bots: readonly Worker[], random: () => number): Customer {
	async function attempt(body: string): Promise<boolean> {
		const bot = bots[Math.floor(random() * bots.length)];
		if (bot === undefined) return false;
		try {
			const answer = await fetch(`http://127.0.0.1:${bot.port}/`, {
				method: "POST",
				body,
				signal: AbortSignal.timeout(answerWithinMs),
			});
			return answer.ok;
		} catch {
			return false;
		}
	}

	return {
		conversation,
		async say(id, text) {
			const since = Date.now();
			const body = JSON.stringify({
				...{ type: "message", id, text, channelId },
				conversation: { id: conversation },
				from: { id: `user of ${conversation}` },
				recipient: { id: business },
			});
			while (!(await attempt(body))) await new Promise((resolve) => setTimeout(resolve, againAfterMs));
			return Date.now() - since;
		},
	};
}
