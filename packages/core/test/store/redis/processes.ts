import type { Activity } from "botbuilder-core";
import { createClient } from "redis";
import {
	type ConversationKey,
	conversationKey,
	createHandoff,
	type Handoff,
	type HandoffOptions,
	type HandoffParts,
	type Store,
	silentLogger,
} from "../../../src/index.js";
import { type RecordingChannel, recordingChannel } from "../../support/recording-channel.js";
import { type Bot, SmallHost } from "../../support/small-host.js";

/** A process on a store, with a bot that repeats what the user says and a channel that the processes share. */
export interface Process {
	readonly handoff: Handoff;
	readonly host: SmallHost;
	stop(): Promise<void>;
}

export interface ProcessOptions extends Partial<Omit<HandoffOptions, "bot">> {
	readonly store: Store;
	readonly channel?: RecordingChannel;
	readonly bot?: Bot;
	readonly parts?: HandoffParts;
}

export const echo: Bot = async (context) => {
	if (context.activity.type === "message") await context.sendActivity(`You said: ${context.activity.text}`);
};

export function startProcess({ bot = echo, channel, parts, ...options }: ProcessOptions): Process {
	const handoff = createHandoff(
		{
			bot: { id: "shop", displayName: "Shop bot" },
			apps: [{ id: "desk", kind: "human", displayName: "Our team" }],
			channels: { test: channel ?? recordingChannel() },
			logger: silentLogger,
			...options,
		},
		parts,
	);
	const host = new SmallHost(bot);
	host.use(handoff);
	handoff.host({ adapter: host, run: async (context) => bot(context as never) });
	return { handoff, host, stop: () => handoff.stop() };
}

export function keyOf(conversation: string): ConversationKey {
	return conversationKey({ channel: "test", business: "page", conversation });
}

export function message(conversation: string, text: string): Partial<Activity> {
	return {
		...{ type: "message", text, id: `${conversation}-${text}`, channelId: "test", locale: "en" },
		serviceUrl: "https://channel.example",
		conversation: { id: conversation } as Activity["conversation"],
		...{ from: { id: `user-${conversation}`, name: "Siti" }, recipient: { id: "page", name: "Shop" } },
	};
}

/** Resolves when it holds; the test's own time limit ends it otherwise. */
export async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
	while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** One command to a server, past all stores. */
export async function command(url: string, ...words: string[]): Promise<unknown> {
	const client = createClient({ url, RESP: 2 });
	client.on("error", () => {});
	await client.connect();
	try {
		return await client.sendCommand(words);
	} finally {
		client.destroy();
	}
}
