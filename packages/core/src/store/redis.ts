import { randomBytes } from "node:crypto";
import { type Clock, systemClock } from "../clock.js";
import type { Bell, Store } from "../conversation/store.js";
import { BatonError } from "../error.js";
import { sevenDaysMs } from "./change-rules.js";
import { auditPart } from "./redis/audit.js";
import { hear, passOn } from "./redis/bell.js";
import { checkAcknowledge } from "./redis/checks.js";
import type { RedisTarget } from "./redis/connection.js";
import { conversationsOf } from "./redis/conversations.js";
import { deliveriesOf } from "./redis/deliveries.js";
import { examine } from "./redis/examine.js";
import { factsOf } from "./redis/facts.js";
import { createKeyspace } from "./redis/keyspace.js";
import { lanesOf } from "./redis/lanes.js";
import { openLayout } from "./redis/layout.js";
import { type Acknowledge, openLink } from "./redis/link.js";
import { linksOf } from "./redis/links.js";
import { listingsOf } from "./redis/listings.js";
import { logsOf } from "./redis/logs.js";
import { mailboxesOf } from "./redis/mailboxes.js";
import type { Parts } from "./redis/parts.js";
import { createRecent } from "./redis/recent.js";
import { removalOf } from "./redis/removal.js";
import { resealOf } from "./redis/reseal.js";
import { timersOf } from "./redis/timers.js";
import { trimOf } from "./redis/trim.js";
import { usersOf } from "./redis/users.js";
import { walkOf } from "./redis/walk.js";
import type { Encryption } from "./seal.js";
import { thirtyDaysMs } from "./tombstone.js";

export type { RedisTarget } from "./redis/connection.js";
export type { Acknowledge } from "./redis/link.js";
export type { Encryption } from "./seal.js";

interface Tuning {
	/**
	 * What it means that something is acknowledged. `memory`, the default: Redis has it; at risk are about a second,
	 * and what replicas did not have yet. `disk`: it is in the append-only file, which must be set to `appendfsync
	 * always`. `replicated`: a replica has it, too; `min-replicas-to-write` must be set.
	 */
	readonly acknowledge?: Acknowledge | undefined;
	/** In how many parts the data is laid out, from 1 to 4,096; 256 by default. Never to be changed afterwards. */
	readonly partitions?: number | undefined;
	/** What every key begins with; `baton:` by default. */
	readonly prefix?: string | undefined;
	/**
	 * Keys are named by keyed hashes of whom they are about, and not in clear. Never to be changed afterwards. Not with
	 * `encryption`, which hides names under a secret of its own.
	 */
	readonly keySecret?: string | undefined;
	/**
	 * Keys under which everything is encrypted, and names are hidden. Default: nothing is. A store is encrypted from its
	 * beginning or not at all.
	 */
	readonly encryption?: Encryption | undefined;
	/** How long a command's outcome is remembered at least, in milliseconds; seven days by default. */
	readonly rememberMs?: number | undefined;
	/** How long an erased conversation leaves a tombstone, in milliseconds; 30 days by default. */
	readonly tombstoneMs?: number | undefined;
	/** How long an answer is waited for, in milliseconds; 3,000 by default. */
	readonly answerWithinMs?: number | undefined;
	/** How many conversations are kept in this process, so that they need not be read again; 10,000 by default. */
	readonly recent?: number | undefined;
	/** For tests and simulations. Default: this machine's clock. */
	readonly clock?: Clock | undefined;
	/** Told what goes wrong with the connection where nobody waits. Silent by default. */
	readonly onError?: ((error: unknown) => void) | undefined;
}

export type RedisStoreOptions = RedisTarget & Tuning;

/**
 * Keeps conversations in Redis 7 or later: a single server, one with replicas and Sentinel, or a Cluster. Many
 * processes share it. While Redis is away everything rejects with `store-failed` at once.
 *
 * ```ts
 * const store = await redisStore({ url: "redis://localhost:6379" });
 * ```
 *
 * @throws BatonError `store-failed` if Redis cannot be reached, `store-layout-unknown` if another version of Baton
 * wrote the data, `store-layout-differs` if it is laid out in other partitions or under another secret,
 * `store-not-safe` if Redis is not set up for what is to be acknowledged, `bad-store-options`. With `encryption`:
 * `bad-encryption-options`, `store-wrong-key`, `store-key-missing` if something is sealed under a key that is not given,
 * `store-not-sealed`; without: `store-sealed`. What was changed by others is `store-tampered` when it is read.
 */
