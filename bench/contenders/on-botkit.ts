import type { Handoff, Store } from "@baton/core";
import { botkitPlugin } from "@baton/core/botkit";
import { MemoryStorage } from "botbuilder-core";
import { Botkit } from "botkit";
import type { Contender } from "../measure/contender.js";
import { emptiedStore } from "./emptied-store.js";
import { answer, TurnAdapter, turnsOn } from "./turn-adapter.js";

/** A Botkit bot that hears one pattern and replies once; with Baton in front of it if there is a `handoff`. */
export function onBotkit(name: string, handoffOn?: (store: Store) => Handoff): Contender {
	const adapter = new TurnAdapter();
	const controller = new Botkit({
		adapter,
		disable_webserver: true,
		disable_console: true,
		storage: new MemoryStorage(),
	});
	const { store, empty } = emptiedStore();
	const handoff = handoffOn?.(store);
	if (handoff !== undefined) controller.usePlugin(botkitPlugin(handoff));
	controller.hears("hello", "message", async (bot, message) => {
		await bot.reply(message, answer);
	});
	return {
		name,
		prepare: turnsOn(adapter, (context) => controller.handleTurn(context), empty),
		close: async () => handoff?.stop(),
	};
}
