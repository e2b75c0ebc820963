import type { Handoff } from "@baton/core";
import type { TurnContext } from "botbuilder-core";
import type { Contender } from "../measure/contender.js";
import { answer, TurnAdapter, trialOn } from "./turn-adapter.js";

/** A Bot Framework bot that answers everything once; with Baton in front of it if there is a `handoff`. */
export function onBotbuilder(name: string, handoffFor?: () => Handoff): Contender {
	return {
		name,
		prepare(turns) {
			const adapter = new TurnAdapter();
			const handoff = handoffFor?.();
			if (handoff !== undefined) {
				adapter.use(handoff);
				handoff.host({ adapter, run: bot });
			}
			return trialOn(adapter, turns, bot, () => handoff?.stop());
		},
	};
}

async function bot(context: Pick<TurnContext, "sendActivity">): Promise<void> {
	await context.sendActivity(answer);
}
