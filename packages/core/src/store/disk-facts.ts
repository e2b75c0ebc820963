import { type Batch, type Condition, type Disk, join, type Operation, type Plan, put } from "./disk.js";
import { factKey, lapsedAt, lapsingKey } from "./disk-key.js";
import { forgottenFacts } from "./fact-rules.js";

interface FactChange {
	readonly name: string;
	readonly value: string | undefined;
	readonly forMs: number;
	readonly now: number;
}

export function factOf(disk: Disk, name: string, now: number): string | undefined {
	const fact = disk.get(factKey(name))?.value;
	return fact === undefined || fact.until <= now ? undefined : fact.value;
}

export function planFact(
	disk: Disk,
	change: FactChange,
): Required<Plan<undefined>> & { readonly batch: Batch } {
	return { batch: join(writeFact(disk, change), forget(disk, change)), answer: undefined };
}

export function planClaim(disk: Disk, change: FactChange & { readonly value: string }): Plan<string> {
	const standing = factOf(disk, change.name, change.now);
	if (standing !== undefined) return { answer: standing };
	return { ...planFact(disk, change), answer: change.value };
}

function writeFact(disk: Disk, { name, value, forMs, now }: FactChange): Batch {
	const row = disk.get(factKey(name));
	const operations: Operation[] =
		row === undefined ? [] : [{ remove: lapsingKey(row.value.until, name) }, { remove: factKey(name) }];
	if (value !== undefined) {
		const until = Math.ceil(now + forMs);
		operations.push(
			put(factKey(name), { name, value, until }, (row?.version ?? 0) + 1),
			put(lapsingKey(until, name), name, 1),
		);
	}
	return { conditions: [{ key: factKey(name), version: row?.version }], operations };
}

function forget(disk: Disk, { name: written, now }: FactChange): Batch {
	const lapsed = disk.range({ ...lapsedAt(now), limit: forgottenFacts });
	const conditions: Condition[] = [];
	const operations: Operation[] = [];
	for (const { key, value: name } of lapsed) {
		if (name === written) continue;
		conditions.push({ key: factKey(name), version: disk.get(factKey(name))?.version });
		operations.push({ remove: key }, { remove: factKey(name) });
	}
	return { conditions, operations };
}
