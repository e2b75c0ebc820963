import { type Phase, phases } from "../../packages/core/src/control/control.js";
import type { ControlEventType } from "../../packages/core/src/control/event.js";
import { controlTable, type Rule, type Transition } from "../../packages/core/src/control/table.js";
import type { Tally } from "./tally.js";

/** Every cell of the control table with every phase that it may lead to: `held idle → bot`. */
export function cellNames(): readonly string[] {
	return phases.flatMap((phase) => {
		const rules = controlTable[phase] as Partial<Record<ControlEventType, Pick<Rule<Phase, never>, "to">>>;
		return Object.entries(rules).flatMap(([event, rule]) => rule.to.map((to) => cellName(phase, event, to)));
	});
}

/** Counts what the transition is asked and answers; changes nothing. */
export function countCells(transition: Transition, tally: Tally): Transition {
	return (control, event) => {
		const move = transition(control, event);
		if ("refused" in move) tally.count("deed", `refused: ${move.refused}`);
		else tally.count("cell", cellName(control.phase, event.type, move[0].phase));
		return move;
	};
}

function cellName(phase: string, event: string, to: string): string {
	return `${phase} ${event} → ${to}`;
}
