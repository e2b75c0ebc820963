import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
	type AppId,
	type ByApp,
	type Clock,
	type Command,
	type ConversationKey,
	conversationKey,
	createHandoff,
	type Entry,
	type EntryOf,
	type EntryType,
	type Handoff,
	type HandoffOptions,
	type Outcome,
	type PersonId,
	silentLogger,
	systemClock,
	type TurnContextLike,
} from "@baton/core";
import {
	type BusinessMessagesEmulator,
	type EmulatedUser,
	type EmulatorOptions,
	startEmulator,
	type UserOptions,
} from "../../src/emulator/index.js";
import { BusinessMessagesAdapter, type BusinessMessagesAdapterOptions, channelId } from "../../src/index.js";

export interface StageOptions {
	readonly emulator?: EmulatorOptions;
	readonly user?: UserOptions;
	readonly adapter?: Partial<BusinessMessagesAdapterOptions>;
	readonly handoff?: Partial<HandoffOptions>;
	/** Default: repeats what it hears. */
	readonly bot?: (context: TurnContextLike) => Promise<void>;
}

/** The platform, an adapter that is connected to it, Baton, a bot and a desk. */
export interface Stage {
	readonly emulator: BusinessMessagesEmulator;
	readonly adapter: BusinessMessagesAdapter;
	readonly handoff: Handoff;
	/** The webhook's address. */
	readonly webhook: string;
	readonly mia: EmulatedUser;
	readonly key: ConversationKey;
	readonly ana: Ana;
	/** Waits for a line of the log. */
	entry<T extends EntryType>(type: T, fits?: (entry: EntryOf<T>) => boolean): Promise<EntryOf<T>>;
	entries(): Promise<readonly Entry[]>;
	close(): Promise<void>;
}

/** A person at the desk. */
interface Ana {
	takesOver(): Promise<Outcome>;
	says(text: string): Promise<Outcome>;
	releases(): Promise<Outcome>;
	closes(): Promise<Outcome>;
	types(): Promise<void>;
	asksRating(): Promise<Outcome>;
}

export const agent = "brands/1111/agents/2222";
export const avatar = "https://shop.example/ana.png";

export async function openStage(options: StageOptions = {}): Promise<Stage> {
	const emulator = await startEmulator({ firstPauseMs: 10, ...options.emulator });
	const adapter = new BusinessMessagesAdapter({
		...emulator.adapterOptions,
		logger: silentLogger,
		...options.adapter,
	});
	const handoff = createHandoff({
		bot: { id: "shop", displayName: "Shop bot" },
		apps: [{ id: "desk", kind: "human", displayName: "Our team", personal: true }],
		channels: { [channelId]: adapter.channel },
		logger: silentLogger,
		...options.handoff,
	});
	adapter.connect(handoff);
	adapter.use(handoff);
	handoff.host({ adapter, run: options.bot ?? repeat });
	const server = createServer(adapter.webhook).listen(0, "127.0.0.1");
	await once(server, "listening");
	const webhook = `http://localhost:${(server.address() as AddressInfo).port}/`;
	await emulator.connectWebhook(webhook);
	const mia = emulator.user({ name: "Mia", ...options.user });
	const key = conversationKey({ channel: channelId, business: agent, conversation: mia.conversationId });
	return {
		...{ emulator, adapter, handoff, webhook, mia, key, ana: createAna(handoff, key) },
		entry: (type, fits = () => true) => findEntry(handoff, key, type, fits),
		entries: async () => handoff.store.readEntries(key, { limit: 1000 }),
		async close() {
			server.closeAllConnections();
			server.close();
			await handoff.stop();
			await emulator.close();
		},
	};
}

async function repeat(context: TurnContextLike): Promise<void> {
	const { type, text } = context.activity;
	if (type === "message") await context.sendActivity({ type: "message", text: `You said ${text}` });
}

function createAna(handoff: Handoff, key: ConversationKey): Ana {
	const by: ByApp = {
		app: "desk" as AppId,
		human: { id: "ana" as PersonId, displayName: "Ana", avatarImage: avatar },
	};
	const submit = (command: Command) => handoff.submit(key, command);

	async function epoch() {
		const { conversation } = await handoff.store.load(key);
		if (conversation === undefined) throw new Error("There is no conversation");
		return conversation.control.epoch;
	}

	return {
		takesOver: () => submit({ type: "takeOver", ...by }),
		says: async (text) =>
			submit({ type: "speak", epoch: await epoch(), activity: { type: "message", text }, ...by }),
		releases: async () => submit({ type: "release", epoch: await epoch(), ...by }),
		closes: async () => submit({ type: "close", epoch: await epoch(), by }),
		asksRating: () => submit({ type: "askRating", ...by }),
		types: async () => handoff.typing(key, by.app),
	};
}

/** One that is there, or one to come. */
function findEntry<T extends EntryType>(
	handoff: Handoff,
	key: ConversationKey,
	type: T,
	fits: (entry: EntryOf<T>) => boolean,
): Promise<EntryOf<T>> {
	return new Promise((resolve, reject) => {
		const end = handoff.subscribe((signal) => {
			if (signal.type === "committed" && signal.key === key) look().catch(reject);
		});
		async function look(): Promise<void> {
			const all = await handoff.store.readEntries(key, { limit: 1000 });
			const found = all.find(
				(entry): entry is EntryOf<T> => entry.type === type && fits(entry as EntryOf<T>),
			);
			if (found === undefined) return;
			end();
			resolve(found);
		}
		look().catch(reject);
	});
}

/** The machine's clock, which a test sets ahead. */
export function shiftedClock(): Clock & { ahead(ms: number): void } {
	let shift = 0;
	return {
		now: () => systemClock.now() + shift,
		after: systemClock.after,
		ahead(ms) {
			shift += ms;
		},
	};
}
