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
	/** Whether the others were told: nobody picks from more people than the limit. */
	readonly isTold: boolean;
}

/** A person has connected: they learn who else is here, and the others that they are. */
export function comeIn(state: BridgeState, session: Session, identity: Identity): void {
	for (const colleague of state.colleagues.values()) {
		if (colleague.isTold && isColleague(state, identity, colleague))
			session.seam.send(frameOf(colleague, "here"), false);
	}
	const { people } = state;
	const id = identity.person && idOf(identity.app, identity.person);
	if (id !== undefined) people.set(id, (people.get(id) ?? new Set()).add(session));
	announce(state, identity, "here");
}

/** A connection of a person has ended: they are gone with their last. */
export function goOut(state: BridgeState, session: Session, { app, person, ...identity }: Identity): void {
	if (person === undefined) return;
	const id = idOf(app, person);
	const others = state.people.get(id);
	others?.delete(session);
	if (others !== undefined && others.size > 0) return;
	state.people.delete(id);
	announce(state, { app, person, ...identity }, "gone");
}

/** Says again who is here, and forgets who has not been heard of. */
export function roll(state: BridgeState): void {
	for (const [session] of state.people.values()) {
		if (session?.identity !== undefined) announce(state, session.identity, "here");
	}
	const now = state.handoff.clock.now();
	for (const [id, colleague] of state.colleagues) {
		if (colleague.until > now) continue;
		state.colleagues.delete(id);
		if (colleague.isTold) tellPeople(state, colleague, "gone");
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
		const isTold = known?.isTold === true || state.colleagues.size < state.limits.colleagues;
		state.colleagues.set(id, { app, human, mayAct, isTold, until: state.handoff.clock.now() + forgetMs });
		const isNews = known?.isTold !== true || known.mayAct !== mayAct;
		if (isTold && isNews) tellPeople(state, { app, human, mayAct }, "here");
		return;
	}
	const [here] = state.people.get(id) ?? [];
	if (here?.identity !== undefined) announce(state, here.identity, "here");
	else if (state.colleagues.delete(id) && known?.isTold === true) tellPeople(state, known, "gone");
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

function tellPeople(
	state: BridgeState,
	colleague: Pick<Colleague, "app" | "human" | "mayAct">,
	whether: "here" | "gone",
): void {
	const text = frameOf(colleague, whether);
	for (const { identity, seam, closed } of state.sessions) {
		if (closed || identity?.person === undefined) continue;
		if (isColleague(state, identity, colleague)) seam.send(text, false);
	}
}

function frameOf(
	{ app, human, mayAct }: Pick<Colleague, "app" | "human" | "mayAct">,
	state: "here" | "gone",
): string {
	const frame: ServerFrameOf<"colleague"> = {
		...{ type: "colleague", appId: app, person: { ...human }, state, mayAct },
	};
	return JSON.stringify(frame);
}

function idOf(app: AppId, { id }: { readonly id: string }): string {
	return JSON.stringify([app, id]);
}
