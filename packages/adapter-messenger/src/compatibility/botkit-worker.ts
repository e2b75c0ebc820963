import { createRequire } from "node:module";
import { channelId } from "../to-activity.js";

interface Worker {
	getConfig(name: "activity"): { readonly recipient?: object | undefined } | undefined;
	changeContext(reference: object): Promise<unknown>;
}
type WorkerClass = new (controller: unknown, config: unknown) => Worker;

/**
 * What Botkit makes of `controller.spawn(pageId)` and of turns: a worker that can write to a user first, as
 * botbuilder-adapter-facebook's can. Only where Botkit is there, which asks for it.
 */
export function facebookWorker(): WorkerClass {
	const { BotWorker } = createRequire(import.meta.url)("botkit") as { readonly BotWorker: WorkerClass };
	return class FacebookWorker extends BotWorker {
		constructor(controller: unknown, config: unknown) {
			super(controller, typeof config === "string" ? { activity: activityOf(config) } : config);
		}

		/** @param user the person's id for this page */
		async startConversationWithUser(user: string): Promise<void> {
			const bot = this.getConfig("activity")?.recipient;
			await this.changeContext({ channelId, conversation: { id: user }, bot, user: { id: user } });
		}
	};
}

function activityOf(page: string): object {
	return { channelId, recipient: { id: page } };
}
