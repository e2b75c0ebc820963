import { randomBytes } from "node:crypto";
import { type Accounts, createAccounts } from "./account/accounts.js";
import { type Clock, systemClock } from "./clock.js";
import type { AppId, AppKind } from "./control/control.js";
import type { Transition } from "./control/table.js";
import type { NoticeText } from "./conversation/book.js";
import { audience } from "./conversation/book.js";
import type { Outcome } from "./conversation/change.js";
import type { Decide } from "./conversation/decide.js";
import type { DeskPort } from "./conversation/desk-port.js";
import { createDoor, type Door, type DoorOptions } from "./conversation/door.js";
import type { Mode } from "./conversation/entry.js";
import type { ConversationKey } from "./conversation/key.js";
import { mergeNotices, type Notices, noticeText } from "./conversation/notices/notices.js";
import type { NoticeTextName } from "./conversation/notices/texts.js";
import type { App, BotId, BotProfile, ProcessId } from "./conversation/participants.js";
import { defaultPolicy, type Policy } from "./conversation/policy.js";
import type { Listener, Signal } from "./conversation/signal.js";
import type { Store } from "./conversation/store.js";
import type { Channel } from "./delivery/channel.js";
import { createLanes, type LaneOptions } from "./delivery/lanes.js";
import { createPresence } from "./delivery/presence.js";
import { createTimers } from "./delivery/timers.js";
import { type AsksForHuman, asksForHuman } from "./gate/asks-for-human.js";
import type { Gate } from "./gate/gate.js";
import { consoleLogger, type Logger } from "./logger.js";
import type { Postbacks } from "./postback/postbacks.js";
import { memoryStore } from "./store/memory.js";
import { createAddressBook } from "./turn/address.js";
import { createTurns, type Turns } from "./turn/turns.js";
import type { TurnLimits } from "./turn/way.js";
import { within } from "./within.js";

/** A desk or another bot, as a team names it. */
export interface AppOptions {
	readonly id: string;
	readonly kind: AppKind;
	readonly displayName: string;
	readonly avatarImage?: string | undefined;
	/** The bots whose conversations it may see and take. Default: this one. */
	readonly bots?: readonly string[] | undefined;
	/** Whether control belongs to the person who took it. The console needs it. Default: false. */
	readonly personal?: boolean | undefined;
	/** Whether it is asked when a person is wanted. Default: true for apps of kind `human`. */
	readonly offered?: boolean | undefined;
}

export interface HandoffOptions {
	/** The host bot. Its name and picture are what the user sees beside `BOT`. */
	readonly bot: {
		readonly id: string;
		readonly displayName: string;
		readonly avatarImage?: string | undefined;
	};
	readonly apps?: readonly AppOptions[] | undefined;
	/** Where conversations live. Default: in memory, gone with the process. */
	readonly store?: Store | undefined;
	/** Decides whether the bot answers. Without one the bot answers everything. */
	readonly gate?: Gate | undefined;
	/** From this confidence on an activity that carries one is sent; below it becomes a draft. Default: 0.7. */
	readonly replyAt?: number | undefined;
	readonly postbacks?: Pick<Postbacks, "has" | "find"> | undefined;
	/** Whether the user asks for a person in so many words. Default: English and Indonesian phrases. */
	readonly asksForHuman?: AsksForHuman | undefined;
	/** How the bot takes part, by channel. Default: `auto`. */
	readonly mode?: Mode | ((channel: string) => Mode) | undefined;
	readonly policy?: Partial<Policy> | undefined;
	/** The team's own texts and languages for system lines. */
	readonly notices?: Notices | undefined;
	/** Channels that send by themselves, by channel id. Others are sent to through the host's adapter. */
	readonly channels?: Readonly<Record<string, Channel>> | undefined;
	/** Whether the bot is run on what it is unsure of, so that the desk gets a draft. Default: true. */
	readonly draftWhenUnsure?: boolean | undefined;
	/** What an intent is called in a clarifying question. Default: its own name, spaced out. */
	readonly titleOf?: ((intent: string, locale: string | undefined) => string) | undefined;
	/** Time limits in milliseconds. Default: 15,000 for the bot, 5,000 for the recognizer. */
	readonly limits?: Partial<TurnLimits> | undefined;
	/** How long an app may be away before it loses control. Default: 60,000 ms. */
	readonly appLeaseMs?: number | undefined;
	/** Whether anybody is there who could take a conversation. Default: always. */
	readonly isAvailable?: ((app: AppId) => boolean) | undefined;
	readonly logger?: Logger | undefined;
	readonly clock?: Clock | undefined;
	/** A new random id at every call. */
	readonly newId?: (() => string) | undefined;
	readonly trace?: LaneOptions["trace"];
}

