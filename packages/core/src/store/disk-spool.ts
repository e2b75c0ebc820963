import type { Clock } from "../clock.js";
import type { CommandId } from "../conversation/command.js";
import type { ConversationKey } from "../conversation/key.js";
import type { ProcessId } from "../conversation/participants.js";
import type { Spool, Spooled } from "../conversation/spool.js";
import { carryOut, type Disk, type DiskRow, type Operation, type Plan, put } from "./disk.js";
import {
	aside,
	asideKey,
	lineKey,
	lines,
	replayKey,
	type SpoolLine,
	spooledIdKey,
	spooledKey,
	spooledOf,
} from "./disk-spool-key.js";
import { guardedDisk } from "./guarded-disk.js";
import type { Encryption } from "./seal.js";
import { sealedDisk, unsealedDisk } from "./sealed-disk.js";

export interface DiskSpoolOptions {
	readonly disk: Disk;
	readonly clock: Pick<Clock, "now">;
	/** Keys under which everything is encrypted. Default: nothing is. */
	readonly encryption?: Encryption | undefined;
}

/** A spool over any disk. Several processes of a machine may share it: one at a time takes things out. */
export function diskSpool({ disk: bare, clock, encryption }: DiskSpoolOptions): Spool {
	const guarded = guardedDisk(bare);
	const sealed = encryption === undefined ? undefined : sealedDisk(guarded, encryption);
	const disk = sealed ?? unsealedDisk(guarded);
	return {
		...(sealed === undefined ? {} : { reseal: sealed.reseal }),
		add: (item) => carryOut(disk, () => planAdd(disk, item)),
		holds: (key) => disk.get(lineKey(key)) !== undefined,
		readKeys: (limit) => disk.range({ ...lines, limit }).map(({ value }) => value.key),
		read: (key, limit) => disk.range({ ...spooledOf(key), limit }).map(({ value }) => value),
		async remove(items) {
			const [first] = items;
			if (first !== undefined) await carryOut(disk, () => planRemove(disk, first.key, items));
		},
		async setAside(item, why) {
			const row = put(asideKey(item.key, item.command.id), { ...item, why }, 1);
			await carryOut(disk, () => planRemove(disk, item.key, [item], row));
		},
		readAside: (limit) => disk.range({ ...aside, limit }).map(({ value }) => value),
		claim: (process, forMs) => carryOut(disk, () => planClaim(disk, process, { now: clock.now(), forMs })),
		close: () => disk.close(),
	};
}

function planAdd(disk: Disk, item: Spooled): Plan<boolean> {
	const { key, command } = item;
	if (disk.get(spooledIdKey(key, command.id)) !== undefined) return { answer: false };
	const line = disk.get(lineKey(key));
	const { last, items }: Pick<SpoolLine, "last" | "items"> = line?.value ?? { last: 0, items: 0 };
	const next: SpoolLine = { key, last: last + 1, items: items + 1 };
	return {
		batch: {
			conditions: [{ key: lineKey(key), version: line?.version }],
			operations: [
				put(spooledKey(key, next.last), item, 1),
				put(spooledIdKey(key, command.id), next.last, 1),
				put(lineKey(key), next, (line?.version ?? 0) + 1),
			],
		},
		answer: true,
	};
}

function planRemove(
	disk: Disk,
	key: ConversationKey,
	items: readonly Spooled[],
	kept?: Operation,
): Plan<undefined> {
	const line = disk.get(lineKey(key));
	const waiting = items.flatMap(({ command }) => removal(disk, key, command.id));
	const old = items.map(({ command }) => ({ remove: asideKey(key, command.id) }));
	const operations: Operation[] = [...waiting, ...old];
	if (line !== undefined) operations.push(lineAfter(line, waiting.length / 2));
	if (kept !== undefined) operations.push(kept);
	return {
		batch: { conditions: [{ key: lineKey(key), version: line?.version }], operations },
		answer: undefined,
	};
}

function lineAfter({ key, value, version }: DiskRow<SpoolLine>, gone: number): Operation {
	const items = value.items - gone;
	return items > 0 ? { put: key, value: { ...value, items }, version: version + 1 } : { remove: key };
}

/** Two rows, if it is there. */
function removal(disk: Disk, key: ConversationKey, id: CommandId): readonly Operation[] {
	const place = disk.get(spooledIdKey(key, id))?.value;
	return place === undefined ? [] : [{ remove: spooledKey(key, place) }, { remove: spooledIdKey(key, id) }];
}

function planClaim(
	disk: Disk,
	process: ProcessId,
	{ now, forMs }: { readonly now: number; readonly forMs: number },
): Plan<boolean> {
	const row = disk.get(replayKey);
	if (row !== undefined && row.value.process !== process && row.value.until > now) return { answer: false };
	const claim = put(replayKey, { process, until: now + forMs }, (row?.version ?? 0) + 1);
	return {
		batch: { conditions: [{ key: replayKey, version: row?.version }], operations: [claim] },
		answer: true,
	};
}
