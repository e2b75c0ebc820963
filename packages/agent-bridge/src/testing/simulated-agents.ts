import type { Awaitable } from "@baton/core";
import type { BasicDesk, DeskActions } from "./desk-driver.js";

/** Something that a person at a desk does something about. */
export interface Happening {
	/** The desk is asked; it has the conversation; the user has said something to it; it has lost it. */
	readonly type: "asked" | "taken" | "userSaid" | "lost";
	readonly conversationId: string;
	/** What the user said; otherwise empty. */
	readonly text: string;
}

/** What an agent can do. */
export interface AgentHands extends Omit<BasicDesk, "crash" | "close">, DeskActions {
	wait(ms: number): Promise<void>;
	/** Speaks under an epoch of the agent's own choice. */
	sayUnder(epoch: number, conversationId: string, text: string): Promise<unknown>;
	/** The desk dies where it stands, and is back after a while. */
	die(awayMs: number): Promise<void>;
}

/** A person at a simulated desk. What they try and is refused is in `desk.refusals`. */
export type SimulatedAgent = (happened: Happening, hands: AgentHands) => Awaitable<unknown>;

export interface PromptAgentOptions {
	readonly greeting?: string | undefined;
	readonly answer?: ((text: string) => string) | undefined;
	/** What the user says when they are done. Default: thanks or bye. */
	readonly done?: RegExp | undefined;
	readonly farewell?: string | undefined;
}

/** Takes whoever asks, greets, answers everything, and gives the conversation back when the user is done. */
export function promptAgent({
	greeting = "Hello, how can I help?",
	answer = (text) => `I will look into it: ${text}`,
	done = /\b(thanks?|thank you|bye)\b/i,
	farewell = "You are welcome, bye!",
}: PromptAgentOptions = {}): SimulatedAgent {
	return async ({ type, conversationId, text }, { take, say, release }) => {
		if (type === "asked") await take(conversationId);
		if (type === "taken") await say(conversationId, greeting);
		if (type !== "userSaid") return;
		const isDone = done.test(text);
		await say(conversationId, isDone ? farewell : answer(text));
		if (isDone) await release(conversationId);
	};
}

/** Does everything as another, but late: whatever has happened meanwhile. */
export function slowAgent(agent: SimulatedAgent, delayMs: number): SimulatedAgent {
	return async (happened, hands) => {
		await hands.wait(delayMs);
		await agent(happened, hands);
	};
}

/**
 * Takes over instead of confirming, floods, repeats itself, speaks under epochs that are over, and goes on
 * speaking when the conversation is not theirs any more.
 */
export function rudeAgent({ flood = 50 }: { readonly flood?: number | undefined } = {}): SimulatedAgent {
	return async ({ type, conversationId, text }, { take, say, sayUnder, repeat, release }) => {
		const lines = Array.from({ length: flood }, (_, index) => `Wait ${index + 1}`);
		if (type === "asked") await take(conversationId);
		if (type === "taken") await Promise.all(lines.map((line) => say(conversationId, line)));
		if (type === "lost") await sayUnder(1, conversationId, "I am not done with you");
		if (type !== "userSaid") return;
		await say(conversationId, text.toUpperCase());
		await repeat();
		await release(conversationId);
		await sayUnder(0, conversationId, "And another thing");
	};
}

/** Does as another, until the desk dies in the middle of something; goes on when it is back. */
export function dyingAgent(
	agent: SimulatedAgent,
	{ after = 2, awayMs = 500 }: { readonly after?: number; readonly awayMs?: number } = {},
): SimulatedAgent {
	let done = 0;
	return async (happened, hands) => {
		done += 1;
		const doing = Promise.resolve(agent(happened, hands));
		if (done === after) {
			// What was begun may have had its effect or not: nobody at the desk will ever know.
			doing.catch(() => {});
			await hands.die(awayMs);
		} else {
			await doing;
		}
	};
}
