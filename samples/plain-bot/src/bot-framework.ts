import { createHandoff } from "@baton/core";
import { ActivityHandler, type TurnContext } from "botbuilder-core";
import { answerTo } from "./answers.js";
import { BotFrameworkConsole } from "./console/bot-framework-console.js";
import type { Sample } from "./sample.js";

/** A Bot Framework bot with Baton in front of it. */
export function botFrameworkBot(): Sample {
	const bot = new ActivityHandler();
	bot.onMessage(async (context, next) => {
		await context.sendActivity(answerTo(context.activity.text));
		await next();
	});
	bot.onEvent(async (context, next) => {
		if (context.activity.value?.state === "completed") await context.sendActivity("Now it is me again");
		await next();
	});

	// From here on it is Baton.
	const handoff = createHandoff({
		bot: { id: "shop", displayName: "Shop bot" },
		apps: [{ id: "desk", kind: "human", displayName: "Our team" }],
	});
	const run = (context: TurnContext): Promise<void> => bot.run(context);
	const adapter = new BotFrameworkConsole(run);
	adapter.use(handoff);
	handoff.host({ adapter, run });

	return { handoff, hear: (text) => adapter.hear(text) };
}
