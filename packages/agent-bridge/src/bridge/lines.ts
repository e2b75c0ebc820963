import type { Awaitable, BotId, ConversationKey, Entry } from "@baton/core";
import { type Facts, toFacts } from "../protocol/snapshot.js";
import type { BridgeState, Identity, Line } from "./state.js";

/** The line of a conversation, the one used longest ago forgotten first. */
export function lineOf({ lines, limits }: BridgeState, key: ConversationKey): Line {
	const known = lines.get(key);
	if (known !== undefined) {
		lines.delete(key);
		lines.set(key, known);
		return known;
	}
	const line: Line = { key, facts: undefined, loading: undefined, from: Number.POSITIVE_INFINITY, seen: 0 };
	lines.set(key, line);
	if (lines.size > limits.remembered) forgetOldest(lines);
	return line;
}

function forgetOldest(lines: Map<ConversationKey, Line>): void {
	for (const key of lines.keys()) {
		lines.delete(key);
		return;
	}
}

/** Notes that a commit was noticed here. A gap before it begins a new run. */
export function noteCommit(line: Line, entries: readonly Entry[]): void {
	const first = entries[0];
	const last = entries.at(-1);
	if (first === undefined || last === undefined) return;
	if (first.position !== line.seen + 1 || line.from > line.seen) line.from = first.position;
	line.seen = last.position;
}

/** What is said with each frame of the conversation; `undefined` if there is no such conversation. */
export function factsOf(state: BridgeState, line: Line): Awaitable<Facts | undefined> {
	if (line.facts !== undefined) return line.facts;
	if (line.loading !== undefined) return line.loading;
	const loaded = state.handoff.store.load(line.key, undefined, { recent: true });
	if (!(loaded instanceof Promise))
		return keepFacts(line, loaded.conversation && toFacts(loaded.conversation));
	line.loading = loaded
		.then(({ conversation }) => keepFacts(line, conversation && toFacts(conversation)))
		.finally(() => {
			line.loading = undefined;
		});
	return line.loading;
}

function keepFacts(line: Line, facts: Facts | undefined): Facts | undefined {
	line.facts = facts;
	return facts;
}

/** Whether the conversation is one of a bot that the connection listens for. */
export function mayHear({ bots }: Identity, facts: Pick<Facts, "botId">): boolean {
	return bots.has(facts.botId as BotId);
}

/** Only for conversations of the connection's bots; others are as if they did not exist. Keeps the order of calls. */
export function whereMayHear(
	state: BridgeState,
	identity: Identity,
	key: ConversationKey,
	then: (mayHear: boolean) => Promise<void>,
): Promise<void> {
	const facts = factsOf(state, lineOf(state, key));
	if (!(facts instanceof Promise)) return then(facts !== undefined && mayHear(identity, facts));
	return facts.then((loaded) => then(loaded !== undefined && mayHear(identity, loaded)));
}
