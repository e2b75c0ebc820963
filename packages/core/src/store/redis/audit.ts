import type { AuditRecord } from "../../conversation/audit.js";
import { auditTrimmedAtOnce, isBefore } from "../audit-rules.js";
import type { Home, Partition } from "./keyspace.js";
import { firstOfAll, type Listing, type Part, type Parts, type Row } from "./parts.js";
import { optionalTexts } from "./replies.js";
import { scriptOf } from "./script.js";
import type { Veil } from "./veil.js";

/** Records by time, and what they say: in the partition of the conversation, so that a commit writes them along. */
const auditList = "audit";
const recordsKey = (partition: Partition): string => `${partition}h:audit`;

const writeScript = scriptOf(`
redis.call('ZADD', KEYS[1], ARGV[1], ARGV[2])
redis.call('HSET', KEYS[2], ARGV[3], ARGV[4])
`);

const removeScript = scriptOf(`
local count = 0
for _, member in ipairs(ARGV) do
	count = count + redis.call('ZREM', KEYS[1], member)
	redis.call('HDEL', KEYS[2], string.match(member, '^[^ ]*'))
end
return count
`);

const countScript = scriptOf(`#!lua flags=no-writes,allow-cross-slot-keys
local counts = {}
for index, list in ipairs(ARGV) do counts[index] = redis.call('ZCARD', list) end
return counts
`);

/** What a commit writes of a record, and under which keys of the partition. */
export function auditArgs(
	record: AuditRecord | undefined,
	{
		home,
		veil,
		indexOf,
	}: { readonly home: Home; readonly veil: Veil; readonly indexOf: (list: string) => string },
): readonly string[] {
	if (record === undefined) return [""];
	const { id, at } = record;
	return [
		String(at),
		indexOf(auditList),
		indexOf("h:audit"),
		id,
		sealed(record, { partition: home.partition, veil }),
	];
}

function sealed(
	record: AuditRecord,
	{ partition, veil }: { readonly partition: Partition; readonly veil: Veil },
): string {
	return veil.seal(JSON.stringify(record), `${recordsKey(partition)} ${record.id}`);
}

export function auditPart(parts: Parts): Part<"readAudit" | "writeAudit" | "trimAudit"> {
	const { link, keyspace, veil } = parts;

	async function recordsOf(rows: readonly Row[]): Promise<readonly AuditRecord[]> {
		const byPartition = grouped(rows);
		const found = [...byPartition].map(async ([partition, theirs]) => {
			const key = recordsKey(partition);
			const ids = theirs.map(({ member }) => idOf(member));
			const values = optionalTexts(await link.read(key, ["HMGET", key, ...ids]));
			return values.flatMap((value, index) =>
				value === undefined ? [] : (JSON.parse(veil.open(value, `${key} ${ids[index]}`)) as AuditRecord),
			);
		});
		return (await Promise.all(found)).flat().sort((one, other) => (isBefore(one, other) ? 1 : -1));
	}

	async function remove(listing: Omit<Listing, "list">): Promise<number> {
		const rows = await firstOfAll(parts, { list: auditList, ...listing });
		const byPartition = grouped(rows);
		const counts = [...byPartition].map(async ([partition, theirs]) => {
			const keys = [`${partition}${auditList}`, recordsKey(partition)];
			return Number(
				await link.run(
					removeScript,
					keys,
					theirs.map(({ member }) => member),
				),
			);
		});
		return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
	}

	async function count(): Promise<number> {
		const keys = keyspace.partitions.map((partition) => `${partition}${auditList}`);
		const counts = await link.lookAll(countScript, keys, []);
		return counts.reduce<number>((sum, one) => sum + Number(one), 0);
	}

	return {
		async readAudit({ before, limit }) {
			// Of the same time as the one before, some may have been told already.
			for (let wanted = limit; ; wanted *= 2) {
				const page = { list: auditList, limit: wanted, order: "greatest", upTo: before?.at } as const;
				const rows = await firstOfAll(parts, page);
				const earlier = rows.filter(({ member, score }) => isBefore({ at: score, id: idOf(member) }, before));
				if (earlier.length >= limit || rows.length < wanted)
					return recordsOf(earlier.slice(0, Math.max(limit, 0)));
			}
		},
		async writeAudit(record) {
			const { conversation, id, at } = record;
			const home = conversation === undefined ? undefined : keyspace.homeOf(conversation);
			const { partition } = home ?? keyspace.placeOf(id);
			const keys = [`${partition}${auditList}`, recordsKey(partition)];
			const member = `${id} ${home?.member ?? ""}`;
			await link.run(writeScript, keys, [String(at), member, id, sealed(record, { partition, veil })]);
		},
		async trimAudit({ keep, olderThan }) {
			const old =
				olderThan === undefined ? 0 : await remove({ limit: auditTrimmedAtOnce, upTo: olderThan - 1 });
			const over = keep === undefined ? 0 : (await count()) - keep;
			const room = Math.min(over, auditTrimmedAtOnce - old);
			return room <= 0 ? old : old + (await remove({ limit: room }));
		},
	};
}

function idOf(member: string): string {
	return member.slice(0, member.indexOf(" "));
}

function grouped(rows: readonly Row[]): ReadonlyMap<Partition, readonly Row[]> {
	const groups = new Map<Partition, Row[]>();
	for (const row of rows) {
		const group = groups.get(row.partition);
		if (group === undefined) groups.set(row.partition, [row]);
		else group.push(row);
	}
	return groups;
}
