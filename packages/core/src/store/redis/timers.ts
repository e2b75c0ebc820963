import type { TimerName } from "../../control/effect.js";
import type { ConversationKey } from "../../conversation/key.js";
import type { DueTimer } from "../../conversation/store.js";
import { keyOf } from "./keyspace.js";
import { firstOfAll, type Part, type Parts } from "./parts.js";
import { pairs, textOf } from "./replies.js";

export function timersOf({ link, keyspace }: Parts): Part<"readDueTimers" | "nextTimer"> {
	return {
		async readDueTimers(limit) {
			const now = String(link.now());
			const rows = await firstOfAll(keyspace.partitions, limit, async (partition, count) => {
				const timers = `${partition}timers`;
				const range = ["-inf", now, "BYSCORE", "LIMIT", "0", String(count), "WITHSCORES"];
				return pairs(await link.read(timers, ["ZRANGE", timers, ...range]));
			});
			const due = rows.map(async ({ member, score }): Promise<DueTimer> => {
				const space = member.indexOf(" ");
				const timer = member.slice(0, space) as TimerName;
				const key = member.slice(space + 1) as ConversationKey;
				const lane = keyOf(keyspace.homeOf(key), "l");
				const about = textOf(await link.read(lane, ["HGET", lane, `a${timer}`])) ?? "";
				return { key, timer, about, dueAt: score };
			});
			return Promise.all(due);
		},
		async nextTimer() {
			const first = keyspace.partitions.map(async (partition) => {
				const timers = `${partition}timers`;
				return pairs(await link.read(timers, ["ZRANGE", timers, "0", "0", "WITHSCORES"]));
			});
			const next = Math.min(...(await Promise.all(first)).flat().map(([, dueAt]) => Number(dueAt)));
			return next === Number.POSITIVE_INFINITY ? undefined : next;
		},
	};
}
