import { type Change, memoryStore, type Store } from "@baton/core";
import type { Progress } from "../progress.js";
import { openName } from "./open-conversation.js";
import { plainHandoff } from "./plain-handoff.js";
import { answering, said, TurnAdapter } from "./turn-adapter.js";

/** So many are under way at once, so that they share transactions. */
const atOnce = 4_000;

/** Fills a store with open conversations, each as a turn with one reply leaves it behind. */
export async function openConversations(
	store: Store,
	count: number,
	progress: Progress,
	prefix = "",
): Promise<void> {
	const pattern = JSON.stringify(await leftBehind());
	for (let first = 0; first < count; first += atOnce) {
		const indexes = Array.from({ length: Math.min(atOnce, count - first) }, (_, place) => first + place);
		await Promise.all(
			indexes.map(async (index) => {
				// The pattern is a change, and only names differ.
				const { status } = await store.commit(
					JSON.parse(pattern.replaceAll(marker, `${prefix}${openName(index)}`)) as Change,
				);
				if (status !== "committed") throw new Error(`Cannot open conversation ${index}: ${status}`);
			}),
		);
		progress.at("opening conversation", first + indexes.length, count);
	}
}

const marker = "open-marked";

/** What the commits of one turn come to, as one change. */
async function leftBehind(): Promise<Change> {
	const changes: Change[] = [];
	const memory = memoryStore();
	const recording: Store = {
		...memory,
		commit(change, lane) {
			changes.push(change);
			return memory.commit(change, lane);
		},
	};
	const adapter = new TurnAdapter();
	const handoff = plainHandoff(recording);
	adapter.use(handoff);
	await adapter.run(said(marker, "m"), answering);
	await handoff.stop();
	const [first, last] = [changes[0], changes.at(-1)];
	if (first === undefined || last === undefined)
		throw new Error("The turn that was to be copied left nothing");
	const after = changes.findLast(({ index }) => index !== undefined)?.index?.after;
	return {
		...first,
		next: last.next,
		entries: changes.flatMap(({ entries }) => entries),
		outbox: [],
		deliveries: changes.flatMap(({ deliveries }) => deliveries),
		timers: changes.flatMap(({ timers }) => timers),
		index: after === undefined ? undefined : { before: undefined, after },
	};
}
