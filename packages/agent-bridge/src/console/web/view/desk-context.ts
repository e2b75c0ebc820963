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

/** What the desk shows, and renders again when it changes. */
export function useDeskState(): DeskState {
	const { store } = useDesk();
	const [state, setState] = useState(store.state);
	useEffect(() => {
		setState(store.state);
		return store.subscribe(() => setState(store.state));
	}, [store]);
	return state;
}
