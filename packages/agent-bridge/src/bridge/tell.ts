import type { AppId, ConversationKey, Signal } from "@baton/core";
import type { DirectFrame } from "../protocol/server-frame.js";
import type { Facts } from "../protocol/snapshot.js";

import { hearColleague } from "./colleagues.js";

import { lookForMissed } from "./greet.js";

import { inTurn } from "./in-turn.js";
import { factsOf, lineOf, mayHear, noteCommit } from "./lines.js";
import { hearLooking } from "./looking.js";
import { follow, offer } from "./mailbox.js";
import { toBatch } from "./render.js";
import type { BridgeState, Line, Session } from "./state.js";

type Committed = Extract<Signal, { type: "committed" }>;

/** Passes on what this process noticed to the connections that it concerns. */
export function tell(state: BridgeState, signal: Signal) {
	switch (signal.type) {
		case "committed":
			return tellCommitted(state, signal);
		case "committedElsewhere":
			return lookFor(state, signal);
		case "missed":
			return lookForMissed(state);
		case "typing":
			return tellNow(state, signal.key, signal.to, {
				type: "typing",
				conversationId: signal.key,
				by: signal.by,
			});
		case "looking":
			return hearLooking(state, signal);
		case "colleague":
			return hearColleague(state, signal);
		case "outage":
			return tellEverybody(state, { type: "outage", state: signal.state });
		case "erased":
			return tellErased(state, signal);
		case "delivery": {
			const { entry, state: reached, nativeId, error, reaction } = signal.delivery;
			return tellNow(state, signal.key, signal.to, {
				type: "deliveryReport",
				conversationId: signal.key,
				of: entry,
				state: reached,
				nativeId,
				error,
				reaction,
			});
		}
	}
}

function tellEverybody({ sessions }: BridgeState, frame: DirectFrame) {
	const text = JSON.stringify(frame);
	for (const { identity, seam, closed } of sessions)
		if (!closed && identity !== undefined) seam.send(text, false);
}

/** What is remembered of it here is forgotten; positions go on, so that what connections were told still counts. */
function tellErased(state: BridgeState, { key, bot, to }: Extract<Signal, { type: "erased" }>) {
	state.lines.delete(key);
	const frame: DirectFrame = { type: "erased", conversationId: key };
	const text = JSON.stringify(frame);
	for (const { identity, seam, closed } of sessionsOf(state, to)) {
		if (!closed && identity?.bots.has(bot) === true) seam.send(text, false);
	}
}

function tellCommitted(state: BridgeState, signal: Committed) {
	const sessions = sessionsOf(state, signal.tell);
	const known = state.lines.get(signal.key);
	if (sessions.length === 0) return known && noteCommit(known, signal.entries);
	const line = lineOf(state, signal.key);
	noteCommit(line, signal.entries);
	whenKnown(state, line, (facts) => {
		const batch = toBatch(signal.entries, facts);
		inTurn(state, sessions, (session) => offer(state, session, line, batch));
	});
}

/** What another process committed is read where somebody here is to be told of it. */
function lookFor(
	state: BridgeState,
	{ key, from, tell }: Extract<Signal, { type: "committedElsewhere" }>,
): void {
	const sessions = sessionsOf(state, tell);
	if (sessions.length > 0) inTurn(state, sessions, (session) => follow(state, session, key, from));
}

const nobody: readonly Session[] = [];

function sessionsOf({ listeners }: BridgeState, apps: readonly AppId[]): readonly Session[] {
	let sessions = nobody;
	for (const app of apps) {
		const more = listeners.get(app);
		if (more !== undefined) sessions = sessions.length === 0 ? [...more] : [...sessions, ...more];
	}
	return sessions;
}

/** At once where the facts are known, and otherwise later, in the order of calling. */
function whenKnown(state: BridgeState, line: Line, then: (facts: Facts) => void): void {
	const facts = factsOf(state, line);
	if (!(facts instanceof Promise)) {
		if (facts !== undefined) then(facts);
		return;
	}
	facts.then((loaded) => loaded && then(loaded)).catch(state.onError);
}

/** What is not kept: whoever is connected hears it. */
function tellNow(state: BridgeState, key: ConversationKey, to: readonly AppId[], frame: DirectFrame): void {
	if (!to.some((app) => state.listeners.has(app))) return;
	const text = JSON.stringify(frame);
	whenKnown(state, lineOf(state, key), (facts) => {
		for (const app of to) {
			for (const { identity, seam, closed } of state.listeners.get(app) ?? []) {
				if (!closed && identity !== undefined && mayHear(identity, facts))
					seam.send(text, frame.type !== "deliveryReport" || identity.person !== undefined);
			}
		}
	});
}
