import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { Desk } from "../desk/desk.js";
import type { DeskState } from "../model/desk-state.js";

export const DeskContext = createContext<Desk | undefined>(undefined);

/** The desk that this page is of. */
export function useDesk(): Desk {
	const desk = useContext(DeskContext);
	if (desk === undefined) throw new Error("Cannot use the desk: no DeskContext is around this component");
	return desk;
}

/** What the desk shows, and renders again when any of it changes. */
export function useDeskState(): DeskState {
	return useDeskPart(whole);
}

const whole = (state: DeskState): DeskState => state;

/** A part of what the desk shows. Renders again only when this part is another. Always give the same function. */
export function useDeskPart<Part>(partOf: (state: DeskState) => Part): Part {
	const { store } = useDesk();
	const [part, setPart] = useState<Part>(() => partOf(store.state));
	useEffect(() => {
		const update = () => setPart(() => partOf(store.state));
		update();
		return store.subscribe(update);
	}, [store, partOf]);
	return part;
}

const me = (state: DeskState): DeskState["me"] => state.me;
const apps = (state: DeskState): DeskState["apps"] => state.apps;
const bots = (state: DeskState): DeskState["bots"] => state.bots;

/** Who sits here and who else there is: known from the connection on, and then the same. */
export function useProfiles(): Pick<DeskState, "me" | "apps" | "bots"> {
	return { me: useDeskPart(me), apps: useDeskPart(apps), bots: useDeskPart(bots) };
}
