import {
	type Activity,
	BotAdapter,
	type ConversationReference,
	type ResourceResponse,
	TurnContext,
} from "botbuilder-core";

/**
 * The shop's page as a Bot Framework adapter, for Botkit. Baton sends through the channel beside it, so nothing
 * that a bot says comes this far.
 */
export class WebAdapter extends BotAdapter {
	/** Botkit takes adapters for plugins, and plugins have names. */
	readonly name = "Shop Page Adapter";

	async continueConversation(
		reference: Partial<ConversationReference>,
		logic: (context: TurnContext) => Promise<void>,
	): Promise<void> {
		const event = TurnContext.applyConversationReference(
			{ type: "event", name: "continueConversation" },
			reference,
			true,
		);
		await this.runMiddleware(new TurnContext(this, event), logic);
	}

	async sendActivities(
		_: TurnContext,
		activities: readonly Partial<Activity>[],
	): Promise<ResourceResponse[]> {
		return activities.map(({ id = "" }) => ({ id }));
	}

	async updateActivity(): Promise<void> {}

	async deleteActivity(): Promise<void> {}
}
