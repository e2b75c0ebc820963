import { type Accounts, createAccounts } from "./account/accounts.js";
import type { AppId, EntryId } from "./control/control.js";
import { audience } from "./conversation/book.js";
import type { Change, Delivery, Outcome } from "./conversation/change.js";
import type { Conversation } from "./conversation/conversation.js";
import type { DeskPort } from "./conversation/desk-port.js";
import { createDoor, type Door } from "./conversation/door.js";
import type { ConversationKey } from "./conversation/key.js";
import type { BotProfile } from "./conversation/participants.js";
import type { Listener, PassingSignal, Signal, Typist } from "./conversation/signal.js";
import { representativeOf } from "./conversation/speakers.js";
import type { Channel } from "./delivery/channel.js";
import { createLanes, type Lanes } from "./delivery/lanes.js";
import { createPresence, type Presence } from "./delivery/presence.js";
import { createTimers, type Timers } from "./delivery/timers.js";
import { type HandoffOptions, type HandoffParts, type Settings, settle } from "./handoff-options.js";
import { measureChange, measureDelivery, observedDoor } from "./observe/observed.js";
import { createQueueDoor } from "./queue/queue-door.js";
import { createQueueReader } from "./queue/queue-reader.js";
import { createAddressBook } from "./turn/address.js";
import { createTurns, type Turns } from "./turn/turns.js";
import { createErasure, type Erasure, tellErased, type Whom } from "./upkeep/erasure.js";
import { createSpooling, type Spooling } from "./upkeep/spooling.js";
import { createUpkeep } from "./upkeep/upkeep.js";
import { within } from "./within.js";

/** The middleware, and everything that a desk, a channel or an operator does with it. */
export interface Handoff extends DeskPort, Pick<Turns, "onTurn" | "host" | "receive"> {
	readonly bot: BotProfile;
	readonly accounts: Accounts;
	/**
	 * Removes every trace of a person, and says what was removed and what is out of reach. Give the person's id, or one of
	 * their conversations. Again, if it failed midway: what is gone stays gone.
	 *
	 * @throws BatonError `store-failed`
	 */
	erase(whom: Whom): Promise<Erasure>;
	/**
	 * Says again what could not be sent, or whose fate is unknown, as whoever said it: refused unless they still may
	 * speak. See `store.readUndelivered`.
	 */
	sayAgain(key: ConversationKey, entry: EntryId): Promise<Outcome>;
	/**
	 * Finishes what is under way here, for at most `withinMs` (default: 5,000), hands the rest to whoever else
	 * runs on the store, and stops. The store stays open. Call it on SIGTERM, after the server takes no more.
	 */
	stop(withinMs?: number): Promise<void>;
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
	const settings = settle(options, parts);
	const signals = createSignals(settings);
	const engine = createEngine(settings, parts, signals);
	const { door, timers, presence, turns, lanes, accounts, spooling, readQueue, channelOf, unhear } = engine;
	const { store, spool, clock, apps, bot, bots } = settings;

	/** Shown to the user where it is the app in control that types: a human who has joined, behind what is on its way. */
	async function typing(key: ConversationKey, by: Typist): Promise<void> {
		if ((await signals.typing(key, by)) === undefined) return;
		const app = apps.get(by as AppId);
		if (app === undefined || !(await isSettled(key))) return;
		const { conversation } = await store.load(key);
		if (conversation === undefined) return;
		const { control, reference } = conversation;
		if (control.phase !== "held" && control.phase !== "passing") return;
		if (control.holder.app !== by || (app.kind === "human" && control.human === undefined)) return;
		const representative = representativeOf(app, control.human);
		await channelOf(key)?.showTyping?.({ key, reference, nativeId: undefined }, representative);
	}

	/** Whether this process has sent what it has for the user. Typing does not wait long for it. */
	async function isSettled(key: ConversationKey): Promise<boolean> {
		const sent = lanes.idle(key);
		if (!(sent instanceof Promise)) return true;
		return within(
			clock,
			typingWaitsMs,
			sent.then(() => true),
			() => false,
		);
	}

	const upkeep = createUpkeep({ ...settings, door, retention: options.retention, audit: options.audit });
	timers.start();
	upkeep.start();
	spooling.start();
	for (const app of apps.keys()) presence.left(app);

	return {
		...{ clock, store, apps, bot, bots, accounts, typing, readQueue },
		submit: async (key, command) => (await door.submit(key, command)).outcome,
		async reportDelivery(key, delivery) {
			await store.recordDelivery(key, delivery);
			await signals.delivery(key, delivery);
		},
		pass: signals.pass,
		subscribe: signals.subscribe,
		appArrived: presence.arrived,
		appLeft: presence.left,
		onTurn: turns.onTurn,
		host: turns.host,
		receive: turns.receive,
		erase: createErasure({ store, apps, spool, send: signals.send, audit: options.audit }),
		async sayAgain(key, entry) {
			const { outcome } = await door.submit(key, { type: "sayAgain", entry });
			if (outcome.status === "done") await store.settleUndelivered(key, entry);
			return outcome;
		},
		async stop(withinMs = 5_000) {
			const until = clock.now() + withinMs;
			unhear();
			timers.stop();
			upkeep.stop();
			spooling.stop();
			await within(clock, withinMs, turns.settled(), () => {});
			await turns.handOn();
			await within(clock, Math.max(0, until - clock.now()), lanes.stop(), () => {});
			presence.stop();
		},
	};
}

