import type { Control, ControlEvent } from "@baton/core";
import type { Effect } from "../../packages/core/src/control/effect.js";
import { transition } from "../../packages/core/src/control/table.js";
import type { Composition } from "../world/world.js";

/** The moves are made, and something that should follow does not. */
function without(isLeftOut: (effect: Effect) => boolean): Composition {
	return {
		transition: (control, event) => {
			const move = transition(control, event);
			if ("refused" in move) return move;
			const [next, ...effects] = move;
			return [next, ...effects.filter((effect) => !isLeftOut(effect))];
		},
	};
}

/** A guard looks at something else than it should. */
function believing(change: (control: Control, event: ControlEvent) => ControlEvent): Composition {
	return { transition: (control, event) => transition(control, change(control, event)) };
}

export const withoutJoined = without(({ type }) => type === "joined");
export const withoutLeft = without(({ type }) => type === "left");
export const withoutOfferTimers = without(({ type }) => type === "startOfferTimers");
export const withoutIdleTimer = without(({ type }) => type === "startIdleTimer");
export const withoutHonesty = without((effect) => effect.type === "notice" && effect.notice === "nobodyFree");

/** Whoever says that they hold control under some epoch is believed to mean the current one. */
export const withStaleHands = believing((control, event) =>
	"epoch" in event && event.epoch !== undefined ? { ...event, epoch: control.epoch } : event,
);

/** A colleague or another app may speak where somebody holds control. */
export const withManyVoices = believing((control, event) =>
	event.type === "said" && "holder" in control
		? { ...event, by: control.holder, epoch: control.epoch }
		: event,
);

/** A late click takes whatever is offered by now. */
export const withLateClicks = believing((control, event) =>
	event.type === "confirmed" && "offer" in control ? { ...event, offer: control.offer.id } : event,
);
