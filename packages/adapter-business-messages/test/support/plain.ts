import type { ActivityLike } from "@baton/core";
import { silentLogger } from "@baton/core";
import type { Activity, TurnContext } from "botbuilder-core";
import { BusinessMessagesAdapter } from "../../src/index.js";
import { agent } from "./stage.js";

const serviceAccount = { clientEmail: "bot@example.invalid", privateKey: "none" };

/** What a bot on the adapter alone gets of calls. */
export async function hear(...calls: readonly object[]): Promise<readonly Partial<Activity>[]> {
	const heard: Partial<Activity>[] = [];
	const adapter = new BusinessMessagesAdapter({
		...{ clientToken: "token", serviceAccount, allowUnsigned: true, logger: silentLogger },
	});
	adapter.bot(async ({ activity }: TurnContext) => {
		heard.push(activity);
	});
	for (const call of calls) {
		const body = JSON.stringify({ agent, conversationId: "c1", ...call });
		const response = await adapter.fetch(new Request("https://bot.example/", { method: "POST", body }));
		if (response.status !== 200) throw new Error(`The webhook answered ${response.status}`);
	}
	// What was acknowledged is run afterwards.
	await new Promise(setImmediate);
	return heard;
}

export async function hearOne(call: object): Promise<ActivityLike> {
	const [activity] = await hear(call);
	if (activity === undefined) throw new Error("The bot got nothing");
	return activity;
}