/** What is typed later than this is no news any more. */
const typingWaitsMs = 3_000;

interface Engine {
	readonly door: Door;
	readonly timers: Timers;
	readonly presence: Presence;
	readonly turns: Turns;
	readonly lanes: Lanes;
	readonly accounts: Accounts;
	readonly spooling: Spooling;
	readonly readQueue: Handoff["readQueue"];
	readonly channelOf: (key: ConversationKey) => Channel | undefined;
	/** Ends the hearing of what other processes commit. */
	readonly unhear: () => void;
}

/** The door calls what it opens for, and all of that goes through the door: the one knot of the whole. */
function createEngine(settings: Settings, { decide, transition }: HandoffParts, signals: Signals): Engine {
	const channelOf = (key: ConversationKey): Channel | undefined => {
		const channel = key.slice(0, key.indexOf("/"));
		return settings.channels[channel] ?? turns.hostOf(channel)?.channel;
	};
	const { observer } = settings;
	const plainDoor: Door = createDoor({
		...settings,
		...(decide === undefined ? {} : { decide }),
		...(transition === undefined ? {} : { transition }),
		channelOf,
		onCommitted(change, lane, alone) {
			timers.noticed(change);
			if (lane !== undefined) lanes.granted(change, lane, alone);
			signals.committed(change);
			if (observer !== undefined) measureChange(observer, change);
			if (change.index !== undefined) queue.noticed(change, change.index);
		},
	});
	const seenDoor = observer === undefined ? plainDoor : observedDoor(plainDoor, observer);
	const readQueue = createQueueReader(settings);
	const queue = createQueueDoor({ ...settings, door: seenDoor, readQueue });
	const { door } = queue;
	const unheard = (error: unknown): void => settings.logger.error("signal-failed", { error });
	const onDelivery = (key: ConversationKey, delivery: Delivery): void => {
		signals.delivery(key, delivery).catch(unheard);
		if (observer !== undefined) measureDelivery(observer, key, delivery);
	};
	const lanes: Lanes = createLanes({ ...settings, door, channelOf, onDelivery });
	const accounts = createAccounts(settings.store, door);
	const spooling = createSpooling({ ...settings, door, send: signals.send });
	const turns: Turns = createTurns({
		...{ ...settings, door: spooling.door, lanes, accounts },
		addresses: createAddressBook(settings.bot.id),
		onTyping: (key) => {
			signals.typing(key, "user").catch(unheard);
		},
	});
	const timers = createTimers({ ...settings, door, runTurn: turns.resume, onSweep: lanes.sweep });
	const unhear = settings.store.onBell?.(
		({ key, tell, from, dueInMs, due, sends, turn, erased, passing }) => {
			if (passing !== undefined) signals.send(passing);
			if (erased !== undefined) tellErased(settings.apps, signals.send, { key, bot: erased });
			if (dueInMs !== undefined) timers.dueIn(dueInMs);
			for (const timer of due ?? []) timers.dueNow({ key, ...timer });
			if (sends) lanes.kick(key);
			if (turn !== undefined) turns.wake(turn);
			if (tell.length > 0) signals.send({ type: "committedElsewhere", key, from, tell });
		},
	);
	const unmiss = settings.store.onMissed?.(() => {
		timers.dueIn(0);
		signals.send({ type: "missed" });
	});
	const presence = createPresence({ ...settings, door });
	return {
		door,
		timers,
		presence,
		turns,
		lanes,
		accounts,
		spooling,
		readQueue,
		channelOf,
		unhear() {
			unhear?.();
			unmiss?.();
		},
	};
}

interface Signals extends Pick<Handoff, "subscribe" | "pass"> {
	send(signal: Signal): void;
	committed(change: Change): void;
	/** To the holder and the watchers. */
	delivery(key: ConversationKey, delivery: Delivery): Promise<void>;
	typing(key: ConversationKey, by: Typist): Promise<Conversation | undefined>;
}

/** Tells whoever listens in this process. A listener that fails costs nobody else anything. */
function createSignals({ store, logger }: Settings): Signals {
	const listeners = new Set<Listener>();

	function send(signal: Signal): void {
		for (const listener of listeners) {
			try {
				listener(signal);
			} catch (error) {
				logger.error("listener-failed", { ...("key" in signal ? { key: signal.key } : {}), error });
			}
		}
	}

	/** Whoever is connected to another process hears it, too. */
	function pass(signal: PassingSignal): void {
		send(signal);
		if (!("to" in signal) || signal.to.length > 0) store.pass?.(signal);
	}

	return {
		send,
		pass,
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		committed({ key, entries, tell }) {
			if (listeners.size > 0) send({ type: "committed", key, entries, tell });
		},
		async delivery(key, delivery) {
			if (listeners.size === 0 && store.pass === undefined) return;
			const { conversation } = await store.load(key, undefined, { recent: true });
			const to: readonly AppId[] = conversation === undefined ? [] : audience(conversation);
			if (to.length > 0) pass({ type: "delivery", key, delivery, to });
		},
		async typing(key, by) {
			const { conversation } = await store.load(key);
			if (conversation === undefined) return undefined;
			pass({ type: "typing", key, by, to: audience(conversation).filter((app) => app !== by) });
			return conversation;
		},
	};
}
