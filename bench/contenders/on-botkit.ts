import type { Handoff } from "@baton/core";
import { botkitPlugin } from "@baton/core/botkit";
import { MemoryStorage } from "botbuilder-core";
import { Botkit } from "botkit";
import type { Contender } from "../measure/contender.js";
import { answer, TurnAdapter, trialOn } from "./turn-adapter.js";

/** A Botkit bot that hears one pattern and replies once; with Baton in front of it if there is a `handoff`. */
export function onBotkit(name: string, handoffFor?: () => Handoff): Contender {
	return {
		name,
		prepare(turns) {
			const adapter = new TurnAdapter();
			const controller = new Botkit({
				adapter,
				disable_webserver: true,
				disable_console: true,
				storage: new MemoryStorage(),
			});
			const handoff = handoffFor?.();
			if (handoff !== undefined) controller.usePlugin(botkitPlugin(handoff));
			controller.hears("hello", "message", async (bot, message) => {
				await bot.reply(message, answer);
			});
			return trialOn(
				adapter,
				turns,
				(context) => controller.handleTurn(context),
				() => handoff?.stop(),
			);
		},
	};
}
