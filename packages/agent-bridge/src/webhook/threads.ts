import { personFact, type UserId } from "@baton/core";
import { z } from "zod";
import { threadOf } from "./ids.js";
import { type FactStore, foreverMs } from "./settings.js";
import { atFirst, type Standing } from "./standing.js";
import type { Thread } from "./to-told.js";

const kept = z.object({
	reference: z.string(),
	botId: z.string(),
	standing: z.object({ epoch: z.number(), who: z.enum(["us", "bot", "human", "asked"]) }),
	/** What could not be told yet, and how often that was tried. */
	trouble: z
		.object({
			edition: z.string(),
			position: z.number(),
			index: z.number(),
			tries: z.number(),
			since: z.number(),
			nextAt: z.number(),
		})
		.optional(),
});

/** What is kept of one conversation, with the person whose it is: erased with them. */
type KeptThread = Readonly<z.infer<typeof kept>>;
export type Trouble = Exclude<KeptThread["trouble"], undefined>;

export interface OpenThread {
	readonly thread: Thread;
	standing: Standing;
	trouble: Trouble | undefined;
}

export interface Threads {
	/** Known from now on. */
	open(about: Omit<Thread, "name">): Promise<OpenThread>;
	/** If it was told of here. */
	known(reference: string): OpenThread | undefined;
	keep(open: OpenThread): Promise<void>;
	forget(reference: string): void;
	/** Which conversation of the person's an id names. */
	find(userId: string, name: string): Promise<KeptThread | undefined>;
}

/** Idle ones are read again. */
const remembered = 10_000;

export function createThreads(store: FactStore, appId: string): Threads {
	const opened = new Map<string, Promise<OpenThread>>();
	const ready = new Map<string, OpenThread>();

	const nameOf = (userId: string, name: string): string =>
		personFact(userId as UserId, `webhook:${encodeURIComponent(appId)}:${name}`);

	async function find(userId: string, name: string): Promise<KeptThread | undefined> {
		const text = await store.readFact(nameOf(userId, name));
		if (text === undefined) return undefined;
		const { success, data } = kept.safeParse(JSON.parse(text));
		return success ? data : undefined;
	}

	async function keep({ thread, standing, trouble }: OpenThread): Promise<void> {
		const { userId, name, reference, botId } = thread;
		const value: KeptThread = { reference, botId, standing, trouble };
		await store.writeFact(nameOf(userId, name), JSON.stringify(value), foreverMs);
	}

	async function read(about: Omit<Thread, "name">): Promise<OpenThread> {
		const thread = { ...about, name: threadOf(appId, about.botId, about.reference) };
		const found = await find(thread.userId, thread.name);
		const open = { thread, standing: found?.standing ?? atFirst, trouble: found?.trouble };
		if (found === undefined) await keep(open);
		ready.set(about.reference, open);
		return open;
	}

	return {
		find,
		keep,
		known: (reference) => ready.get(reference),
		forget(reference) {
			opened.delete(reference);
			ready.delete(reference);
		},
		open(about) {
			const { reference } = about;
			const opening = opened.get(reference) ?? read(about);
			opened.delete(reference);
			opened.set(reference, opening);
			opening.catch(() => opened.delete(reference));
			for (const oldest of opened.size > remembered ? opened.keys() : []) {
				opened.delete(oldest);
				ready.delete(oldest);
				break;
			}
			return opening;
		},
	};
}
