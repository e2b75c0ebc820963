import type { Handoff, Store } from "@baton/core";
import type { Contender } from "../measure/contender.js";
import { emptiedStore } from "./emptied-store.js";
import { answering, TurnAdapter, turnsOn } from "./turn-adapter.js";

/** A Bot Framework bot that answers everything once; with Baton in front of it if there is a `handoff`. */
export function onBotbuilder(name: string, handoffOn?: (store: Store) => Handoff): Contender {
	const adapter = new TurnAdapter();
	const { store, empty } = emptiedStore();
	const handoff = handoffOn?.(store);
	if (handoff !== undefined) {
		adapter.use(handoff);
		handoff.host({ adapter, run: answering });
	}
	return { name, prepare: turnsOn(adapter, answering, empty), close: async () => handoff?.stop() };
}
