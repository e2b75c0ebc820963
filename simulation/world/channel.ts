import type { Activity, Channel, ConversationKey, OutboxItem, Recipient } from "@baton/core";
import type { SendResult } from "../../packages/core/src/delivery/channel.js";
import { races } from "../tally/races.js";
import { type Life, never } from "../time/life.js";
import { expectItems } from "./expected.js";
import type { World } from "./world.js";

/** Something that reached the user, or would have if the channel had not lost it. */
export interface Arrival {
	readonly key: ConversationKey;
	readonly item: OutboxItem;
	readonly activity: Activity;
	/** It was given up on its way: the user never saw it. */
	readonly lost: boolean;
}

type ArrivalListener = (arrival: Arrival) => void;

/** The channel's own side: what it does with what it is given, and what the user sees. */
export interface SimulatedChannel {
	/** The channel as one process uses it. */
	channelFor(life: Life): Channel;
	/** What a host's adapter gives to its channel, underneath everything. Rejects where the channel refuses. */
	sendRaw(life: Life, activity: Activity): Promise<{ id: string }>;
	listen(listener: ArrivalListener): void;
	/** All is quiet: what has not come by now counts as lost. */
	finish(): void;
	/** Whether a request is under way, so that its sender can be made to die. */
	readonly underWay: ReadonlySet<Life>;
}

type Fate = "ok" | "slow" | "lost" | "silent" | "failed" | "retry" | "broken" | "brokenLate";