/** Parts that a simulation may put others in the place of. */
export interface HandoffParts {
	readonly decide?: Decide | undefined;
	readonly transition?: Transition | undefined;
	readonly sendTimeoutMs?: number | undefined;
	readonly laneLeaseMs?: number | undefined;
	readonly sweepMs?: number | undefined;
}

/** The middleware, and everything that a desk, a channel or an operator does with it. */
export interface Handoff extends DeskPort, Pick<Turns, "onTurn" | "host" | "receive"> {
	readonly bot: BotProfile;
	readonly accounts: Accounts;
	/** Finishes what is under way here, for at most 5 seconds, and stops. The store stays open. */
	stop(): Promise<void>;
}

/**
 * Puts the parts together.
 *
 * ```ts
 * const handoff = createHandoff({
 * 	bot: { id: "shop", displayName: "Shop bot" },
 * 	apps: [{ id: "desk", kind: "human", displayName: "Our team" }],
 * });
 * adapter.use(handoff);
 * ```
 */
export function createHandoff(options: HandoffOptions, parts: HandoffParts = {}): Handoff {
	const { clock = systemClock, logger = consoleLogger, store = memoryStore({ clock }) } = options;
	const bot = botOf(options);
	const apps = appsOf(options);
	const newId = options.newId ?? idSource();
	const process = newId() as ProcessId;
	const policy = { ...defaultPolicy, ...options.policy };
	const notice = noticesOf(options.notices);
	const listeners = new Set<Listener>();
	const addresses = createAddressBook(bot.id);
	const laneLeaseMs = parts.laneLeaseMs ?? 30_000;

	const signal = (one: Signal): void => {
		for (const listener of listeners) listener(one);
	};
	const channelOf = (key: ConversationKey): Channel | undefined =>
		options.channels?.[channelIn(key)] ?? turns.hostOf(channelIn(key))?.channel;

	const door: Door = createDoor({
		...{ store, clock, process, apps, policy, notice, newId, laneLeaseMs },
		bots: new Map([[bot.id, bot]]),
		absent: absence(apps, options.isAvailable),
		sends: (key) => channelOf(key) !== undefined,
		...(parts.decide === undefined ? {} : { decide: parts.decide }),
		...(parts.transition === undefined ? {} : { transition: parts.transition }),
		onCommitted(change, lane, alone) {
			timers.noticed(change);
			if (lane !== undefined) lanes.granted(change, lane, alone);
			if (listeners.size > 0) {
				signal({ type: "committed", key: change.key, entries: change.entries, tell: change.tell });
			}
		},
	} satisfies DoorOptions);

	const lanes = createLanes({
		...{ store, door, clock, process, logger, channelOf, laneLeaseMs },
		sendTimeoutMs: parts.sendTimeoutMs ?? 15_000,
		trace: options.trace,
		onDelivery: (key, delivery) => void tellDelivery(key, delivery),
	});

	const accounts = createAccounts(store, door);
	const presence = createPresence({ store, door, clock, logger, appLeaseMs: options.appLeaseMs ?? 60_000 });

	const turns: Turns = createTurns({
		...{ store, door, clock, logger, process, bot, policy, notice, newId, addresses, lanes, accounts },
		gate: options.gate,
		replyAt: options.replyAt,
		asksForHuman: options.asksForHuman ?? asksForHuman(),
		postbacks: options.postbacks,
		modeOf: modeOf(options.mode),
		draftWhenUnsure: options.draftWhenUnsure ?? true,
		titleOf: options.titleOf ?? spacedOut,
		limits: { botMs: 15_000, recognizerMs: 5_000, ...options.limits },
		onTyping: (key) => void typing(key, "user"),
	});

	const timers = createTimers({
		...{ store, door, clock, logger },
		sweepMs: parts.sweepMs ?? 1_000,
		runTurn: turns.resume,
		onSweep: lanes.sweep,
	});

	async function tellDelivery(
		key: ConversationKey,
		delivery: Extract<Signal, { type: "delivery" }>["delivery"],
	): Promise<void> {
		if (listeners.size === 0) return;
		const { conversation } = await store.load(key);
		if (conversation === undefined) return;
		const to = audience(conversation);
		if (to.length > 0) signal({ type: "delivery", key, delivery, to });
	}

	async function typing(key: ConversationKey, by: Extract<Signal, { type: "typing" }>["by"]): Promise<void> {
		const { conversation } = await store.load(key);
		if (conversation === undefined) return;
		signal({ type: "typing", key, by, to: audience(conversation).filter((app) => app !== by) });
		const { control, reference } = conversation;
		const speaks = (control.phase === "held" || control.phase === "passing") && control.holder.app === by;
		if (speaks) await channelOf(key)?.showTyping?.({ key, reference, nativeId: undefined });
	}

	timers.start();
	for (const app of apps.keys()) presence.left(app);

	return {
		...{ clock, store, apps, bot, accounts, typing },
		bots: new Map([[bot.id, bot]]),
		submit: async (key, command): Promise<Outcome> => (await door.submit(key, command)).outcome,
		async reportDelivery(key, delivery) {
			await store.recordDelivery(key, delivery);
			await tellDelivery(key, delivery);
		},
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		appArrived: presence.arrived,
		appLeft: presence.left,
		onTurn: turns.onTurn,
		host: turns.host,
		receive: turns.receive,
		async stop() {
			await within(clock, stopWithinMs, turns.settled(), () => {});
			timers.stop();
			presence.stop();
		},
	};
}

