import type { Conversation } from "@baton/core";
import { type Decide, decide } from "../../packages/core/src/conversation/decide.js";
import type { Composition } from "../world/world.js";

/** The bot speaks whoever holds control by now: what it says is decided as of the beginning of its turn. */
export const withoutFence: Composition = {
	decide: (key, conversation, command, env) => {
		if (command.type !== "say" || conversation === undefined || command.under === undefined)
			return decide(key, conversation, command, env);
		return restore(decide(key, asOfTheTurn(conversation), command, env), conversation);
	},
};

function asOfTheTurn(conversation: Conversation): Conversation {
	const epoch = conversation.turns[0]?.runner?.epoch ?? conversation.control.epoch;
	return { ...conversation, control: { phase: "bot", epoch } };
}

function restore(decision: ReturnType<Decide>, { control }: Conversation): ReturnType<Decide> {
	const { change } = decision;
	if (change === undefined) return decision;
	return { ...decision, change: { ...change, next: { ...change.next, control }, index: undefined } };
}