export function openChannel(world: World): SimulatedChannel {
	const { scheduler, plan, history, tally } = world;
	const random = world.random.fork("channel");
	const listeners: ArrivalListener[] = [];
	const shown = new Map<ConversationKey, Set<string>>();
	const inHand = new Map<ConversationKey, OutboxItem>();
	const underWay = new Set<Life>();
	const expected = expectItems(history);
	/** What the channel has answered for, and to whom. */
	const answered = new Map<string, Life>();
	let native = 0;

	history.listen({
		begun: (key, item) => void inHand.set(key, item),
		settled(key, item, delivery) {
			if (isShown(key, item)) {
				if (delivery.state === "failed") accuseOfLie(key, item, "failed");
				if (delivery.state === "unknown" && isKnown(item)) accuseOfLie(key, item, "unknown");
				return;
			}
			if (delivery.state === "sent") {
				world.court.accuse(3, key, `${item.kind} ${item.id} is recorded as sent and never arrived`);
				return;
			}
			arrive({ key, item, activity: item.activity, lost: true });
		},
	});

	/** Whether somebody who is still at work was told that it arrived. */
	function isKnown(item: OutboxItem): boolean {
		const life = answered.get(nameOf(item));
		return life?.alive === true && life.frozenUntil < scheduler.now() - plan.laneLeaseMs;
	}

	function accuseOfLie(key: ConversationKey, item: OutboxItem, state: string): void {
		world.court.accuse(3, key, `${item.kind} ${item.id} is recorded as ${state}, and the user has it`);
	}

	function isShown(key: ConversationKey, item: OutboxItem): boolean {
		return shown.get(key)?.has(nameOf(item)) === true;
	}

	function arrive(arrival: Arrival): void {
		const { key, item } = arrival;
		for (const earlier of expected.before(key, item))
			if (!isShown(key, earlier)) give({ key, item: earlier, activity: earlier.activity, lost: true });
		give(arrival);
	}

	function give(arrival: Arrival): void {
		const { key, item } = arrival;
		const known = shown.get(key) ?? new Set();
		shown.set(key, known);
		if (known.has(nameOf(item)) && plan.repeat === "idempotent") {
			tally.count("fault", "channel: the same send twice, dropped by the channel");
			return;
		}
		known.add(nameOf(item));
		world.story.tell(
			key,
			() => `${arrival.lost ? "never reaches" : "reaches"} the user: ${describe(arrival)}`,
		);
		for (const listener of listeners) listener(arrival);
	}

	function drawFate(): Fate {
		if (world.calm || !random.chance(plan.channelTrouble)) return random.chance(0.1) ? "slow" : "ok";
		return random.weighted({
			ok: 0,
			slow: 2,
			lost: 2,
			silent: 2,
			failed: 2,
			retry: 3,
			broken: 1,
			brokenLate: 1,
		});
	}

	/** A channel that knows what it has accepted says so, unless it is too busy to look. */
	function fateOf(key: ConversationKey, item: OutboxItem): Fate {
		const fate = drawFate();
		const isRepeat = plan.repeat === "idempotent" && isShown(key, item);
		return isRepeat && fate !== "retry" ? "ok" : fate;
	}

	/** One request: when it arrives, and when and what the channel answers. */
	function request(
		life: Life,
		key: ConversationKey,
		item: OutboxItem,
		activity: Activity,
	): Promise<SendResult> {
		if (!life.alive) return never();
		const fate = fateOf(key, item);
		const there = fate === "slow" ? random.whole(500, plan.sendTimeoutMs - 1500) : random.whole(1, 80);
		const back = there + random.whole(1, 80);
		native += 1;
		const nativeId = `n${native}`;
		if (fate !== "ok") tally.count("fault", `channel: ${fate}`);
		if (fate !== "lost" && fate !== "failed" && fate !== "retry" && fate !== "broken") {
			scheduler.after(there, () => {
				if (!life.alive) tally.count("race", races.senderDied);
				arrive({ key, item, activity, lost: false });
			});
		}
		underWay.add(life);
		return new Promise((resolve, reject) => {
			const answer = (action: () => void): unknown =>
				scheduler.after(
					back,
					() => {
						underWay.delete(life);
						action();
					},
					life,
				);
			if (fate === "ok" || fate === "slow")
				answer(() => {
					if (plan.storeTrouble === 0) answered.set(nameOf(item), life);
					resolve({ state: "sent", nativeId });
				});
			if (fate === "failed") answer(() => resolve({ state: "failed", error: "The channel refused it" }));
			if (fate === "broken" || fate === "brokenLate") answer(() => reject(new Error("The connection broke")));
			if (fate === "retry") {
				const afterMs = random.pick([300, 2_000, 8_000, 40_000]);
				answer(() => resolve({ state: "retry", error: "Too many requests", afterMs }));
			}
		});
	}

	function channelFor(life: Life): Channel {
		return {
			reach: "anywhere",
			repeat: plan.repeat,
			send: (item: OutboxItem, to: Recipient) => request(life, to.key, item, item.activity),
			async showTyping() {},
		};
	}

	async function sendRaw(life: Life, activity: Activity): Promise<{ id: string }> {
		const key = keyIn(world, activity);
		const item = key === undefined ? undefined : inHand.get(key);
		if (key === undefined || item === undefined) {
			world.court.accuse(1, key, `Something went past the door: ${JSON.stringify(activity)}`);
			return { id: "" };
		}
		const result = await request(life, key, item, activity);
		if (result.state === "sent") return { id: result.nativeId ?? "" };
		throw new Error(`The channel says: ${result.error}`);
	}

	/** What has not come by now never will. */
	function finish(): void {
		for (const [key, item] of expected.rest())
			if (!isShown(key, item)) give({ key, item, activity: item.activity, lost: true });
	}

	return { channelFor, sendRaw, finish, listen: (listener) => void listeners.push(listener), underWay };
}

function nameOf({ id, kind, order }: OutboxItem): string {
	return kind === "send" ? id : `${kind} ${id} ${order}`;
}

function keyIn({ talks }: World, { conversation }: Activity): ConversationKey | undefined {
	const id = (conversation as { readonly id?: string } | undefined)?.id;
	return talks.find(({ nick }) => nick === id)?.key;
}

function describe({ item, activity }: Arrival): string {
	const label = (
		activity.channelData as { representative?: { representativeType?: string; displayName?: string } }
	)?.representative;
	return `${item.kind} ${item.id} by ${item.by} as ${label?.representativeType} ${label?.displayName}: ${activity.text ?? activity.name ?? activity.type}`;
}
