import type { AppId, Signal } from "@baton/core";
import type { ServerFrameOf } from "../protocol/server-frame.js";
import { toHuman } from "../protocol/to-command.js";
import type { BridgeState, Identity, Session } from "./state.js";

/** Who is here, and what they look at, is said again this often. */
export const repeatMs = 20_000;
/** And is forgotten when it was not said again for this long. */
export const forgetMs = 50_000;

type Coming = Extract<Signal, { type: "colleague" }>;

/** Somebody at a desk, here or connected to another process. */
export interface Colleague extends Pick<Coming, "app" | "human" | "mayAct"> {
	/** Epoch milliseconds. */
	readonly until: number;
}

/** A person has connected: they learn who else is here, and the others that they are. */
export function comeIn(state: BridgeState, session: Session, identity: Identity): void {
	for (const colleague of state.colleagues.values()) {
		if (isColleague(state, identity, colleague)) session.seam.send(frameOf(colleague, "here"), false);
	}
	announce(state, identity, "here");
}

/** A connection of a person has ended: they are gone with their last. */
export function goOut(state: BridgeState, identity: Identity): void {
	if (!isHere(state, identity)) announce(state, identity, "gone");
}

/** Says again who is here, and forgets who has not been heard of. */
export function roll(state: BridgeState): void {
	const told = new Set<string>();
	for (const { identity } of state.sessions) {
		if (identity?.person === undefined || told.has(idOf(identity.app, identity.person))) continue;
		told.add(idOf(identity.app, identity.person));
		announce(state, identity, "here");
	}
	const now = state.handoff.clock.now();
	for (const [id, colleague] of state.colleagues) {
		if (colleague.until > now) continue;
		state.colleagues.delete(id);
		tellPeople(state, colleague, "gone");
	}
}

function announce({ handoff }: BridgeState, { app, person, mayAct }: Identity, state: Coming["state"]): void {
	if (person === undefined) return;
	handoff.pass({ type: "colleague", app, human: toHuman(person), state, mayAct });
}

/** Somebody came or went, here or elsewhere. Who left one process may be connected to another, which says so. */
export function hearColleague(state: BridgeState, signal: Coming): void {
	const { app, human, mayAct } = signal;
	const id = idOf(app, human);
	const known = state.colleagues.get(id);
	if (signal.state === "here") {
		state.colleagues.set(id, { app, human, mayAct, until: state.handoff.clock.now() + forgetMs });
		if (known?.mayAct !== mayAct) tellPeople(state, { app, human, mayAct }, "here");
		return;
	}
	const here = [...state.sessions].find(({ identity }) => isPerson(identity, app, human))?.identity;
	if (here !== undefined) announce(state, here, "here");
	else if (state.colleagues.delete(id) && known !== undefined) tellPeople(state, known, "gone");
}

function isHere({ sessions }: BridgeState, { app, person }: Identity): boolean {
	return person !== undefined && [...sessions].some(({ identity }) => isPerson(identity, app, person));
}

function isPerson(
	identity: Identity | undefined,
	app: AppId,
	{ id }: { readonly id: string },
): identity is Identity {
	return identity?.app === app && identity.person?.id === id;
}

/** Everybody else who works for one of the same bots. */
function isColleague(
	{ handoff }: BridgeState,
	{ app, person, bots }: Identity,
	colleague: Pick<Colleague, "app" | "human">,
): boolean {
	if (app === colleague.app && person?.id === colleague.human.id) return false;
	return handoff.apps.get(colleague.app)?.bots.some((bot) => bots.has(bot)) === true;
}

function tellPeople(state: BridgeState, colleague: Omit<Colleague, "until">, whether: "here" | "gone"): void {
	const text = frameOf(colleague, whether);
	for (const { identity, seam, closed } of state.sessions) {
		if (closed || identity?.person === undefined) continue;
		if (isColleague(state, identity, colleague)) seam.send(text, false);
	}
}

function frameOf({ app, human, mayAct }: Omit<Colleague, "until">, state: "here" | "gone"): string {
	const frame: ServerFrameOf<"colleague"> = {
		...{ type: "colleague", appId: app, person: { ...human }, state, mayAct },
	};
	return JSON.stringify(frame);
}

function idOf(app: AppId, { id }: { readonly id: string }): string {
	return JSON.stringify([app, id]);
}
