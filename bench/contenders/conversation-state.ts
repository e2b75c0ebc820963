import {
	AutoSaveStateMiddleware,
	ConversationState,
	MemoryStorage,
	type StatePropertyAccessor,
	type TurnContext,
} from "botbuilder-core";
import type { Contender } from "../measure/contender.js";
import { answer, TurnAdapter, turnsAtOnce, turnsOn } from "./turn-adapter.js";

/**
 * Bot Framework's own way to keep something of a conversation: its state is loaded when the bot asks for it, and
 * saved after the turn, in memory and nowhere else.
 *
 * @param atOnce how many conversations are in flight; one turn after the other, if absent
 */
export function conversationState(name: string, atOnce?: number): Contender {
	const kept: Record<string, string> = {};
	const state = new ConversationState(new MemoryStorage(kept));
	const adapter = new TurnAdapter();
	adapter.use(new AutoSaveStateMiddleware(state));
	const bot = counting(state.createProperty<Seen>("seen"));
	const empty = (): void => {
		for (const key of Object.keys(kept)) delete kept[key];
	};
	const prepare =
		atOnce === undefined ? turnsOn(adapter, bot, empty) : turnsAtOnce(adapter, bot, { atOnce, empty });
	return { name, prepare };
}

interface Seen {
	turns: number;
}

function counting(seen: StatePropertyAccessor<Seen>): (context: TurnContext) => Promise<void> {
	return async (context) => {
		const before = await seen.get(context, { turns: 0 });
		await seen.set(context, { turns: before.turns + 1 });
		await context.sendActivity(answer);
	};
}
