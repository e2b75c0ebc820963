import type { Activity as HostActivity } from "botbuilder-core";
import {
	type AppId,
	type AppOptions,
	type Command,
	type Control,
	type Conversation,
	type ConversationKey,
	conversationKey,
	createHandoff,
	type Entry,
	type EntryId,
	type EntryOf,
	type EntryType,
	type Handoff,
	type HandoffOptions,
	type HandoffParts,
	memoryStore,
	type OutboxItem,
	type Outcome,
	type Representative,
	type Store,
	silentLogger,
} from "../../src/index.js";
import { type ManualClock, manualClock, settle } from "./manual-clock.js";
import { createPerson, type Person } from "./person.js";
import { type RecordingChannel, recordingChannel } from "./recording-channel.js";
import { type Bot, SmallHost } from "./small-host.js";

/** A desk where control belongs to the person who took it. */
export const shopDesk: AppOptions = { id: "desk", kind: "human", displayName: "Shop desk", personal: true };
/** A desk that holds control as a whole. */
export const nightDesk: AppOptions = { id: "night", kind: "human", displayName: "Night desk" };
/** Another bot that can hold control, and is not asked when a person is wanted. */
export const sizeBot: AppOptions = { id: "sizes", kind: "bot", displayName: "Size bot" };
/** A desk of another business. */
export const foreignDesk: AppOptions = {
	id: "foreign",
	kind: "human",
	displayName: "Foreign desk",
	bots: ["bank"],
};

export interface SceneOptions extends Partial<Omit<HandoffOptions, "bot" | "store" | "clock" | "channels">> {
	/** What the bot does in a turn. Default: repeats the user's words. */
	readonly bot?: Bot;
	readonly clock?: ManualClock;
	readonly store?: Store;
	readonly channel?: RecordingChannel;
	readonly parts?: HandoffParts;
	readonly locale?: string;
	/** What the bot says that it can be asked. */
	readonly intents?: readonly string[];
	/** Apps that cannot be reached. */
	readonly away?: readonly string[];
}

interface User {
	/** Resolves when the turn is over. */
	says(text: string, more?: Partial<HostActivity>): Promise<void>;
	presses(type: string, payload: unknown): Promise<void>;
	/** What arrived, one line each. */
	sees(): Promise<readonly string[]>;
}

/** One shop, one user, and whoever a test sends into it. */
export interface Scene {
	readonly clock: ManualClock;
	readonly store: Store;
	readonly channel: RecordingChannel;
	/** The process that is running now. */
	readonly handoff: Handoff;
	/** The host of the process that is running now. */
	readonly host: SmallHost;
	readonly key: ConversationKey;
	readonly user: User;
	/** Ana and Budi work at the shop's desk, Nora at the night desk. */
	readonly ana: Person;
	readonly budi: Person;
	readonly nora: Person;
	person(app: string, id: string, displayName?: string): Person;
	/** Another conversation of the same shop. */
	other(conversation: string, user?: string): { readonly key: ConversationKey; readonly user: User };
	submit(command: Command): Promise<Outcome>;
	/** Ends this process as it should end, and starts another one on the same store. */
	restart(): Promise<void>;
	/** Another process on the same store, beside this one. */
	alsoRun(options?: SceneOptions): { readonly handoff: Handoff; readonly host: SmallHost };
	conversation(): Promise<Conversation>;
	/** The control in one line: `held by desk/ana`. */
	control(): Promise<string>;
	epoch(): Promise<number>;
	log(): Promise<readonly Entry[]>;
	logged<T extends EntryType>(type: T): Promise<readonly EntryOf<T>[]>;
	/** What an app is told, in order: the types of the entries addressed to it. */
	told(app: string): Promise<readonly EntryType[]>;
	/** Drafts that nobody has used. */
	drafts(): Promise<readonly { readonly id: EntryId; readonly text: string | undefined }[]>;
}

/** Passes after everything that is done, so that work that became due is done as well. */
const moment = 50;

const echo: Bot = async (context) => {
	if (context.activity.type === "message") await context.sendActivity(`You said: ${context.activity.text}`);
};

