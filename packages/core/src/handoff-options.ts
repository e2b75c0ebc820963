import { randomBytes } from "node:crypto";
import { z } from "zod";
import { type Clock, systemClock } from "./clock.js";
import type { AppId, AppKind } from "./control/control.js";
import type { Transition } from "./control/table.js";
import type { NoticeText } from "./conversation/book.js";
import type { ChannelTraits } from "./conversation/channel-traits.js";
import type { Decide } from "./conversation/decide.js";
import type { Mode } from "./conversation/entry.js";
import { isLanguageTag } from "./conversation/language.js";
import { mergeNotices, type Notices, noticeText } from "./conversation/notices/notices.js";
import type { NoticeTextName } from "./conversation/notices/texts.js";
import type { App, BotId, BotProfile, ProcessId } from "./conversation/participants.js";
import { defaultPolicy, type Policy } from "./conversation/policy.js";
import { type OpeningHours, openingHours, scheduleOf } from "./conversation/queue/hours.js";
import type { Spool } from "./conversation/spool.js";
import type { Store } from "./conversation/store.js";
import type { Channel } from "./delivery/channel.js";
import type { LaneOptions } from "./delivery/lane.js";
import { BatonError } from "./error.js";
import { type AsksForHuman, asksForHuman } from "./gate/asks-for-human.js";
import type { Gate } from "./gate/gate.js";
import { consoleLogger, type Logger } from "./logger.js";
import { observedGate } from "./observe/observed.js";
import type { Observer } from "./observe/observer.js";
import type { Postbacks } from "./postback/postbacks.js";
import { privateLogger } from "./private-logger.js";
import { memoryStore } from "./store/memory.js";
import type { SkillsFor } from "./turn/needs.js";
import type { ReplyRules } from "./turn/reply-judge.js";
import type { Router } from "./turn/routing.js";
import type { TurnLimits } from "./turn/way.js";
import type { AuditOptions } from "./upkeep/audit-upkeep.js";
import type { Retention } from "./upkeep/upkeep.js";

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
	/** What its people know about, in the team's own words: see `skillsFor`. */
	readonly skills?: readonly string[] | undefined;
	/** What its people speak, as BCP 47 tags: `id`, `en-GB`. Default: every language. */
	readonly languages?: readonly string[] | undefined;
	/** When its people are there. Default: always. */
	readonly hours?: OpeningHours | undefined;
	/**
	 * How many conversations it holds at once, or each of its people where control is personal. Whoever takes over on
	 * purpose may hold more. Default: any number.
	 */
	readonly capacity?: number | undefined;
}

export interface HandoffOptions {
	/** The host bot. Its name and picture are what the user sees beside `BOT`. */
	readonly bot: {
		readonly id: string;
		readonly displayName: string;
		readonly avatarImage?: string | undefined;
		/** The names of its intents. With them people at a desk can say what a user meant. */
		readonly intents?: readonly string[] | undefined;
	};
	readonly apps?: readonly AppOptions[] | undefined;
	/** Where conversations live. Default: in memory, gone with the process. */
	readonly store?: Store | undefined;
	/** Decides whether the bot answers. Without one the bot answers everything. */
	readonly gate?: Gate | undefined;
	/** From this confidence on an activity that carries one is sent; below it becomes a draft. Default: 0.7. */
	readonly replyAt?: number | undefined;
	/** Grounds on what the bot says: held back, or followed by a person. Default: none. */
	readonly replies?: ReplyRules | undefined;
	readonly postbacks?: Pick<Postbacks, "has" | "find"> | undefined;
	/** Whether the user asks for a person in so many words. Default: English and Indonesian phrases. */
	readonly asksForHuman?: AsksForHuman | undefined;
	/** How the bot takes part, by channel. Default: `auto`. */
	readonly mode?: Mode | ((channel: string) => Mode) | undefined;
	readonly policy?: Partial<Policy> | undefined;
	/** Whose a message is to answer, where the host bot would: see `routes`. Default: the host bot's. */
	readonly route?: Router | undefined;
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
	/** The skills that an intent needs: apps that have them are asked first. Default: none. */
	readonly skillsFor?: Readonly<Record<string, readonly string[]>> | undefined;
	/** Whether anybody is there who could take a conversation. Default: always. */
	readonly isAvailable?: ((app: AppId) => boolean) | undefined;
	/** Where what users say is kept while the store is away. Default: nowhere; they are not acknowledged. */
	readonly spool?: Spool | undefined;
	/** How much is kept, and how long. Default: everything, for ever; an app's mailbox, while it is away, for 7 days. */
	readonly retention?: Retention | undefined;
	/** How much is kept of what people and apps did, and how long. Default: 100,000 records, for a year. */
	readonly audit?: AuditOptions | undefined;
	readonly logger?: Logger | undefined;
	/** Whether what errors say is logged as well, which may quote users: for development. Default: false. */
	readonly logMessages?: boolean | undefined;
	readonly clock?: Clock | undefined;
	/** A new random id at every call. */
	readonly newId?: (() => string) | undefined;
	readonly trace?: LaneOptions["trace"];
	/** Sees every step and figure: see `@baton/core/observe` and `@baton/core/opentelemetry`. */
	readonly observer?: Observer | undefined;
}

