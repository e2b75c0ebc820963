import type { Snapshot } from "../../../protocol/parts.js";
import type { Direction } from "../model/hear-entry.js";
import type { Talk } from "../model/talk.js";
import { gathered, type Tools } from "./tools.js";

const pageLength = 50;
const previewLength = 12;
/** Of each list. What is beyond can be searched for. */
const listLength = 500;
const listNames = ["undelivered", "open", "held", "waiting"] as const;
/** How many conversations are looked into for their last words at a time. */
const previewsAtOnce = 100;

/** Reads the queue and the transcripts, and reads again what may have changed. */
export interface Reading {
	/** Soon, and once for several wishes. */
	listSoon(): void;
	/** The newest page, and what is missing before it. */
	readNewest(conversationId: string): Promise<void>;
	/** The newest page once more, for what became of what was sent. */
	readAgain(conversationId: string): Promise<void>;
	readEarlier(conversationId: string): Promise<void>;
	/** Whatever was written after what is known. */
	catchUp(conversationId: string): Promise<void>;
}

export function createReading(tools: Tools): Reading {
	const { store, bridge, after } = tools;

	async function list(): Promise<void> {
		const lists = await Promise.all(listNames.map((of) => bridge.readList({ of, limit: listLength })));
		const read = lists.flatMap(({ conversations }) => conversations);
		store.dispatch({
			type: "undeliveredRead",
			lines: lists.flatMap(({ undelivered = [] }) => undelivered),
		});
		const hasMore = lists.some(({ more }) => more);
		store.dispatch({ type: "listed", conversations: newestOfEach(read), hasMore });
		await preview(withoutLastWords([...store.state.talks.values()]));
	}

	/** All at once: the queue is drawn once for all of them. What could not be read is tried with the next list. */
	async function preview(ids: readonly string[]): Promise<void> {
		const read = ids.map((conversationId) => bridge.readTranscript({ conversationId, limit: previewLength }));
		const settled = await Promise.allSettled(read);
		const frames = settled.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
		if (frames.length > 0) store.dispatch({ type: "pagesRead", frames });
	}

	async function page(
		conversationId: string,
		direction: Direction,
		range: { readonly after?: number; readonly before?: number; readonly limit: number },
	): Promise<boolean> {
		const frame = await bridge.readTranscript({ conversationId, ...range });
		store.dispatch({ type: "pageRead", frame, direction });
		return frame.more;
	}

	async function catchUp(conversationId: string): Promise<void> {
		for (let more = true; more; ) {
			const readTo = store.state.talks.get(conversationId)?.readTo;
			if (readTo === undefined) return readNewest(conversationId);
			more = await page(conversationId, "after", { after: readTo, limit: pageLength });
		}
	}

	async function readNewest(conversationId: string): Promise<void> {
		await whileLoading(tools, conversationId, () => page(conversationId, "last", { limit: pageLength }));
	}

	return {
		listSoon: gathered(after, 150, oneAtATime(list)),
		readNewest: (id) => readNewest(id).catch(ignore),
		readAgain: (id) => page(id, "last", { limit: pageLength }).then(ignore, ignore),
		catchUp: (id) => catchUp(id).catch(ignore),
		readEarlier: (id) =>
			whileLoading(tools, id, async () => {
				const first = store.state.talks.get(id)?.entries[0];
				if (first !== undefined) await page(id, "before", { before: first.position, limit: pageLength });
			}).catch(ignore),
	};
}

/** What is wished for while it runs is done once more afterwards. */
function oneAtATime(action: () => Promise<void>): () => void {
	let isRunning = false;
	let isWanted = false;
	return function run() {
		if (isRunning) {
			isWanted = true;
			return;
		}
		isRunning = true;
		void action()
			.catch(ignore)
			.finally(() => {
				isRunning = false;
				if (!isWanted) return;
				isWanted = false;
				run();
			});
	};
}

/** What could not be read is read again after the next reconnection, or when it is next looked at. */
function ignore(): void {}

async function whileLoading(
	{ store }: Tools,
	conversationId: string,
	read: () => Promise<unknown>,
): Promise<void> {
	store.dispatch({ type: "loading", conversationId, isLoading: true });
	try {
		await read();
	} finally {
		store.dispatch({ type: "loading", conversationId, isLoading: false });
	}
}

/** A conversation may be in several lists, read at different moments. */
function newestOfEach(snapshots: readonly Snapshot[]): readonly Snapshot[] {
	const newest = new Map<string, Snapshot>();
	for (const snapshot of snapshots) {
		const known = newest.get(snapshot.conversationId);
		if (known === undefined || snapshot.position >= known.position)
			newest.set(snapshot.conversationId, snapshot);
	}
	return [...newest.values()];
}

/** Conversations that went on since they were read, also where a later line was told, the liveliest first. */
function withoutLastWords(talks: readonly Talk[]): readonly string[] {
	return talks
		.filter(({ snapshot, readTo = 0 }) => snapshot.position > readTo)
		.sort((one, other) => other.snapshot.session.last - one.snapshot.session.last)
		.slice(0, previewsAtOnce)
		.map(({ snapshot }) => snapshot.conversationId);
}
