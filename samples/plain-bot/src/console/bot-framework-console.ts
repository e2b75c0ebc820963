import { type Activity, BotAdapter, type ConversationReference, TurnContext } from "botbuilder-core";
import { nextId, place, print } from "./print.js";

type Logic = (context: TurnContext) => Promise<void>;

/** The console as a channel of Bot Framework. */
export class BotFrameworkConsole extends BotAdapter {
	constructor(private readonly logic: Logic) {
		super();
	}

	hear(text: string): Promise<void> {
		const activity = { ...place, type: "message", id: nextId(), locale: "en", text };
		return this.runMiddleware(new TurnContext(this, activity as Partial<Activity>), this.logic);
	}

	async sendActivities(_: TurnContext, activities: Partial<Activity>[]) {
		return print(activities);
	}

	async continueConversation(reference: Partial<ConversationReference>, logic: Logic): Promise<void> {
		const event = { type: "event", name: "ContinueConversation" };
		const opening = TurnContext.applyConversationReference(event, reference, true);
		await this.runMiddleware(new TurnContext(this, opening), logic);
	}

	async updateActivity(): Promise<void> {}

	async deleteActivity(): Promise<void> {}
}