/** Parts that a simulation may put others in the place of. */
export interface HandoffParts {
	readonly decide?: Decide | undefined;
	readonly transition?: Transition | undefined;
	readonly sendTimeoutMs?: number | undefined;
	readonly confirmWithinMs?: number | undefined;
	/** From 0 to 1, as `Math.random`. */
	readonly random?: (() => number) | undefined;
	readonly laneLeaseMs?: number | undefined;
	readonly sweepMs?: number | undefined;
}

/** Options with every default filled in. */
export interface Settings {
	readonly bot: BotProfile;
	readonly bots: ReadonlyMap<BotId, BotProfile>;
	readonly apps: ReadonlyMap<AppId, App>;
	readonly store: Store;
	readonly spool: Spool | undefined;
	readonly clock: Clock;
	readonly logger: Logger;
	readonly newId: () => string;
	readonly process: ProcessId;
	readonly policy: Policy;
	readonly policyOn: (channel: ChannelTraits | undefined) => Policy;
	readonly notice: NoticeText;
	readonly absent: () => ReadonlySet<AppId>;
	readonly skillsFor: SkillsFor;
	readonly channels: Readonly<Record<string, Channel>>;
	readonly gate: Gate | undefined;
	readonly replyAt: number | undefined;
	readonly replies: ReplyRules | undefined;
	readonly asksForHuman: AsksForHuman;
	readonly postbacks: HandoffOptions["postbacks"];
	readonly route: Router | undefined;
	readonly modeOf: (channel: string) => Mode;
	readonly draftWhenUnsure: boolean;
	readonly titleOf: (intent: string, locale: string | undefined) => string;
	readonly limits: TurnLimits;
	readonly appLeaseMs: number;
	readonly laneLeaseMs: number;
	readonly sendTimeoutMs: number;
	readonly confirmWithinMs: number;
	readonly random: () => number;
	readonly sweepMs: number;
	readonly trace: LaneOptions["trace"];
	readonly onRest: LaneOptions["onRest"];
	readonly observer: Observer | undefined;
}

/** @throws BatonError `bad-handoff-options` with what is wrong and where */
export function settle(options: HandoffOptions, parts: HandoffParts): Settings {
	check(options);
	const { clock = systemClock, newId = idSource() } = options;
	const logger = privateLogger(options.logger ?? consoleLogger, options.logMessages);
	const bot = botOf(options);
	const apps = appsOf(options);
	return {
		...{ bot, apps, clock, logger, newId },
		bots: new Map([[bot.id, bot]]),
		store: options.store ?? memoryStore({ clock }),
		spool: options.spool,
		process: newId() as ProcessId,
		policy: { ...defaultPolicy, ...options.policy },
		policyOn: policies(options.policy),
		notice: noticesOf(options.notices),
		absent: absence(apps, options.isAvailable),
		skillsFor: skillsFrom(options.skillsFor),
		channels: options.channels ?? {},
		gate: options.gate && options.observer ? observedGate(options.gate, options.observer) : options.gate,
		replyAt: options.replyAt,
		replies: options.replies,
		asksForHuman: options.asksForHuman ?? asksForHuman(),
		postbacks: options.postbacks,
		route: options.route,
		modeOf: modeOf(options.mode),
		draftWhenUnsure: options.draftWhenUnsure ?? true,
		titleOf: options.titleOf ?? spacedOut,
		limits: { botMs: 15_000, recognizerMs: 5_000, ...options.limits },
		appLeaseMs: options.appLeaseMs ?? 60_000,
		laneLeaseMs: parts.laneLeaseMs ?? 3_000,
		sendTimeoutMs: parts.sendTimeoutMs ?? 15_000,
		confirmWithinMs: parts.confirmWithinMs ?? 30_000,
		random: parts.random ?? Math.random,
		sweepMs: parts.sweepMs ?? 1_000,
		...observation(options),
	};
}