/** What is not finished by then is taken up elsewhere, or after a restart. */
const stopWithinMs = 5_000;

function botOf({ bot }: HandoffOptions): BotProfile {
	return { ...bot, id: bot.id as BotId };
}

function appsOf({ apps = [], bot }: HandoffOptions): ReadonlyMap<AppId, App> {
	return new Map(apps.map((app) => [app.id as AppId, toApp(app, bot.id)]));
}

function toApp(
	{ id, kind, displayName, avatarImage, bots, personal = false, offered }: AppOptions,
	bot: string,
): App {
	return {
		id: id as AppId,
		kind,
		displayName,
		avatarImage,
		bots: (bots ?? [bot]) as readonly BotId[],
		personal,
		offered: offered ?? kind === "human",
	};
}

function noticesOf(own: Notices | undefined): NoticeText {
	const notices = own === undefined ? undefined : mergeNotices(own);
	return (name, locale, values) =>
		noticeText(name as NoticeTextName, locale, { name: values?.name, notices });
}

function modeOf(mode: HandoffOptions["mode"]): (channel: string) => Mode {
	return typeof mode === "function" ? mode : () => mode ?? "auto";
}

function absence(
	apps: ReadonlyMap<AppId, App>,
	isAvailable: HandoffOptions["isAvailable"],
): () => ReadonlySet<AppId> {
	if (isAvailable === undefined) return () => noApps;
	return () => new Set([...apps.keys()].filter((app) => !isAvailable(app)));
}

const noApps: ReadonlySet<AppId> = new Set();

function channelIn(key: ConversationKey): string {
	return key.slice(0, key.indexOf("/"));
}

/** Unique across processes by a random beginning, and within one by a counter: cheaper than a random id each. */
function idSource(): () => string {
	const start = randomBytes(6).toString("base64url").replace(/[-_]/g, "x");
	let count = 0;
	return () => {
		count += 1;
		return `${start}${count.toString(36)}`;
	};
}

function spacedOut(intent: string): string {
	const words = intent.replace(/[_-]+/g, " ").trim();
	return words.charAt(0).toUpperCase() + words.slice(1);
}
