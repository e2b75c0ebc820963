import { createHandoff } from "@baton/core";
import { AgentApplication, type TurnContext } from "@microsoft/agents-hosting";
import { answerTo } from "./answers.js";
import { AgentsConsole } from "./console/agents-console.js";
import type { Sample } from "./sample.js";

/** A bot on the Microsoft 365 Agents SDK with Baton in front of it. */
export function agentsSdkBot(): Sample {
	const bot = new AgentApplication();
	bot.onActivity("message", async (context) => {
		await context.sendActivity(answerTo(context.activity.text));
	});
	bot.onActivity("event", async (context) => {
		const { state } = context.activity.value as { readonly state?: string };
		if (state === "completed") await context.sendActivity("Now it is me again");
	});

	// From here on it is Baton.
	const handoff = createHandoff({
		bot: { id: "shop", displayName: "Shop bot" },
		apps: [{ id: "desk", kind: "human", displayName: "Our team" }],
	});
	const run = (context: TurnContext): Promise<void> => bot.run(context);
	const adapter = new AgentsConsole(run);
	adapter.use(handoff);
	handoff.host({ adapter, run });

	return { handoff, hear: (text) => adapter.hear(text) };
}
