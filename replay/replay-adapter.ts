import { type ConversationKey, conversationKey, type TurnContextLike } from "@baton/core";
import { type Activity, BotAdapter, type ResourceResponse, TurnContext } from "botbuilder-core";

const channel = "replay";
const business = "bot";

/** A channel without a network: a message goes in, and what the user got comes out. */
export class ReplayAdapter extends BotAdapter {
	private sent: Partial<Activity>[] = [];

	keyOf(conversation: string): ConversationKey {
		return conversationKey({ channel, business, conversation });
	}

	/** What the user got by the end of the turn. */
	async play(
		conversation: string,
		text: string,
		bot: (context: TurnContextLike) => Promise<void>,
	): Promise<readonly Partial<Activity>[]> {
		this.sent = [];
		await this.runMiddleware(new TurnContext(this, said(conversation, text)), bot);
		return this.sent;
	}

	override async sendActivities(
		_: TurnContext,
		activities: Partial<Activity>[],
	): Promise<ResourceResponse[]> {
		this.sent.push(...activities);
		return activities.map((_activity, index) => ({ id: `${this.sent.length}-${index}` }));
	}

	override async updateActivity(): Promise<undefined> {}

	override async deleteActivity(): Promise<void> {}

	/** The middleware sends what is due outside a turn in a context that it asks for here. */
	override async continueConversation(
		{ conversation }: { readonly conversation?: { readonly id: string } },
		logic: (context: TurnContext) => Promise<void>,
	): Promise<void> {
		await this.runMiddleware(new TurnContext(this, said(conversation?.id ?? "", "")), logic);
	}
}

function said(conversation: string, text: string): Partial<Activity> {
	return {
		type: "message",
		id: `${conversation}-1`,
		channelId: channel,
		serviceUrl: "https://replay.invalid",
		conversation: { id: conversation, name: "", isGroup: false, conversationType: "" },
		from: { id: `user-of-${conversation}`, name: "" },
		recipient: { id: business, name: "Replay bot" },
		text,
	};
}
