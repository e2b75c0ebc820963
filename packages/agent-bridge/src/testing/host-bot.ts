import type { ActivityLike, AdapterLike, Handoff, MiddlewareLike, TurnContextLike } from "@baton/core";

type Send = Parameters<TurnContextLike["onSendActivities"]>[0];
type Responses = Awaited<ReturnType<AdapterLike["sendActivities"]>>;
type Run = (context: TurnContextLike) => Promise<void>;

/** A turn, with no more than Baton and a bot of one line need of one. */
class SimulatedContext implements TurnContextLike {
	readonly turnState = new Map<unknown, unknown>();
	readonly responded = false;
	readonly #handlers: Send[] = [];

	constructor(
		readonly adapter: AdapterLike,
		readonly activity: ActivityLike,
	) {}

	async sendActivity(activity: string | ActivityLike) {
		const whole = typeof activity === "string" ? { type: "message", text: activity } : activity;
		return (await this.sendActivities([whole]))[0];
	}

	sendActivities(activities: ActivityLike[]): Promise<Responses> {
		const { channelId, serviceUrl, conversation, from, recipient } = this.activity;
		const address = { channelId, serviceUrl, conversation, from: recipient, recipient: from };
		const outgoing = activities.map((activity) => ({ ...activity, ...address }));
		const call = (place: number): Promise<Responses> => {
			const handler = this.#handlers[place];
			if (handler === undefined) return this.adapter.sendActivities(this, outgoing);
			return handler(this, outgoing, () => call(place + 1));
		};
		return call(0);
	}

	onSendActivities(handler: Send): void {
		this.#handlers.push(handler);
	}

	onUpdateActivity(): void {}

	onDeleteActivity(): void {}
}

/**
 * Puts a bot behind a handoff, without any framework. What is sent goes to the channels of the handoff alone.
 *
 * ```ts
 * hostBot(handoff, async (context) => {
 *   await context.sendActivity(`You said ${context.activity.text}`);
 * });
 * ```
 */
export function hostBot(handoff: Handoff, run: Run): void {
	const middlewares: MiddlewareLike[] = [handoff];
	const runMiddleware = (context: TurnContextLike, logic: Run, place = 0): Promise<void> => {
		const middleware = middlewares[place];
		return middleware === undefined
			? logic(context)
			: middleware.onTurn(context, () => runMiddleware(context, logic, place + 1));
	};
	const adapter = {
		runMiddleware,
		sendActivities: async (_: TurnContextLike, activities: ActivityLike[]) =>
			activities.map(() => ({ id: "" })),
		updateActivity: async () => {},
		deleteActivity: async () => {},
		continueConversation: (reference: unknown, logic: unknown) =>
			runMiddleware(new SimulatedContext(adapter, continuation(reference as Reference)), logic as Run),
	};
	handoff.host({ adapter, run });
}

interface Reference extends Pick<ActivityLike, "channelId" | "serviceUrl" | "conversation"> {
	readonly user?: ActivityLike["from"];
	readonly bot?: ActivityLike["recipient"];
}

function continuation({ user, bot, channelId, serviceUrl, conversation }: Reference): ActivityLike {
	const event = { type: "event", name: "ContinueConversation" };
	return { ...event, channelId, serviceUrl, conversation, from: user, recipient: bot };
}
