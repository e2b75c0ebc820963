import { type AppId, offerOf } from "../control/control.js";
import type { App } from "../conversation/participants.js";
import type { QueueView, Waiting } from "../conversation/queue/view.js";
import type { Store } from "../conversation/store.js";
import { readWaits } from "./recent-waits.js";

export interface QueueReaderOptions {
	readonly store: Store;
	readonly apps: ReadonlyMap<AppId, App>;
}

/** Places behind these are not told: they are far, and would take long to read. */
const longest = 200;
/** What was read is good for so long: when many wait, many ask for it at once. */
const freshMs = 2_000;

/** How the queue looks now, or did a moment ago; who is full is looked at each time. */
export function createQueueReader({ store, apps }: QueueReaderOptions): () => Promise<QueueView> {
	let read: { readonly at: number; readonly lines: Promise<Lines> } | undefined;

	return async () => {
		const now = store.now();
		if (read === undefined || Math.abs(now - read.at) > freshMs) {
			read = { at: now, lines: readLines(store, apps) };
			read.lines.catch(() => {
				read = undefined;
			});
		}
		return { ...(await read.lines), held: await readHeld(store, apps) };
	};
}

type Lines = Pick<QueueView, "waiting" | "waits">;

async function readLines(store: Store, apps: QueueReaderOptions["apps"]): Promise<Lines> {
	const listed = await store.readWaiting(longest);
	const waiting = await Promise.all(
		listed.map(async ({ key }): Promise<readonly Waiting[]> => {
			const { conversation } = await store.load(key);
			const offer = conversation && offerOf(conversation.control);
			return offer === undefined ? [] : [{ key, to: offer.to, since: offer.since }];
		}),
	);
	const people = [...apps.values()].filter(({ kind }) => kind === "human");
	const waits = await Promise.all(people.map(async ({ id }) => [id, await readWaits(store, id)] as const));
	return { waiting: waiting.flat(), waits: new Map(waits) };
}

/** Of people who hold control themselves nobody here knows who is there: the app is never full. */
async function readHeld(store: Store, apps: QueueReaderOptions["apps"]): Promise<QueueView["held"]> {
	const limited = [...apps.values()].filter(({ capacity, personal }) => capacity !== undefined && !personal);
	const counts = limited.map(async ({ id }) => [id, (await store.readHeldBy(id)).length] as const);
	return new Map(await Promise.all(counts));
}
