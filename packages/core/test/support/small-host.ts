import { type Activity, BotAdapter, type ConversationReference, TurnContext } from "botbuilder-core";

export type Bot = (context: TurnContext) => Promise<void>;

/** A Bot Framework adapter that has no channel of its own. */
export class SmallHost extends BotAdapter {
	/** What left through the adapter itself and not through a channel of Baton's. */
	readonly sent: Partial<Activity>[] = [];
	readonly edited: Partial<Activity>[] = [];
	readonly deleted: (string | undefined)[] = [];
	/** What reached `onTurnError`. */
	readonly errors: Error[] = [];

	constructor(readonly bot: Bot) {
		super();
		this.onTurnError = async (_, error) => {
			this.errors.push(error);
		};
	}

	hear(activity: Partial<Activity>): Promise<void> {
		return this.runMiddleware(new TurnContext(this, activity), this.bot);
	}

	override async sendActivities(_: TurnContext, activities: Partial<Activity>[]) {
		this.sent.push(...activities);
		return activities.map((_activity, place) => ({ id: `host-${this.sent.length + place}` }));
	}

	override async updateActivity(_: TurnContext, activity: Partial<Activity>): Promise<void> {
		this.edited.push(activity);
	}

	override async deleteActivity(
		_: TurnContext,
		{ activityId }: Partial<ConversationReference>,
	): Promise<void> {
		this.deleted.push(activityId);
	}

	override async continueConversation(
		reference: Partial<ConversationReference>,
		logic: (context: TurnContext) => Promise<void>,
	): Promise<void> {
		const opening = TurnContext.applyConversationReference(
			{ type: "event", name: "ContinueConversation" },
			reference,
			true,
		);
		await this.runMiddleware(new TurnContext(this, opening), logic);
	}
}
