import type { Desk } from "../desk/desk.js";
import { type ActionName, availableActions } from "../model/actions.js";
import type { DeskState, Me } from "../model/desk-state.js";
import { standingOf } from "../model/standing.js";
import type { Talk } from "../model/talk.js";
import { targetsOf } from "../model/targets.js";
import { useDesk, useDeskState } from "./desk-context.js";
import { usePage } from "./page.js";
import { takeAndWrite } from "./take-and-write.js";

/** What can be done now, and the doing of it: by a button or by a key. */
export interface Actions {
	readonly available: ReadonlySet<ActionName>;
	readonly isWorking: boolean;
	act(name: ActionName): void;
}

export function actionsFor(talk: Talk, state: DeskState): ReadonlySet<ActionName> {
	const { snapshot } = talk;
	return availableActions({
		standing: standingOf(snapshot, state.me),
		isWatched: state.me !== undefined && snapshot.watchers.includes(state.me.appId),
		isOpen: snapshot.session.open,
		isRated: snapshot.rating?.of === snapshot.session.number,
		mayAct: state.connection === "open" && state.me?.mayAct === true,
		mayTakeOver: !(state.me?.leavesColleagues === true && isColleagues(snapshot, state.me)),
		actsForOthers: state.me?.isSupervisor === true && snapshot.holder?.appId === state.me.appId,
		hasOthers: targetsOf(state, snapshot).length > 0,
	});
}

/** Whether a colleague at the same desk holds it, and not the desk as one. */
function isColleagues({ holder }: Talk["snapshot"], me: Me): boolean {
	return holder?.appId === me.appId && holder.personId !== undefined && holder.personId !== me.person?.id;
}

export function useActions(talk: Talk | undefined): Actions {
	const desk = useDesk();
	const state = useDeskState();
	const { open } = usePage();
	const available = talk === undefined ? new Set<ActionName>() : actionsFor(talk, state);
	const isWorking = talk !== undefined && state.working.has(talk.snapshot.conversationId);

	function act(name: ActionName): void {
		if (talk === undefined || !available.has(name) || isWorking) return;
		const isOthers = standingOf(talk.snapshot, state.me).type === "others";
		if (name === "handOver" || name === "close" || name === "decline") open(name);
		else if (name === "take" && isOthers) open("takeOver");
		else void doNow(desk, talk, name);
	}

	return { available, isWorking, act };
}

/** What needs no further question. The desk shows by itself what was refused. */
async function doNow(desk: Desk, talk: Talk, name: ActionName): Promise<unknown> {
	const { conversationId, epoch } = talk.snapshot;
	switch (name) {
		case "take":
			return takeAndWrite(desk, talk);
		case "release":
		case "withdraw":
			return desk.command({ type: name, conversationId, epoch });
		case "watch":
		case "unwatch":
		case "askRating":
			return desk.command({ type: name, conversationId });
		default:
			return undefined;
	}
}
