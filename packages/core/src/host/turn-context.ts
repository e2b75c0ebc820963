/**
 * What Baton needs of a host, as structural types: Bot Framework (botbuilder-core 4.15 and later), Botkit, and
 * the Microsoft 365 Agents SDK all fit, though their own types do not fit each other. Members are declared as
 * methods on purpose: their parameters then compare in both directions, which is what lets the hosts in.
 */

/** An account as hosts carry it. */
export interface AccountLike {
	readonly id?: string | undefined;
	readonly name?: string | undefined;
	readonly role?: string | undefined;
}

/** A conversation as hosts carry it. */
export interface ConversationLike {
	readonly id: string;
	readonly name?: string | undefined;
	readonly isGroup?: boolean | undefined;
}

/** An activity as hosts carry it, incoming or outgoing: plain objects, or instances of the host's own class. */
export interface ActivityLike {
	readonly type?: string | undefined;
	readonly id?: string | undefined;
	readonly channelId?: string | undefined;
	readonly serviceUrl?: string | undefined;
	readonly conversation?: ConversationLike | undefined;
	readonly from?: AccountLike | undefined;
	readonly recipient?: AccountLike | undefined;
	readonly timestamp?: Date | string | undefined;
	readonly text?: string | undefined;
	readonly name?: string | undefined;
	readonly value?: unknown;
	readonly locale?: string | undefined;
	readonly replyToId?: string | undefined;
	readonly deliveryMode?: string | undefined;
	readonly channelData?: unknown;
	readonly attachments?: readonly unknown[] | undefined;
	readonly entities?: readonly unknown[] | undefined;
}

/** Which activity to delete, and where. Bot Framework says `bot`, the Agents SDK says `agent`. */
export interface ReferenceLike {
	readonly activityId?: string | undefined;
	readonly channelId?: string | undefined;
	readonly serviceUrl?: string | undefined;
	readonly conversation?: ConversationLike | undefined;
	readonly user?: AccountLike | undefined;
	readonly locale?: string | undefined;
}

/** What a channel answers to a send. */
export interface ResourceResponseLike {
	id: string;
}

/** What middlewares of one turn share. */
interface TurnStateLike {
	get(key: unknown): unknown;
	set(key: unknown, value: unknown): unknown;
	has(key: unknown): boolean;
}

/** Sees what is sent. The array is the one that is sent: replace its elements, never mutate them. */
type SendActivitiesHandler = (
	context: TurnContextLike,
	activities: ActivityLike[],
	next: () => Promise<ResourceResponseLike[]>,
) => Promise<ResourceResponseLike[]>;

/** Sees what is edited. */
type UpdateActivityHandler = (
	context: TurnContextLike,
	activity: ActivityLike,
	next: () => Promise<void>,
) => Promise<void>;

/** Sees what is deleted. */
type DeleteActivityHandler = (
	context: TurnContextLike,
	reference: ReferenceLike,
	next: () => Promise<void>,
) => Promise<void>;

/** One turn. Revoked when the turn is over: reading any member then throws. */
export interface TurnContextLike {
	readonly activity: ActivityLike;
	/** Whether anything was really sent in this turn. */
	readonly responded: boolean;
	readonly turnState: TurnStateLike;
	readonly adapter: AdapterLike;
	sendActivity(activity: string | ActivityLike): Promise<ResourceResponseLike | undefined>;
	sendActivities(activities: ActivityLike[]): Promise<ResourceResponseLike[]>;
	/** The first handler is the outermost. */
	onSendActivities(handler: SendActivitiesHandler): unknown;
	onUpdateActivity(handler: UpdateActivityHandler): unknown;
	onDeleteActivity(handler: DeleteActivityHandler): unknown;
}

/**
 * What connects a host to a channel. All sends of a host end in `sendActivities`, those too that no
 * `onSendActivities` handler sees. `runMiddleware` is protected in every host: see `runMiddlewareOf`.
 */
export interface AdapterLike {
	use?(...middlewares: MiddlewareLike[]): unknown;
	sendActivities(context: TurnContextLike, activities: ActivityLike[]): Promise<ResourceResponseLike[]>;
	updateActivity(context: TurnContextLike, activity: ActivityLike): Promise<unknown>;
	deleteActivity(context: TurnContextLike, reference: ReferenceLike): Promise<void>;
	/** `(reference, logic)` in Bot Framework, `(appId, reference, logic)` in the Agents SDK. */
	continueConversation(first: unknown, second: unknown, third?: unknown): Promise<void>;
	/** CloudAdapter has this instead. */
	continueConversationAsync?(identity: unknown, reference: unknown, logic: unknown): Promise<void>;
	onTurnError?(context: TurnContextLike, error: Error): Promise<void>;
}

/** A middleware that every host takes: `adapter.use(middleware)`. */
export interface MiddlewareLike {
	onTurn(context: TurnContextLike, next: () => Promise<void>): Promise<void>;
}
