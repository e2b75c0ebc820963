import type { MessengerAdapter } from "@baton/adapter-messenger";
import { type Handoff, handoffInitiation } from "@baton/core";
import { botkitPlugin, intent } from "@baton/core/botkit";
import { Botkit } from "botkit";
import { answers, type Question } from "./answers.js";
import type { ShopButtons } from "./buttons.js";
import { catalogueCards } from "./cards.js";
import { catalogue } from "./catalogue.js";
import { talkToPerson } from "./page-settings.js";

export interface BotOptions {
	readonly messenger: MessengerAdapter;
	readonly handoff: Handoff;
	readonly buttons: ShopButtons;
	/** Where pictures are. */
	readonly address: string;
}

/** The shop's bot: what a bot team writes. */
export function startBot({ messenger, handoff, buttons, address }: BotOptions): void {
	const controller = new Botkit({ adapter: messenger, disable_webserver: true, disable_console: true });
	controller.usePlugin(botkitPlugin(handoff));

	for (const question of Object.keys(answers) as Question[]) {
		controller.hears(intent(question), "message", async (bot, message) => {
			await bot.reply(message, answers[question]);
		});
	}

	controller.hears(talkToPerson, "message", async (_, { context }) => {
		await context.sendActivity(handoffInitiation({ context, value: "Pressed in the menu" }));
	});

	controller.hears(intent("browse"), "message", async (bot, message) => {
		for (const line of catalogueCards(buttons, catalogue, address)) await bot.reply(message, line);
	});
}
