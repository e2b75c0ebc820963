import { AssertionError } from "node:assert";
import { type ActivityLike, conversationKey, type Handoff } from "@baton/core";
import { eventually, patienceMs } from "./eventually.js";
import { findOtherVoices } from "./one-voice.js";
import type { HeardLine, SimulatedChannel } from "./simulated-channel.js";

export interface SimulatedCustomerOptions {
	readonly channel: SimulatedChannel;
	/** Where the customer's words go: a handoff, or whatever takes an activity in, such as an adapter. */
	readonly to: Pick<Handoff, "receive"> | ((activity: ActivityLike) => Promise<unknown>);
	/** Default: `Ada`. Two customers of one test need two names. */
	readonly name?: string | undefined;
	/** The channel id under which the handoff knows the channel. Default: `simulated`. */
	readonly channelId?: string | undefined;
	/** BCP 47. Default: `en`. */
	readonly locale?: string | undefined;
	/** How long {@link SimulatedCustomer.hears} waits, milliseconds. Default: 5,000. */
	readonly withinMs?: number | undefined;
}

/** Somebody who writes to the bot, and keeps what comes back. */
export interface SimulatedCustomer {
	/** As desks and the store know the conversation. */
	readonly conversationId: string;
	/** Everything that came, in order, with who it is from. */
	readonly lines: readonly HeardLine[];
	/** Resolves when the bot has had its turn. */
	says(text: string, more?: Partial<ActivityLike>): Promise<void>;
	/** Presses a button. */
	presses(type: string, payload?: unknown): Promise<void>;
	/** Waits for a line, or finds one that came before. Fails after {@link SimulatedCustomerOptions.withinMs}. */
	hears(wanted: string | RegExp | ((line: HeardLine) => boolean)): Promise<HeardLine>;
	/**
	 * Fails if, between `joined` and `left`, anybody but that human spoke, or if somebody spoke as a human who had
	 * not joined. `isAllowed` excuses what policy lets through, such as answers to buttons.
	 */
	assertOneVoice(isAllowed?: (line: HeardLine) => boolean): void;
}

/**
 * ```ts
 * const ada = simulatedCustomer({ channel, to: handoff });
 * await ada.says("Is anybody there?");
 * await ada.hears("Hello, I am the bot");
 * ada.assertOneVoice();
 * ```
 */
export function simulatedCustomer({
	channel,
	to,
	name = "Ada",
	channelId = "simulated",
	locale = "en",
	withinMs = patienceMs,
}: SimulatedCustomerOptions): SimulatedCustomer {
	const id = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
	const recipient = { id: "business", name: "Business" };
	const conversationId = conversationKey({ channel: channelId, business: recipient.id, conversation: id });
	const hear = hearWith(to);
	let count = 0;

	async function write(more: Partial<ActivityLike>): Promise<void> {
		count += 1;
		const place = { channelId, serviceUrl: "https://simulated.example", conversation: { id }, recipient };
		const activity = { type: "message", id: `${id}-${count}`, locale, from: { id, name }, ...place, ...more };
		await hear({ timestamp: new Date(), ...activity });
	}

	return {
		conversationId,
		get lines() {
			return channel.heardIn(conversationId);
		},
		says: (text, more) => write({ text, ...more }),
		presses: (type, payload) => write({ value: { type, payload } }),
		async hears(wanted) {
			const isIt = matcher(wanted);
			const find = () => channel.heardIn(conversationId).find(isIt);
			const expectation = `${name} should hear ${wanted}`;
			return eventually(find, (line) => line !== undefined, expectation, withinMs) as Promise<HeardLine>;
		},
		assertOneVoice(isAllowed) {
			const lines = channel.heardIn(conversationId);
			const [fault, ...more] = findOtherVoices(lines, isAllowed);
			if (fault === undefined) return;
			throw new AssertionError({ message: [`${name} heard more than one voice`, fault, ...more].join("\n") });
		},
	};
}

function hearWith(to: SimulatedCustomerOptions["to"]): (activity: ActivityLike) => Promise<unknown> {
	if (typeof to === "function") return to;
	return async (activity) => (await to.receive(activity)).done;
}

function matcher(wanted: Parameters<SimulatedCustomer["hears"]>[0]): (line: HeardLine) => boolean {
	if (typeof wanted === "function") return wanted;
	return ({ text }) => (typeof wanted === "string" ? text === wanted : wanted.test(text));
}
