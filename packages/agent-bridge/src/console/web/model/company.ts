import type { Person } from "../../../protocol/parts.js";
import type { ServerFrameOf } from "../../../protocol/server-frame.js";
import type { Me } from "./desk-state.js";

/** Somebody else at a desk. */
export interface Colleague {
	readonly appId: string;
	readonly person: Person;
	/** Whether they may do more than look. */
	readonly mayAct: boolean;
}

/** Somebody else who has a conversation on screen. */
export interface Looker extends Pick<Colleague, "appId" | "person"> {
	readonly isWriting: boolean;
}

/** Who else is there, and what they look at, by conversation; people by app and id. */
export interface Company {
	readonly colleagues: ReadonlyMap<string, Colleague>;
	readonly lookers: ReadonlyMap<string, ReadonlyMap<string, Looker>>;
}

export const nobodyElse: Company = { colleagues: new Map(), lookers: new Map() };

export function hearColleague(
	company: Company,
	{ appId, person, state, mayAct }: ServerFrameOf<"colleague">,
): Company {
	const id = idOf(appId, person);
	const colleagues = changed(
		company.colleagues,
		id,
		state === "here" ? { appId, person, mayAct } : undefined,
	);
	return { ...company, colleagues };
}

export function hearLooking(
	company: Company,
	{ conversationId, appId, person, doing }: ServerFrameOf<"looking">,
): Company {
	const looker = doing === "gone" ? undefined : { appId, person, isWriting: doing === "writing" };
	const here = changed(company.lookers.get(conversationId) ?? new Map(), idOf(appId, person), looker);
	const lookers = changed(company.lookers, conversationId, here.size === 0 ? undefined : here);
	return { ...company, lookers };
}

/** To whom a conversation of this desk's can be handed by name: colleagues who may act, at the same desk first. */
export function candidatesOf({ colleagues }: Company, me: Me | undefined): readonly Colleague[] {
	const isFar = ({ appId }: Colleague) => Number(appId !== me?.appId);
	return [...colleagues.values()]
		.filter(({ mayAct }) => mayAct)
		.sort(
			(one, other) =>
				isFar(one) - isFar(other) || one.person.displayName.localeCompare(other.person.displayName),
		);
}

function changed<Value>(
	map: ReadonlyMap<string, Value>,
	id: string,
	value: Value | undefined,
): ReadonlyMap<string, Value> {
	const next = new Map(map);
	if (value === undefined) next.delete(id);
	else next.set(id, value);
	return next;
}

function idOf(appId: string, { id }: Person): string {
	return JSON.stringify([appId, id]);
}
