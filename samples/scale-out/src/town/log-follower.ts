import type { ConversationKey, Store } from "@baton/core";

/** What can be wrong with a conversation. */
export type Fault = "lost" | "doubled" | "disordered" | "mislabelled";

/** Reads on in the log of a conversation, and holds what was acknowledged and what arrived against it. */
export interface LogFollower {
	/** The customer was told that this is kept. */
	acknowledged(id: string): void;
	/** This entry reached the customer. */
	arrived(entry: string): void;
	readOn(store: LogReader): Promise<void>;
}

export type LogReader = Pick<Store, "readEntries">;

interface Line {
	readonly entry: string;
	/** The customer's own id, if the customer said it. */
	readonly said: string | undefined;
}

/** How much is read again each time: a failover may have taken the end of a log away. */
const overlap = 20;
const kept = 200;
const pageSize = 100;

/** So often something is looked for before it counts as lost: who answers may be behind for a moment. */
const looks = 3;

export function followLog(key: ConversationKey, onFault: (fault: Fault) => void): LogFollower {
	const lines = new Map<number, Line>();
	const unheard = new Map<string, number>();
	let unseen: { readonly entry: string; looks: number }[] = [];
	let last = 0;
	let shown = 0;

	function note(position: number, line: Line): void {
		const before = lines.get(position);
		if (before?.entry === line.entry) return;
		if (before !== undefined) onFault("lost");
		if (line.said !== undefined && placeWhere(({ said }) => said === line.said) !== undefined)
			onFault("doubled");
		lines.set(position, line);
		lines.delete(position - kept);
		last = Math.max(last, position);
	}

	function placeWhere(fits: (line: Line) => boolean): number | undefined {
		for (const [position, line] of lines) if (fits(line)) return position;
		return undefined;
	}

	/** What was acknowledged before the log was read is in it. */
	function lookFor(acknowledged: readonly string[]): void {
		for (const id of acknowledged) {
			const count = (unheard.get(id) ?? 0) + 1;
			const isThere = placeWhere(({ said }) => said === id) !== undefined;
			if (isThere || count >= looks) unheard.delete(id);
			else unheard.set(id, count);
			if (!isThere && count >= looks) onFault("lost");
		}
	}

	/** What arrived is in the log, and came in its order. */
	function place(arrivals: typeof unseen): void {
		for (const arrival of arrivals) {
			const position = placeWhere(({ entry }) => entry === arrival.entry);
			arrival.looks += 1;
			if (position === undefined && arrival.looks < looks) return;
			unseen = unseen.filter((each) => each !== arrival);
			if (position === undefined) onFault("lost");
			else if (position < shown) onFault("disordered");
			else shown = position;
		}
	}

	return {
		acknowledged: (id) => void unheard.set(id, 0),
		arrived: (entry) => void unseen.push({ entry, looks: 0 }),
		async readOn(store) {
			const acknowledged = [...unheard.keys()];
			const arrivals = [...unseen];
			for (let after = Math.max(0, last - overlap); ; ) {
				const page = await store.readEntries(key, { after, limit: pageSize });
				for (const entry of page) {
					const said = entry.type === "userSaid" ? entry.activity.id : undefined;
					note(entry.position, { entry: entry.id, said });
				}
				after = page.at(-1)?.position ?? after;
				if (page.length < pageSize) break;
			}
			lookFor(acknowledged);
			place(arrivals);
		},
	};
}