export async function redisStore(options: RedisStoreOptions): Promise<Store> {
	const { acknowledge = "memory", partitions = 256, prefix = "baton:", keySecret, encryption } = options;
	const {
		rememberMs = sevenDaysMs,
		tombstoneMs = thirtyDaysMs,
		answerWithinMs = 3_000,
		recent: room = 10_000,
	} = options;
	checkOptions({ partitions, prefix, hidesTwice: keySecret !== undefined && encryption !== undefined });
	const { clock = systemClock, onError = () => {} } = options;
	const link = await openLink({ target: options, acknowledge, clock, answerWithinMs, onError });
	const recent = createRecent(room, clock);
	const bells = new Set<(bell: Bell) => void>();
	const sender = randomBytes(9).toString("base64url");
	const close = (): void => {
		link.close();
		recent.close();
	};
	try {
		await checkAcknowledge(link, acknowledge);
		const layoutKey = `${prefix}layout`;
		const layout = await openLayout(link, layoutKey, { partitions, keySecret, encryption });
		const { secret, veil, sealer } = layout;
		const keyspace = createKeyspace({ prefix, partitions, keySecret, veil });
		const parts: Parts = { link, keyspace, recent, veil };
		await hear(parts, {
			...{ sender, onError },
			onBell(bell) {
				if (bell.passing === undefined) recent.forget(bell.key);
				for (const listener of bells) listener(bell);
			},
		});
		link.onChange(recent.clear);
		const ours = { rememberMs, tombstoneMs, sender, secret };
		return {
			now: link.now,
			...conversationsOf(parts, ours),
			...removalOf(parts, ours),
			...trimOf(parts),
			...walkOf(parts),
			...logsOf(parts),
			...mailboxesOf(parts),
			...lanesOf(parts),
			...deliveriesOf(parts),
			...timersOf(parts),
			...listingsOf(parts),
			...readingUsers(parts),
			...linksOf(parts),
			...factsOf(parts),
			...auditPart(parts),
			...(sealer === undefined ? {} : resealOf(parts, { sealer, prefix, layoutKey })),
			examine: () => examine(link),
			onBell(listener) {
				bells.add(listener);
				return () => bells.delete(listener);
			},
			onMissed: link.onChange,
			pass: (signal) => void passOn(parts, signal, sender).catch(onError),
			residue,
			close,
		};
	} catch (error) {
		close();
		throw error;
	}
}

function readingUsers(parts: Parts): Pick<Store, "readConversationsOf" | "eraseUser"> {
	const { readConversationsOf, eraseUser } = usersOf(parts);
	return { readConversationsOf, eraseUser };
}

const residue = [
	"Redis's append-only file, until it is rewritten: BGREWRITEAOF does so at once",
	"Snapshots and backups of Redis, until they are replaced or expire",
] as const;

const mostPartitions = 4_096;

function checkOptions({
	partitions,
	prefix,
	hidesTwice,
}: {
	readonly partitions: number;
	readonly prefix: string;
	readonly hidesTwice: boolean;
}): void {
	if (!(Number.isInteger(partitions) && partitions >= 1 && partitions <= mostPartitions)) {
		throw new BatonError(
			"bad-store-options",
			`Cannot lay out the store in ${partitions} partitions: give a whole number from 1 to ${mostPartitions}`,
		);
	}
	if (hidesTwice) {
		throw new BatonError(
			"bad-store-options",
			"Cannot open the store with encryption and a keySecret: encryption hides names under a secret of its own, leave the keySecret out",
		);
	}
	if (/[{}]/.test(prefix)) {
		throw new BatonError(
			"bad-store-options",
			`Cannot use the prefix ${JSON.stringify(prefix)}: braces would change where Redis keeps the keys, leave them out`,
		);
	}
}
