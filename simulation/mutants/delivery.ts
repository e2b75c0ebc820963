import type { OutboxView, Store } from "@baton/core";
import { decide } from "../../packages/core/src/conversation/decide.js";
import type { Composition } from "../world/world.js";

function withOutbox(change: (items: readonly OutboxView[]) => readonly OutboxView[]): Composition {
	const readOutbox = (store: Store): Store["readOutbox"] => {
		return (key) => {
			const reading = store.readOutbox(key);
			return reading instanceof Promise ? reading.then(change) : change(reading);
		};
	};
	return { store: (store) => ({ ...store, readOutbox: readOutbox(store) }) };
}

/** What is committed last is sent first. */
export const withLastFirst = withOutbox((items) => items.toReversed());

/** What somebody who died had begun to send is sent again, whatever the channel does with repeats. */
export const withSecondSends = withOutbox((items) =>
	items.map((item) => ({ ...item, state: "pending", deadline: undefined })),
);

/** Turns that nobody finishes are nobody's. */
export const withoutTurnTimer: Composition = {
	store: (store) => ({
		...store,
		commit: (change, lane) =>
			store.commit(
				{ ...change, timers: change.timers.filter((timer) => !("set" in timer && timer.set === "turn")) },
				lane,
			),
	}),
};

/** A bot that fails leaves the user alone. */
export const withoutFailingToPerson: Composition = {
	decide: (key, conversation, command, env) => {
		if (command.type !== "request" || command.reason.type !== "bot-failed")
			return decide(key, conversation, command, env);
		return { change: undefined, outcome: { status: "refused", code: "not-your-turn", standing: undefined } };
	},
};
