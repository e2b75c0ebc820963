import { type Activity, MemoryStorage } from "botbuilder-core";
import { Botkit, type BotkitConversation } from "botkit";
import { type BotkitPluginOptions, botkitPlugin } from "../../src/botkit/index.js";
import {
	type Command,
	type Conversation,
	type ConversationKey,
	conversationKey,
	createHandoff,
	type Entry,
	type EntryOf,
	type EntryType,
	type Handoff,
	type HandoffOptions,
	memoryStore,
	type Outcome,
	type Store,
	silentLogger,
} from "../../src/index.js";
import { type ManualClock, manualClock } from "../support/manual-clock.js";
import { createPerson, type Person } from "../support/person.js";
import { SmallHost } from "../support/small-host.js";

/** A Bot Framework adapter in front of Botkit that keeps what leaves through it. */
export class BotkitHost extends SmallHost {
	readonly name = "test";
	controller: Botkit | undefined;

	constructor() {
		super(async (context) => {
			await this.controller?.handleTurn(context);
		});
	}
}

export interface BotkitSceneOptions
	extends Partial<Omit<HandoffOptions, "bot" | "clock" | "store">>,
		Pick<BotkitPluginOptions, "dialogs"> {
	readonly store?: Store;
	readonly clock?: ManualClock;
	/** Where Botkit keeps open dialogs. */
	readonly storage?: MemoryStorage;
}

/** A Botkit bot with Baton in front of it, one user, and Ana at the desk. */
export interface BotkitScene {
	readonly adapter: BotkitHost;
	readonly controller: Botkit;
	readonly handoff: Handoff;
	readonly clock: ManualClock;
	readonly store: Store;
	readonly storage: MemoryStorage;
	readonly key: ConversationKey;
	readonly ana: Person;
	/** What the user or the channel sends. Resolves when its turn is over. */
	hears(activity: Partial<Activity>): Promise<void>;
	says(text: string, more?: Partial<Activity>): Promise<void>;
	presses(type: string, payload: unknown): Promise<void>;
	/** What the user got, in order: texts, or the type of what has none. */
	texts(): readonly (string | undefined)[];
	conversation(): Promise<Conversation>;
	logged<T extends EntryType>(type: T): Promise<readonly EntryOf<T>[]>;
	log(): Promise<readonly Entry[]>;
}

/** Passes after everything that is done, so that work that became due is done as well. */
const moment = 50;

export const place = {
	channelId: "test",
	serviceUrl: "https://channel.example",
	conversation: { id: "c1" } as Activity["conversation"],
	from: { id: "siti", name: "Siti" },
	recipient: { id: "page", name: "Shop" },
};

export function botkitScene(options: BotkitSceneOptions = {}): BotkitScene {
	const { dialogs, storage = new MemoryStorage(), clock = manualClock(), ...rest } = options;
	const { store = memoryStore({ clock }) } = options;
	const handoff = createHandoff({
		apps: [{ id: "desk", kind: "human", displayName: "Shop desk" }],
		logger: silentLogger,
		...rest,
		...{ store, clock },
		bot: { id: "shop", displayName: "Shop bot" },
	});
	const adapter = new BotkitHost();
	const controller = new Botkit({ adapter, storage, disable_webserver: true, disable_console: true });
	adapter.controller = controller;
	controller.usePlugin(botkitPlugin(handoff, { logger: silentLogger, ...(dialogs && { dialogs }) }));
	const key = conversationKey({ channel: "test", business: "page", conversation: "c1" });
	let count = 0;

	async function hears(activity: Partial<Activity>): Promise<void> {
		count += 1;
		const turn = adapter.hear({ ...place, type: "message", id: `m${count}`, locale: "en", ...activity });
		await clock.advance(moment);
		await turn;
	}

	async function submit(command: Command): Promise<Outcome> {
		const outcome = await handoff.submit(key, command);
		await clock.advance(moment);
		return outcome;
	}

	async function conversation(): Promise<Conversation> {
		const { conversation: now } = await store.load(key);
		if (now === undefined) throw new Error("Nobody has said anything yet");
		return now;
	}

	const log = async (): Promise<readonly Entry[]> => store.readEntries(key, { limit: 10_000 });

	return {
		...{ adapter, controller, handoff, clock, store, storage, key, hears, conversation, log },
		ana: createPerson({ submit, conversation, readLog: log }, "desk", { id: "ana", displayName: "Ana" }),
		says: (text, more = {}) => hears({ text, ...more }),
		presses: (type, payload) => hears({ value: { type, payload } }),
		texts: () => adapter.sent.map(({ text, type }) => text ?? type),
		async logged(type) {
			return (await log()).filter((entry): entry is EntryOf<typeof type> => entry.type === type);
		},
	};
}

/** Adds a dialog and lets the words "order" open it. */
export function addOrderDialog({ controller }: BotkitScene, dialog: BotkitConversation): void {
	controller.addDialog(dialog);
	controller.hears("order", "message", async (bot) => {
		await bot.beginDialog(dialog.id);
	});
}
