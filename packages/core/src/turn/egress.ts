import type { EntryId } from "../control/control.js";
import { label } from "../conversation/label.js";
import type { BotProfile } from "../conversation/participants.js";
import { representativeOfBot } from "../conversation/speakers.js";
import { isHandoffInitiation } from "../host/handoff-events.js";
import { toActivity } from "../host/to-activity.js";
import type {
	ActivityLike,
	AdapterLike,
	ReferenceLike,
	ResourceResponseLike,
	TurnContextLike,
} from "../host/turn-context.js";
import type { AddressBook } from "./address.js";
import { createSpeaker, type Speaker, type SpeakerOptions, speak } from "./speaker.js";

/** An adapter's own ways out, underneath ours. */
export interface RawAdapter {
	readonly adapter: AdapterLike;
	send(context: TurnContextLike, activities: ActivityLike[]): Promise<ResourceResponseLike[]>;
	update(context: TurnContextLike, activity: ActivityLike): Promise<unknown>;
	remove(context: TurnContextLike, reference: ReferenceLike): Promise<void>;
}

export interface EgressOptions extends SpeakerOptions {
	readonly bot: BotProfile;
	readonly addresses: AddressBook;
	/** Something is said past all middlewares: what it is said with shows which host the channel has. */
	readonly onSpoken: (context: TurnContextLike) => void;
}

/** Every way out of a host, made to lead through the one door. */
export interface Egress {
	/** Hears what the bot sends, edits and deletes in one turn. */
	listen(context: TurnContextLike, speaker: Speaker): void;
	/** Also hears what is sent past all middlewares, as Botkit does after `changeContext`. Idempotent. */
	wrap(adapter: AdapterLike): RawAdapter;
}

export function createEgress(options: EgressOptions): Egress {
	const wrapped = new WeakMap<AdapterLike, RawAdapter>();
	/** What a hook has seen and let through. */
	const cleared = new WeakSet<object>();

	function listen(context: TurnContextLike, speaker: Speaker): void {
		context.onSendActivities((_, activities, next) => {
			if (speaker.inline) return sendInline(speaker, activities, next);
			const forTheUser = activities.some(isForTheHost)
				? activities.filter((each) => !isForTheHost(each))
				: activities;
			if (forTheUser.length === 0) return letThrough(activities, next);
			return sendLater(speaker, activities, forTheUser, next);
		});
		context.onUpdateActivity((_, activity, next) =>
			amend(speaker, activity.id, { activity: toActivity(activity) }, () => {
				// Not of our log: the host edits it, and still says who is speaking.
				Object.assign(activity, labelled(activity));
				return next();
			}),
		);
		context.onDeleteActivity((_, reference, next) => amend(speaker, reference.activityId, undefined, next));
	}

	/** Commits what the user is to get; what is for the host goes on at once. */
	async function sendLater(
		speaker: Speaker,
		activities: ActivityLike[],
		forTheUser: readonly ActivityLike[],
		next: () => Promise<ResourceResponseLike[]>,
	): Promise<ResourceResponseLike[]> {
		const speaking = speak(options, speaker, forTheUser);
		const { responses } = speaking instanceof Promise ? await speaking : speaking;
		if (forTheUser.length === activities.length) return responses;
		const all = [...activities];
		activities.splice(0, activities.length, ...all.filter(isForTheHost));
		const answers = await letThrough(activities, next);
		return all.map((activity) => (isForTheHost(activity) ? answers : responses).shift() ?? { id: "" });
	}

	function letThrough<T>(activities: readonly ActivityLike[], next: () => Promise<T>): Promise<T> {
		for (const activity of activities) cleared.add(activity);
		return next();
	}

	/** The host answers inside the request: what was committed is sent there and then, fenced and labelled. */
	async function sendInline(
		speaker: Speaker,
		activities: ActivityLike[],
		next: () => Promise<ResourceResponseLike[]>,
	): Promise<ResourceResponseLike[]> {
		const responses: ResourceResponseLike[] = [];
		const sent: ActivityLike[] = [];
		for (const activity of activities) {
			if (isForTheHost(activity)) {
				responses.push({ id: "" });
				sent.push(activity);
				continue;
			}
			const spoken = await speak(options, speaker, [activity]);
			responses.push(...spoken.responses);
			if (spoken.drafts === 0 && !isHandoffInitiation(activity)) sent.push(labelled(activity));
		}
		activities.splice(0, activities.length, ...sent);
		if (sent.length > 0) await letThrough(activities, next);
		return responses;
	}

	function labelled(activity: ActivityLike): ActivityLike {
		const { channelData, entities } = label(toActivity(activity), representativeOfBot(options.bot));
		return Object.assign(Object.create(Object.getPrototypeOf(activity)), activity, { channelData, entities });
	}

	/** An edit or a deletion, under the same fence as speaking. */
	async function amend(
		{ address, under }: Speaker,
		id: string | undefined,
		edit: { readonly activity: ReturnType<typeof toActivity> } | undefined,
		next: () => Promise<void>,
	): Promise<void> {
		try {
			const entry = id as EntryId;
			const { outcome } = await options.door.submit(
				address.key,
				edit === undefined
					? { type: "delete", entry, under }
					: { type: "edit", entry, activity: edit.activity, under },
			);
			const isForeign = outcome.status === "refused" && outcome.code === "unknown-entry";
			if (isForeign && outcome.standing?.holder === undefined) await next();
		} catch (error) {
			options.logger.error("edit-lost", { key: address.key, error });
		}
	}

	function wrap(adapter: AdapterLike): RawAdapter {
		const known = wrapped.get(adapter);
		if (known !== undefined) return known;
		const raw: RawAdapter = {
			adapter,
			send: adapter.sendActivities.bind(adapter),
			update: adapter.updateActivity.bind(adapter),
			remove: adapter.deleteActivity.bind(adapter),
		};
		wrapped.set(adapter, raw);
		adapter.sendActivities = (context, activities) => sendPast(raw, context, activities);
		return raw;
	}

	/** What no hook has seen is the bot's own initiative. */
	async function sendPast(
		raw: RawAdapter,
		context: TurnContextLike,
		activities: ActivityLike[],
	): Promise<ResourceResponseLike[]> {
		if (
			activities.every((activity) => cleared.has(activity) || isForTheHost(activity) || isOfGroup(activity))
		)
			return raw.send(context, activities);
		const first = activities.find((activity) => !isForTheHost(activity)) ?? {};
		const address = options.addresses.outgoing(first);
		if (address === undefined)
			return raw.send(
				context,
				activities.map((activity) => (isForTheHost(activity) ? activity : labelled(activity))),
			);
		options.onSpoken(context);
		const { responses } = await speak(options, createSpeaker(address, undefined), activities);
		return responses;
	}

	return { listen, wrap };
}

/** One voice is a promise between two: what goes to a group is the bot's own business. */
function isOfGroup({ conversation }: ActivityLike): boolean {
	return conversation?.isGroup === true;
}

/** Traces are for the emulator, invoke responses for the request: the user sees neither. */
function isForTheHost({ type }: ActivityLike): boolean {
	return type === "trace" || type === "invokeResponse";
}
