import { type Activity, BotAdapter, type ResourceResponse, TurnContext } from "botbuilder-core";
import type { Contender } from "../measure/contender.js";
import { checkAnswers, conversationOf } from "./turns.js";

/** The cheapest channel there is: what is sent is counted, nothing more. All contenders send through it. */
export class TurnAdapter extends BotAdapter {
	readonly name = "bench";
	sent = 0;
	private waiting: { readonly count: number; readonly resolve: () => void } | undefined;

	/** Resolves when so many have been sent in all. Wait for one count at a time. */
	whenSent(count: number): Promise<void> {
		if (this.sent >= count) return Promise.resolve();
		return new Promise((resolve) => {
			this.waiting = { count, resolve };
		});
	}

	run(activity: Activity, bot: (context: TurnContext) => Promise<unknown>): Promise<void> {
		return this.runMiddleware(
			new TurnContext(this, activity),
			bot as (context: TurnContext) => Promise<void>,
		);
	}

	override async sendActivities(
		_: TurnContext,
		activities: Partial<Activity>[],
	): Promise<ResourceResponse[]> {
		const answers = activities.map(() => {
			this.sent += 1;
			return { id: `s${this.sent}` };
		});
		if (this.waiting !== undefined && this.sent >= this.waiting.count) this.waiting.resolve();
		return answers;
	}

	override async updateActivity(): Promise<undefined> {}

	override async deleteActivity(): Promise<void> {}

	override async continueConversation(): Promise<void> {
		throw new Error("Cannot open a turn: everything that is measured is said within one");
	}
}

/** What users of one round say. Made beforehand: parsing a request is not part of what is measured. */
function incoming(round: number, turns: number): readonly Activity[] {
	return Array.from({ length: turns }, (_, index) => said(conversationOf(round, index, turns), `m${index}`));
}

export function said(conversation: string, id: string): Activity {
	const activity = {
		type: "message",
		id,
		timestamp: new Date(),
		channelId: "bench",
		serviceUrl: "https://channel.example/v3",
		conversation: { id: conversation, name: "", isGroup: false, conversationType: "personal" },
		from: { id: `user-of-${conversation}`, name: "Budi" },
		recipient: { id: "shop", name: "Shop bot" },
		text: "hello, where is my order?",
		locale: "en-US",
	};
	// What a channel sends has fewer members than the type names.
	return activity as Activity;
}

export const answer = { type: "message", text: "Hello! Let me have a look." };

/** A bot that answers everything once. */
export async function answering(context: Pick<TurnContext, "sendActivity">): Promise<void> {
	await context.sendActivity(answer);
}

/** Makes rounds on this adapter, after what the last one left behind was emptied. */
export function turnsOn(
	adapter: TurnAdapter,
	bot: (context: TurnContext) => Promise<unknown>,
	empty: () => void,
): Contender["prepare"] {
	let round = 0;
	return (turns) => {
		empty();
		round += 1;
		const activities = incoming(round, turns);
		const before = adapter.sent;
		return {
			turn: (index) => adapter.run(activities[index] as Activity, bot),
			end: async () => checkAnswers(adapter.sent - before, turns),
		};
	};
}

/** Turns of so many conversations at once, each measured until all of them are over and answered. */
export function turnsAtOnce(
	adapter: TurnAdapter,
	bot: (context: TurnContext) => Promise<unknown>,
	{ atOnce, empty = () => {} }: { readonly atOnce: number; readonly empty?: () => void },
): Contender["prepare"] {
	let round = 0;
	return (turns) => {
		empty();
		round += 1;
		const batches = Array.from({ length: turns }, (_, index) =>
			Array.from({ length: atOnce }, (_, place) => said(`c${round}-${place}`, `m${index}`)),
		);
		const before = adapter.sent;
		return {
			async turn(index) {
				const activities = batches[index] ?? [];
				const answered = adapter.whenSent(adapter.sent + activities.length);
				await Promise.all(activities.map((activity) => adapter.run(activity, bot)));
				await answered;
			},
			end: async () => checkAnswers(adapter.sent - before, turns * atOnce),
		};
	};
}
