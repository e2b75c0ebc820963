import type { DeskState } from "../model/desk-state.js";
import { loadOf } from "../model/load.js";
import type { QueueRow } from "../model/queue.js";
import { useWords } from "../words/words.js";
import { Button } from "./button.js";
import { useDesk, useDeskPart } from "./desk-context.js";
import { takeNextAndWrite } from "./take-and-write.js";

const held = (state: DeskState): number | undefined => loadOf(state)?.held;
const capacity = (state: DeskState): number | undefined => loadOf(state)?.capacity;
const mayAct = ({ connection, me }: DeskState): boolean => connection === "open" && me?.mayAct === true;

/** Takes who has waited longest, or says that this person holds as many as they may. */
export function TakeNext({ rows }: { readonly rows: readonly QueueRow[] }) {
	const { queue } = useWords();
	const desk = useDesk();
	const load = { held: useDeskPart(held) ?? 0, capacity: useDeskPart(capacity) ?? Number.POSITIVE_INFINITY };
	const isForMe = ({ standing }: QueueRow) => standing.type === "waiting" && standing.offerId !== undefined;
	if (!useDeskPart(mayAct) || !rows.some(isForMe)) return null;
	if (load.held >= load.capacity) return <span class="part-full">{queue.full(load)}</span>;
	return (
		<Button look="quiet" hint="A" onClick={() => void takeNextAndWrite(desk)}>
			{queue.takeNext}
		</Button>
	);
}