export function scene(options: SceneOptions = {}): Scene {
	const { clock = manualClock(), channel = recordingChannel() } = options;
	const { store = memoryStore({ clock }) } = options;
	let running = start(options);

	function start(own: SceneOptions): { readonly handoff: Handoff; readonly host: SmallHost } {
		const {
			bot = echo,
			intents,
			apps = [shopDesk],
			parts,
			locale: _,
			away = [],
			channel: ownChannel,
			...rest
		} = own;
		const handoff = createHandoff(
			{
				logger: silentLogger,
				...rest,
				...{ apps, clock, store: own.store ?? store },
				bot: { id: "shop", displayName: "Shop bot", intents },
				channels: { test: ownChannel ?? channel },
			},
			parts,
		);
		const host = new SmallHost(bot);
		host.use(handoff);
		handoff.host({ adapter: host, run: async (context) => bot(context as never) });
		for (const { id } of apps) if (!away.includes(id)) handoff.appArrived(id as AppId);
		return { handoff, host };
	}

	const address = (conversation: string): ConversationKey =>
		conversationKey({ channel: "test", business: "page", conversation });
	const key = address("c1");

	async function readLog(of: ConversationKey = key): Promise<readonly Entry[]> {
		return store.readEntries(of, { limit: 10_000 });
	}

	async function conversation(): Promise<Conversation> {
		const { conversation: now } = await store.load(key);
		if (now === undefined) throw new Error("Nobody has said anything yet");
		return now;
	}

	function userIn(name: string, id: string): User {
		let count = 0;
		const hear = async (activity: Partial<HostActivity>): Promise<void> => {
			count += 1;
			const turn = running.host.hear({
				...{ type: "message", id: `${name}-${count}`, channelId: "test", locale: options.locale ?? "en" },
				...{ serviceUrl: "https://channel.example", recipient: { id: "page", name: "Shop" } },
				conversation: { id: name } as HostActivity["conversation"],
				from: { id, name: "Siti" },
				...activity,
			});
			await clock.advance(moment);
			await turn;
		};
		return {
			says: (text, more = {}) => hear({ text, ...more }),
			presses: (type, payload) => hear({ value: { type, payload } }),
			async sees() {
				await settle();
				const log = await readLog(address(name));
				return channel.arrived.map((item) => seen(item, log)).filter((line) => line !== undefined);
			},
		};
	}

	async function submit(command: Command): Promise<Outcome> {
		const outcome = await running.handoff.submit(key, command);
		await clock.advance(moment);
		return outcome;
	}

	const world = { submit, conversation, readLog: () => readLog() };
	const person = (app: string, id: string, displayName = id): Person =>
		createPerson(world, app, { id, displayName });

	return {
		...{ clock, store, channel, key, person, submit, conversation },
		get handoff() {
			return running.handoff;
		},
		get host() {
			return running.host;
		},
		user: userIn("c1", "siti"),
		ana: person("desk", "ana", "Ana"),
		budi: person("desk", "budi", "Budi"),
		nora: person("night", "nora", "Nora"),
		other: (name, id = "siti") => ({ key: address(name), user: userIn(name, id) }),
		async restart() {
			await running.handoff.stop();
			running = start(options);
			await clock.advance(moment);
		},
		alsoRun: (more = {}) => start({ ...options, ...more }),
		control: async () => describeControl((await conversation()).control),
		epoch: async () => (await conversation()).control.epoch,
		log: () => readLog(),
		async logged(type) {
			return (await readLog()).filter((entry): entry is EntryOf<typeof type> => entry.type === type);
		},
		async told(app) {
			return (await readLog()).filter(({ to }) => to.includes(app as AppId)).map(({ type }) => type);
		},
		async drafts() {
			const { drafts } = await conversation();
			const log = await readLog();
			return drafts.map(({ entry }) => ({ id: entry, text: textOf(log.find(({ id }) => id === entry)) }));
		},
	};
}

/** What the user makes of something that arrived; nothing where it belongs to another conversation. */
function seen({ id, kind, activity, logged }: OutboxItem, log: readonly Entry[]): string | undefined {
	if (kind === "send" && !logged) return activity.type;
	const entry = log.find((each) => each.id === id);
	if (entry === undefined) return undefined;
	const { representativeType, displayName } = representativeOf(activity);
	if (kind === "update") return `${representativeType} ${displayName} corrects: ${activity.text}`;
	if (kind === "delete") return `${representativeType} ${displayName} takes back: ${activity.text}`;
	if (entry.type === "notice") return `notice ${entry.notice}`;
	if (entry.type === "joined" || entry.type === "left") return `${displayName} ${entry.type}`;
	return `${representativeType} ${displayName}: ${activity.text}`;
}

function representativeOf({ channelData }: OutboxItem["activity"]): Representative {
	return (channelData as { readonly representative: Representative }).representative;
}

function describeControl(control: Control): string {
	if (control.phase === "bot") return "bot";
	const asked = "offer" in control ? control.offer.to.join(" and ") : "";
	if (control.phase === "offered") return `offered to ${asked}`;
	const { app, person } = control.holder;
	const holder = person === undefined ? app : `${app}/${person}`;
	return control.phase === "held" ? `held by ${holder}` : `held by ${holder}, offered to ${asked}`;
}

function textOf(entry: Entry | undefined): string | undefined {
	return entry !== undefined && "activity" in entry ? entry.activity.text : undefined;
}

/** `done`, or why not. */
export function codeOf(outcome: Outcome): string {
	return outcome.status === "done" ? "done" : outcome.code;
}
