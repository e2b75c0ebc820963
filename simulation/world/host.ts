import type { Activity, ActivityLike, AdapterLike, MiddlewareLike, TurnContextLike } from "@baton/core";

type SendHandler = Parameters<TurnContextLike["onSendActivities"]>[0];
type UpdateHandler = Parameters<TurnContextLike["onUpdateActivity"]>[0];
type DeleteHandler = Parameters<TurnContextLike["onDeleteActivity"]>[0];
type ReferenceLike = Parameters<AdapterLike["deleteActivity"]>[1];
type ResourceResponseLike = Awaited<ReturnType<AdapterLike["sendActivities"]>>[number];

/** The least that a host of bots does: Bot Framework's contract without Bot Framework. */
export class SimulatedContext implements TurnContextLike {
	readonly turnState = new Map<unknown, unknown>();
	readonly responded = false;
	readonly #send: SendHandler[] = [];
	readonly #update: UpdateHandler[] = [];
	readonly #delete: DeleteHandler[] = [];

	constructor(
		readonly adapter: AdapterLike,
		readonly activity: ActivityLike,
	) {}

	async sendActivity(activity: string | ActivityLike): Promise<ResourceResponseLike | undefined> {
		const whole = typeof activity === "string" ? { type: "message", text: activity } : activity;
		return (await this.sendActivities([whole]))[0];
	}

	sendActivities(activities: ActivityLike[]): Promise<ResourceResponseLike[]> {
		const outgoing = activities.map((activity) => ({ type: "message", ...activity, ...this.#address() }));
		return chain(
			this.#send,
			(handler, next) => handler(this, outgoing, next),
			() => this.adapter.sendActivities(this, outgoing),
		);
	}

	updateActivity(activity: ActivityLike): Promise<void> {
		const whole = { ...activity, ...this.#address() };
		return chain<UpdateHandler, void>(
			this.#update,
			(handler, next) => handler(this, whole, next),
			async () => {
				await this.adapter.updateActivity(this, whole);
			},
		);
	}

	deleteActivity(activityId: string): Promise<void> {
		const reference: ReferenceLike = { ...this.#address(), activityId };
		return chain(
			this.#delete,
			(handler, next) => handler(this, reference, next),
			() => this.adapter.deleteActivity(this, reference),
		);
	}

	onSendActivities(handler: SendHandler): void {
		this.#send.push(handler);
	}

	onUpdateActivity(handler: UpdateHandler): void {
		this.#update.push(handler);
	}

	onDeleteActivity(handler: DeleteHandler): void {
		this.#delete.push(handler);
	}

	#address(): Pick<ActivityLike, "channelId" | "serviceUrl" | "conversation" | "from" | "recipient"> {
		const { channelId, serviceUrl, conversation, from, recipient } = this.activity;
		return { channelId, serviceUrl, conversation, from: recipient, recipient: from };
	}
}

function chain<Handler, Result>(
	handlers: readonly Handler[],
	call: (handler: Handler, next: () => Promise<Result>) => Promise<Result>,
	last: () => Promise<Result>,
	place = 0,
): Promise<Result> {
	const handler = handlers[place];
	return handler === undefined ? last() : call(handler, () => chain(handlers, call, last, place + 1));
}

export type Logic = (context: TurnContextLike) => Promise<void>;

/** Where the bot writes to, and what reaches it. */
export interface SimulatedAdapter extends AdapterLike {
	use(...middlewares: MiddlewareLike[]): void;
	processActivity(activity: ActivityLike, logic: Logic): Promise<void>;
	runMiddleware(context: TurnContextLike, logic: Logic): Promise<void>;
}

/** `send` is the channel underneath. */
export function simulatedAdapter(
	send: (activity: Activity) => Promise<ResourceResponseLike>,
): SimulatedAdapter {
	const middlewares: MiddlewareLike[] = [];

	const run = (context: TurnContextLike, logic: Logic, place = 0): Promise<void> => {
		const middleware = middlewares[place];
		return middleware === undefined
			? logic(context)
			: middleware.onTurn(context, () => run(context, logic, place + 1));
	};

	async function sendAll(activities: ActivityLike[]): Promise<ResourceResponseLike[]> {
		const responses: ResourceResponseLike[] = [];
		for (const activity of activities) responses.push(await send(activity as Activity));
		return responses;
	}

	const adapter: SimulatedAdapter = {
		use: (...more) => void middlewares.push(...more),
		sendActivities: (_, activities) => sendAll(activities),
		async updateActivity(_, activity) {
			requireKnown(activity.id);
			await sendAll([activity]);
		},
		async deleteActivity(_, reference) {
			requireKnown(reference.activityId);
			await sendAll([{ type: "delete", ...reference }]);
		},
		continueConversation: (reference, logic) =>
			adapter.runMiddleware(
				new SimulatedContext(adapter, continuation(reference as Reference)),
				logic as Logic,
			),
		runMiddleware: (context, logic) => run(context, logic),
		processActivity: (activity, logic) =>
			adapter.runMiddleware(new SimulatedContext(adapter, activity), logic),
	};
	return adapter;
}

/** The channel knows its own ids only. */
function requireKnown(id: string | undefined): void {
	if (!id?.startsWith("n")) throw new Error(`The channel knows no activity ${id}`);
}

interface Reference extends ReferenceLike {
	readonly bot?: ActivityLike["recipient"];
}

/** As Bot Framework announces a conversation that is continued. */
function continuation({ channelId, serviceUrl, conversation, user, bot }: Reference): ActivityLike {
	return {
		type: "event",
		name: "ContinueConversation",
		channelId,
		serviceUrl,
		conversation,
		from: user,
		recipient: bot,
	};
}
