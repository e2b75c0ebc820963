import {
	type Activity,
	conversationKey,
	type EntryId,
	memoryStore,
	type Recipient,
	type Representative,
	type SendResult,
	type Store,
	silentLogger,
	systemClock,
} from "@baton/core";
import { createGraphApi } from "../../src/graph-api.js";
import {
	createMessengerChannel,
	type MessengerChannel,
	type MessengerChannelOptions,
} from "../../src/send.js";
import { type GraphServer, graphServer } from "./graph-server.js";

export const page = "1084";
export const person = "7250";
export const key = conversationKey({ channel: "facebook", business: page, conversation: person });
export const recipient: Recipient = {
	key,
	reference: { channelId: "facebook", conversation: { id: person }, bot: { id: page }, user: { id: person } },
	nativeId: undefined,
};

export const ana: Representative = {
	representativeType: "HUMAN",
	displayName: "Ana",
	avatarImage: "https://shop.example/ana.png",
};
export const shopBot: Representative = { representativeType: "BOT", displayName: "Shop bot" };

/** A channel in front of a small Graph API, without a handoff: each send is a try of the lane. */
export interface WayOut {
	readonly server: GraphServer;
	readonly channel: MessengerChannel;
	readonly store: Store;
	/** What the channel takes to be the time, epoch milliseconds. */
	time: { now: number };
	/** Another process on the same store. */
	another(): MessengerChannel;
	/** One try to send; the same id is the same entry. */
	try(activity: Partial<Activity>, by?: Representative, id?: string): Promise<SendResult>;
	/** The bodies of what was sent, without whom it went to. */
	bodies(): readonly Record<string, unknown>[];
	texts(): readonly unknown[];
	close(): Promise<void>;
}

export async function wayOut(options: Partial<MessengerChannelOptions> = {}): Promise<WayOut> {
	const server = await graphServer();
	const time = { now: Date.UTC(2026, 0, 5, 9) };
	const clock = { now: () => time.now, after: systemClock.after };
	const store = memoryStore({ clock });
	const another = (): MessengerChannel => {
		const tokenOf = (asked: string) => (asked === page ? "page-token" : undefined);
		const graph = createGraphApi({ baseUrl: server.url, appSecret: "s", withinMs: 150, tokenOf });
		return createMessengerChannel({ graph, clock, store: () => store, logger: silentLogger, ...options });
	};
	const channel = another();
	return {
		...{ server, channel, store, time, another },
		try: (activity, by = shopBot, id = "e1") =>
			channel.send(
				{
					id: id as EntryId,
					kind: "send",
					activity: {
						type: "message",
						...activity,
						channelData: { ...(activity.channelData ?? {}), representative: by },
					},
				},
				recipient,
			),
		bodies: () => server.messages().map(({ body: { recipient: _, ...body } }) => body),
		texts: () => server.messages().map(({ body }) => (body.message as { text?: unknown } | undefined)?.text),
		close: () => server.close(),
	};
}
