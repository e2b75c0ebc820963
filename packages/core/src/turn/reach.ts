import type { ConversationReference } from "../conversation/activity.js";
import { BatonError } from "../error.js";
import type { ActivityLike, AdapterLike, TurnContextLike } from "../host/turn-context.js";

/** What is done in a context. */
export type Logic = (context: TurnContextLike) => Promise<void>;

/** Opens a context towards a user, through the adapter's middlewares where it can. */
export type Reach = (reference: ConversationReference, logic: Logic) => Promise<void>;

/** What one turn shows of a host: enough to make a context like it. */
export interface Acquaintance {
	readonly make: (activity: ActivityLike) => TurnContextLike;
	/** Whom the channel said that it is talking to: hosts ask for it before they write first. */
	readonly identity: unknown;
}

type ContextClass = new (adapter: AdapterLike, activity: ActivityLike, identity: unknown) => TurnContextLike;
type ActivityClass = { readonly fromObject?: (value: object) => ActivityLike };

/** A context of the host's own class: hosts compare classes, so it must be made by the one that they use. */
export function acquaint(context: TurnContextLike): Acquaintance {
	const { adapter } = context;
	const Context = context.constructor as ContextClass;
	const toHost = activityMaker(context.activity);
	const identity = identityIn(context);
	return { make: (activity) => new Context(adapter, toHost(activity), identity), identity };
}

/** The Agents SDK wants activities of its own class. */
function activityMaker(like: ActivityLike): (activity: ActivityLike) => ActivityLike {
	const { fromObject } = like.constructor as ActivityClass;
	return fromObject === undefined ? (activity) => activity : (activity) => fromObject(activity);
}

/** The Agents SDK has it in the context, CloudAdapter among what the turn shares. */
function identityIn(context: TurnContextLike): unknown {
	if ("identity" in context && context.identity !== undefined) return context.identity;
	const { adapter, turnState } = context;
	return "BotIdentityKey" in adapter ? turnState.get(adapter.BotIdentityKey) : undefined;
}

/**
 * The adapter's own way to write first: `continueConversation(reference, logic)` in Bot Framework and Botkit,
 * the same with the bot's identity in front in the Agents SDK, `continueConversationAsync` in CloudAdapter.
 * Adapters that have none, such as TestAdapter, are sent through in a context like those of earlier turns.
 *
 * @param known what is known of the host by now
 */
export function defaultReach(
	adapter: AdapterLike,
	known: () => Acquaintance | undefined,
	appId: string | undefined,
): Reach {
	return async (reference, logic) => {
		let begun = false;
		const begin: Logic = async (context) => {
			if (begun) return;
			begun = true;
			await logic(context);
		};
		const refusals: unknown[] = [];
		const identity = appId ?? known()?.identity ?? configuredIdentity(adapter);
		for (const attempt of attempts(adapter, identity, reference, begin)) {
			try {
				await attempt();
			} catch (error) {
				if (begun) throw error;
				refusals.push(error);
			}
			if (begun) return;
		}
		const acquaintance = known();
		if (acquaintance === undefined) throw cannotReach(refusals);
		await begin(acquaintance.make(continuation(reference)));
	};
}

/** The ways to try, the likeliest first. */
function attempts(
	adapter: AdapterLike,
	identity: unknown,
	reference: ConversationReference,
	begin: Logic,
): readonly (() => Promise<void>)[] {
	if (adapter.continueConversation.length > 2) {
		const agent = identity ?? anonymous;
		return [() => adapter.continueConversation(agent, { ...reference, agent: reference.bot }, begin)];
	}
	return [
		() => adapter.continueConversation(reference, begin),
		async () => adapter.continueConversationAsync?.(identity ?? "", reference, begin),
	];
}

/** The Agents SDK knows who the bot is from its settings, before there was any turn. */
function configuredIdentity(adapter: AdapterLike): string | undefined {
	const { connectionManager } = adapter as ConfiguredAdapter;
	return connectionManager?.getDefaultConnectionConfiguration().clientId || undefined;
}

interface ConfiguredAdapter extends AdapterLike {
	readonly connectionManager?: { getDefaultConnectionConfiguration(): { readonly clientId?: string } };
}

/** What the Agents SDK takes for somebody whom the channel asked no proof of, as on a developer's machine. */
const anonymous = {};

/** What hosts give the bot to read in a context that nothing came in with. */
function continuation({ bot, user, activityId, ...place }: ConversationReference): ActivityLike {
	const account = { recipient: bot, from: user };
	return { type: "event", name: "ContinueConversation", id: activityId, ...place, ...account };
}

function cannotReach(refusals: readonly unknown[]): BatonError {
	return new BatonError(
		"no-way-out",
		"Cannot write to the user first: the adapter opens no context, pass reach to handoff.host",
		{ cause: refusals[0] },
	);
}
