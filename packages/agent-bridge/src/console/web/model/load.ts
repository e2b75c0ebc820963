import type { DeskState } from "./desk-state.js";

/** How many conversations somebody holds, and how many they may. */
export interface Load {
	readonly held: number;
	readonly capacity: number;
}

/** Of the person at this page, or of the desk where it holds control as one. `undefined` for any number. */
export function loadOf({ me, apps, talks }: Pick<DeskState, "me" | "apps" | "talks">): Load | undefined {
	const capacity = me && apps.get(me.appId)?.capacity;
	if (me === undefined || capacity === undefined) return undefined;
	const held = [...talks.values()].filter(({ snapshot: { holder } }) => {
		if (holder?.appId !== me.appId) return false;
		return holder.personId === undefined || holder.personId === me.person?.id;
	});
	return { held: held.length, capacity };
}

/** Whether nobody else can be taken for now. */
export function isFull(state: Pick<DeskState, "me" | "apps" | "talks">): boolean {
	const load = loadOf(state);
	return load !== undefined && load.held >= load.capacity;
}
