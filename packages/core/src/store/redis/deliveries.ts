import type { EntryId } from "../../control/control.js";
import { type Delivery, deliveryRank } from "../../conversation/change.js";
import type { OutboxView, Undelivered } from "../../conversation/store.js";
import { mergeDelivery, recordsDelivery } from "../delivery-rules.js";
import { undeliveredKept } from "../undelivered-rules.js";
import { homeKeys, homeScript } from "./home-script.js";
import { keyOf } from "./keyspace.js";
import { viewsOf } from "./lanes.js";
import { firstOfAll, type Part, type Parts } from "./parts.js";
import { type Records, recordsOf } from "./records.js";
import { optionalTexts, textOf } from "./replies.js";
import { scriptOf } from "./script.js";

const recordScript = homeScript(`
if redis.call('EXISTS', STATE) == 0 then return end
note_delivery(clock(), take(), take(), take(), take(), take(), take(), take())
`);

const settleScript = homeScript(`
redis.call('ZREM', UNDELIVERED, KEY .. ' ' .. take())
`);

const readScript = scriptOf(`
return { redis.call('HMGET', KEYS[1], unpack(ARGV)), redis.call('HGETALL', KEYS[2]), redis.call('HGETALL', KEYS[3]) }
`);

export function deliveriesOf({
	link,
	keyspace,
	veil,
}: Parts): Part<"readDeliveries" | "recordDelivery" | "findEntry" | "readUndelivered" | "settleUndelivered"> {
	return {
		async readDeliveries(key, entries) {
			if (entries.length === 0) return [];
			const home = keyspace.homeOf(key);
			const records = recordsOf(veil, home);
			const [, lane = "", outbox = "", deliveries = ""] = homeKeys(home);
			const fields = entries.flatMap((entry) => [entry, `${entry}\tn`, `${entry}\tr`]);
			const reply = await link.look(readScript, [deliveries, outbox, lane], fields);
			const [kept, ...sending] = Array.isArray(reply) ? reply : [];
			const values = optionalTexts(kept);
			const views = viewsOf(records, sending);
			return entries.flatMap((entry, index) => {
				const [value, native, reaction] = values.slice(3 * index, 3 * index + 3);
				return deliveryOf(entry, { known: parse(records, entry, { value, native, reaction }), views }) ?? [];
			});
		},
		async recordDelivery(key, delivery) {
			const home = keyspace.homeOf(key);
			const args = recordsOf(veil, home).deliveryArgs(delivery);
			await link.run(recordScript, homeKeys(home), [home.member, ...args]);
		},
		async findEntry(key, nativeId) {
			const home = keyspace.homeOf(key);
			const { nativeField, readNative } = recordsOf(veil, home);
			const ids = keyOf(home, "f");
			const kept = textOf(await link.read(ids, ["HGET", ids, nativeField(nativeId)]));
			return kept === undefined ? undefined : readNative(nativeId, kept);
		},
		async readUndelivered(limit) {
			const newest = {
				list: "undelivered",
				limit: Math.min(limit, undeliveredKept),
				order: "greatest",
			} as const;
			const rows = await firstOfAll({ link, keyspace }, newest);
			const undelivered = rows.map(async ({ member, score: at }): Promise<Undelivered | undefined> => {
				const space = member.indexOf(" ");
				const home = keyspace.homeOf(keyspace.keyFrom(member.slice(0, space)));
				const entry = member.slice(space + 1) as EntryId;
				const deliveries = keyOf(home, "d");
				const value = textOf(await link.read(deliveries, ["HGET", deliveries, entry]));
				if (value === undefined) return undefined;
				const { state, error } = recordsOf(veil, home).readDelivery(entry, value);
				return state === "failed" || state === "unknown"
					? { key: home.key, entry, at, state, error }
					: undefined;
			});
			return (await Promise.all(undelivered)).flatMap((one) => one ?? []);
		},
		async settleUndelivered(key, entry) {
			const home = keyspace.homeOf(key);
			await link.run(settleScript, homeKeys(home), [home.member, entry]);
		},
	};
}

/** What is in the outbox needs no record of its own: it is pending, or begun. */
function deliveryOf(
	entry: EntryId,
	{ known, views }: { readonly known: Delivery | undefined; readonly views: readonly OutboxView[] },
): Delivery | undefined {
	if (known !== undefined && deliveryRank[known.state] > deliveryRank.begun) return known;
	const item = views.find((one) => one.id === entry && recordsDelivery(one));
	return item === undefined ? known : mergeDelivery(known, { entry, state: item.state });
}

interface Kept {
	readonly value: string | undefined;
	readonly native: string | undefined;
	readonly reaction: string | undefined;
}

function parse(
	{ readDelivery, readNativeId, readReaction }: Records,
	entry: EntryId,
	{ value, native, reaction }: Kept,
): Delivery | undefined {
	if (value === undefined) return undefined;
	return {
		entry,
		...readDelivery(entry, value),
		nativeId: native === undefined ? undefined : readNativeId(native),
		reaction: reaction === undefined ? undefined : readReaction(entry, reaction),
	};
}
