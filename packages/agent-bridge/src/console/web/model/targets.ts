import type { Snapshot } from "../../../protocol/parts.js";
import { type Colleague, candidatesOf } from "./company.js";
import type { DeskState, Profile } from "./desk-state.js";

/** To whom a conversation can be handed over: a colleague by name, or another desk or bot. */
export type Target =
	| { readonly type: "person"; readonly id: string; readonly colleague: Colleague }
	| { readonly type: "app"; readonly id: string; readonly appId: string; readonly profile: Profile };

/** Those who are there now, people first. Not whoever holds it already. */
export function targetsOf(
	{ company, apps, me }: DeskState,
	{ holder }: Pick<Snapshot, "holder">,
): readonly Target[] {
	const people = candidatesOf(company, me)
		.filter(({ appId, person }) => appId !== holder?.appId || person.id !== holder.personId)
		.map((colleague) => ({ type: "person" as const, id: personTarget(colleague), colleague }));
	const others = [...apps]
		.filter(([appId]) => appId !== holder?.appId)
		.map(([appId, profile]) => ({ type: "app" as const, id: `app ${appId}`, appId, profile }));
	return [...people, ...others];
}

function personTarget({ appId, person }: Colleague): string {
	return `person ${appId} ${person.id}`;
}
