import type { AppId, BotId, ConversationKey, Human, Signal } from "@baton/core";
import type { ClientFrameOf } from "../protocol/client-frame.js";
import type { ServerFrameOf } from "../protocol/server-frame.js";
import { toHuman } from "../protocol/to-command.js";
import { forgetMs } from "./colleagues.js";
import { factsOf, lineOf, mayHear, whereMayHear } from "./lines.js";
import type { BridgeState, Identity, Session } from "./state.js";

type Looking = Extract<Signal, { type: "looking" }>;

/** Somebody who has a conversation on screen, here or in another process. */
export interface Looker extends Pick<Looking, "app" | "human"> {
	readonly key: ConversationKey;
	readonly bot: BotId;
	readonly doing: "reading" | "writing";
	/** Epoch milliseconds. */
	readonly until: number;
}

/** A person says what they have on screen: on a connection of an app, the frame says who. */
export function look(
	state: BridgeState,
	session: Session,
	identity: Identity,
	{ conversationId, doing, person }: ClientFrameOf<"looking">,
): void {
	const who = identity.person ?? person;
	if (who === undefined) return;
	const key = conversationId as ConversationKey;
	whereMayHear(state, identity, key, async (isMine) => {
		if (!isMine || session.closed) return;
		if (identity.person !== undefined) {
			const before = session.looking;
			session.looking = doing === "gone" ? undefined : key;
			if (areMany(state) && session.looking !== before) tellBeside(state, session);
		}
		say(state, key, { app: identity.app, human: toHuman(who), doing });
	}).catch(state.onError);
}

/** Whoever leaves looks at nothing any more. */
export function lookAway(state: BridgeState, { looking: key, identity }: Session): void {
	if (key === undefined || identity?.person === undefined) return;
	say(state, key, { app: identity.app, human: toHuman(identity.person), doing: "gone" });
}

function say(
	{ handoff }: BridgeState,
	key: ConversationKey,
	{ app, human, doing }: Pick<Looking, "app" | "human" | "doing">,
): void {
	handoff.pass({ type: "looking", key, app, human, doing });
}

/** Somebody looks, here or in another process: told to people where it is new, in the order in which it was heard. */
export function hearLooking(state: BridgeState, looking: Looking): void {
	Promise.resolve(factsOf(state, lineOf(state, looking.key)))
		.then((facts) => facts && note(state, looking, facts.botId as BotId))
		.catch(state.onError);
}

function note(state: BridgeState, { key, app, human, doing }: Looking, bot: BotId): void {
	const id = idOf(key, app, human);
	const known = state.lookers.get(id);
	state.lookers.delete(id);
	if (doing === "gone") {
		if (known !== undefined) tellPeople(state, known, "gone");
		return;
	}
	const looker: Looker = { key, app, human, doing, bot, until: state.handoff.clock.now() + forgetMs };
	state.lookers.set(id, looker);
	if (state.lookers.size > state.limits.remembered) forgetOldest(state);
	if (known?.doing !== doing) tellPeople(state, looker, doing);
}

/** Whoever has just come is told who looks at what. */
export function tellLookers(state: BridgeState, { seam, identity }: Session): void {
	const { lookers } = state;
	if (areMany(state)) return;
	for (const looker of lookers.values()) {
		if (identity?.bots.has(looker.bot) === true) seam.send(JSON.stringify(toFrame(looker)), false);
	}
}

/** Who has not said it again looks no more. */
export function forgetLookers(state: BridgeState): void {
	const now = state.handoff.clock.now();
	for (const [id, looker] of state.lookers) {
		if (looker.until > now) continue;
		state.lookers.delete(id);
		tellPeople(state, looker, "gone");
	}
}

function forgetOldest({ lookers }: BridgeState): void {
	const [oldest] = lookers.keys();
	if (oldest !== undefined) lookers.delete(oldest);
}

/** Who looks at the same. */
function tellBeside({ lookers }: BridgeState, { seam, looking }: Session): void {
	for (const looker of lookers.values()) {
		if (looker.key === looking) seam.send(JSON.stringify(toFrame(looker)), false);
	}
}

/** Where many work, only those who look at the same are told. */
function areMany({ colleagues, limits }: BridgeState): boolean {
	return colleagues.size > limits.colleagues;
}

function tellPeople(state: BridgeState, looker: Looker, doing: ServerFrameOf<"looking">["doing"]): void {
	const text = JSON.stringify({ ...toFrame(looker), doing });
	const onlyBeside = areMany(state);
	for (const { identity, seam, closed, looking } of state.sessions) {
		if (closed || identity?.person === undefined || isSame(identity, looker)) continue;
		if (onlyBeside && looking !== looker.key) continue;
		if (mayHear(identity, { botId: looker.bot })) seam.send(text, false);
	}
}

function isSame({ app, person }: Identity, looker: { readonly app: AppId; readonly human: Human }): boolean {
	return app === looker.app && person?.id === looker.human.id;
}

function toFrame({ key, app, human, doing }: Looker): ServerFrameOf<"looking"> {
	return { type: "looking", conversationId: key, appId: app, person: { ...human }, doing };
}

function idOf(key: ConversationKey, app: AppId, { id }: Human): string {
	return JSON.stringify([key, app, id]);
}
