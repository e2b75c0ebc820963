import type { TurnContextLike } from "@baton/core";
import { type Activity, type BotAdapter, TurnContext } from "botbuilder-core";
import { isObject } from "../wire.js";

/** What is run at the end of the middlewares. A method, so that functions fit that take the host's own context. */
export interface Bot {
	run(context: TurnContextLike): Promise<unknown>;
}

/** Protected in every host, and a part of the contract between adapters and hosts all the same. */
interface Running {
	runMiddleware(context: TurnContext, next: (context: TurnContext) => Promise<void>): Promise<void>;
}

/** Runs a bot on an activity, through all middlewares of its adapter. */
export async function runBot(
	adapter: BotAdapter,
	activity: Partial<Activity>,
	run: Bot["run"] | undefined,
): Promise<void> {
	await (adapter as unknown as Running).runMiddleware(new TurnContext(adapter, activity), async (context) => {
		keepStandby(context.activity);
		await run?.(context);
	});
}

/** The event types of botbuilder-adapter-facebook take what is pressed on standby for the bot's. */
function keepStandby(activity: Partial<Activity>): void {
	const { channelData } = activity;
	if (!isObject(channelData) || channelData.standby !== true) return;
	activity.channelData = { ...channelData, botkitEventType: "standby" };
}