const name = z.string().min(1).max(200);
const language = name.refine(isLanguageTag, "expected a BCP 47 tag such as id or en-GB");
const duration = z.number().positive();
const durations = z.record(z.string(), z.union([duration, z.string(), z.boolean()]));

/** What a program in JavaScript, or a configuration file, may get wrong. */
const checked = z.object({
	bot: z.object({ id: name, displayName: name, intents: z.array(name).max(1000).optional() }),
	apps: z
		.array(
			z.object({
				...{ id: name, kind: z.enum(["bot", "human"]), displayName: name },
				...{ skills: z.array(name).optional(), languages: z.array(language).min(1).optional() },
				...{ hours: openingHours.optional(), capacity: z.number().int().positive().optional() },
			}),
		)
		.refine((apps) => new Set(apps.map(({ id }) => id)).size === apps.length, "two apps have the same id")
		.optional(),
	replyAt: z.number().min(0).max(1).optional(),
	skillsFor: z.record(z.string(), z.array(name)).optional(),
	policy: durations.optional(),
	limits: durations.optional(),
	appLeaseMs: duration.optional(),
	retention: z
		.object({
			entries: z.number().int().positive(),
			ageMs: duration,
			idleConversationMs: duration,
			absenceMs: duration,
		})
		.partial()
		.optional(),
	audit: z
		.object({ entries: z.number().int().positive(), ageMs: duration, keepErased: z.boolean() })
		.partial()
		.optional(),
	mode: z.union([z.enum(["auto", "draft-only", "off"]), z.function()]).optional(),
});

function check(options: unknown): void {
	const { success, error } = checked.safeParse(options);
	if (success) return;
	throw new BatonError(
		"bad-handoff-options",
		`Cannot create the handoff, correct its options: ${z.prettifyError(error)}`,
		{ cause: error },
	);
}

function botOf({ bot }: HandoffOptions): BotProfile {
	return { ...bot, id: bot.id as BotId };
}

function appsOf({ apps = [], bot }: HandoffOptions): ReadonlyMap<AppId, App> {
	return new Map(apps.map((app) => [app.id as AppId, toApp(app, bot.id)]));
}

function toApp(
	{ id, kind, displayName, avatarImage, bots, personal = false, offered, ...queue }: AppOptions,
	bot: string,
): App {
	const { skills, languages, hours, capacity } = queue;
	return {
		...{ skills, languages, capacity, hours: hours && scheduleOf(hours) },
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
	return (name, locale, values) => noticeText(name as NoticeTextName, locale, { ...values, notices });
}

function observation({ observer, trace }: HandoffOptions): Pick<Settings, "observer" | "trace" | "onRest"> {
	if (observer === undefined) return { observer, trace, onRest: undefined };
	return {
		observer,
		trace(...step) {
			trace?.(...step);
			observer.laneStep?.(...step);
		},
		onRest: (key) => observer.laneRest?.(key),
	};
}

function modeOf(mode: HandoffOptions["mode"]): (channel: string) => Mode {
	return typeof mode === "function" ? mode : () => mode ?? "auto";
}

/** The team's own policy goes before what a channel asks for. Made once for each channel. */
function policies(own: HandoffOptions["policy"]): Settings["policyOn"] {
	const general: Policy = { ...defaultPolicy, ...own };
	const made = new WeakMap<ChannelTraits, Policy>();
	return (channel) => {
		if (channel?.policy === undefined) return general;
		const known = made.get(channel);
		if (known !== undefined) return known;
		const policy: Policy = { ...defaultPolicy, ...channel.policy, ...own };
		made.set(channel, policy);
		return policy;
	};
}

function absence(
	apps: ReadonlyMap<AppId, App>,
	isAvailable: HandoffOptions["isAvailable"],
): () => ReadonlySet<AppId> {
	if (isAvailable === undefined) return () => noApps;
	return () => new Set([...apps.keys()].filter((app) => !isAvailable(app)));
}

function skillsFrom(skills: HandoffOptions["skillsFor"]): SkillsFor {
	const byIntent = new Map(Object.entries(skills ?? {}));
	return (intent) => (intent === undefined ? undefined : byIntent.get(intent));
}

const noApps: ReadonlySet<AppId> = new Set();

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
