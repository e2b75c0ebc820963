import { type Handoff, handoffInitiation, type Logger } from "@baton/core";
import { botkitPlugin, intent } from "@baton/core/botkit";
import { Botkit, type BotkitMessage, type BotWorker } from "botkit";
import { answers, phrases, type Question } from "./answers.js";
import type { ShopButtons } from "./buttons.js";
import { cartCards, catalogueCards } from "./cards.js";
import type { Carts } from "./cart.js";
import { languageOf } from "./catalogue.js";
import type { WebAdapter } from "./channel/web-adapter.js";

export interface BotOptions {
	readonly adapter: WebAdapter;
	readonly handoff: Handoff;
	readonly buttons: ShopButtons;
	readonly carts: Carts;
	/** The shop's public address, for pictures. */
	readonly address: string;
	readonly logger: Logger;
}

/** The shop's bot. It hears only what it knows; the rest goes to people. */
export function startBot({ adapter, handoff, buttons, carts, address, logger }: BotOptions): Botkit {
	const controller = new Botkit({ adapter, disable_webserver: true, disable_console: true });
	controller.usePlugin(botkitPlugin(handoff, { logger }));
	const parts = { buttons, address };

	for (const question of Object.keys(answers) as Question[]) {
		controller.hears(intent(question), "message", async (bot, message) => {
			await bot.reply(message, answers[question][languageIn(message)]);
		});
	}

	controller.hears(intent("browse"), "message", async (bot, message) => {
		await bot.reply(message, catalogueCards(parts, languageIn(message)));
	});

	controller.hears(intent("cart"), "message", async (bot, message) => {
		await bot.reply(message, cartCards(parts, carts.items(message.user), languageIn(message)));
	});

	controller.hears(intent("orderStatus"), "message", async (bot: BotWorker, message) => {
		const language = languageIn(message);
		const order = carts.lastOrder(message.user);
		const status = order && `${phrases.order[language]} ${order.number} ${phrases.packing[language]}`;
		await bot.reply(message, status ?? phrases.noOrder[language]);
	});

	controller.hears(intent("complaint"), "message", async (bot, message) => {
		await bot.reply(message, phrases.sorry[languageIn(message)]);
		await message.context.sendActivity(
			handoffInitiation({ context: message.context, value: { intent: "complaint" } }),
		);
	});

	return controller;
}

function languageIn(message: BotkitMessage) {
	return languageOf(message.incoming_message.locale);
}
