import { type BridgeServer, bridgeServer } from "@baton/agent-bridge";
import {
	type Activity,
	type AppId,
	type BotId,
	type Channel,
	type ConversationKey,
	conversationKey,
	createHandoff,
	type Handoff,
	type PersonId,
	type Postback,
	silentLogger,
	userId,
} from "@baton/core";

/** A handoff, a bridge and the console as they are shipped, with users who say whatever a test makes up. */
export interface DeskWorld {
	readonly handoff: Handoff;
	/** What signs Ana in, once. */
	signInLink(): string;
	/** Resolves once it is stored. */
	says(
		user: MadeUpUser,
		words: Partial<Activity> & { readonly postback?: Postback },
	): Promise<ConversationKey>;
	/** Has the bot hold back an answer to what was said. */
	drafts(key: ConversationKey): Promise<void>;
	/** Asks for a person. */
	asks(key: ConversationKey): Promise<void>;
	/** Ana, at another desk of hers. */
	readonly ana: {
		readonly app: AppId;
		readonly human: { readonly id: PersonId; readonly displayName: string };
	};
	close(): Promise<void>;
}

interface MadeUpUser {
	readonly id: string;
	readonly name?: string;
	readonly locale?: string;
}

export const ana = { id: "ana", displayName: "Ana Wijaya" } as const;

const channelId = "webchat";
const sent: Channel = { reach: "anywhere", repeat: "idempotent", send: async () => ({ state: "sent" }) };

export async function openDeskWorld(): Promise<DeskWorld> {
	const handoff = createHandoff({
		bot: { id: "shop", displayName: "Kiko", intents: ["shipping", "returns"] },
		apps: [
			{ id: "desk", kind: "human", displayName: "Our team", personal: true },
			{ id: "night", kind: "human", displayName: "Night team" },
		],
		channels: { [channelId]: sent },
		logger: silentLogger,
	});
	const cannedReplies = [
		{ title: "Parcel", text: "Hi {{user.name}}, parcel {{parcel}} is with {{agent.name}}." },
	];
	const server: BridgeServer = bridgeServer({ handoff, console: { appId: "desk", cannedReplies } });
	await server.listen(0);
	return {
		handoff,
		signInLink: () => server.signInLink({ person: ana }),
		async says({ id, name, locale }, words) {
			const key = conversationKey({ channel: channelId, business: "shop", conversation: id });
			const user = { id: userId({ channel: channelId, business: "shop", user: id }), name, locale };
			const reference = { channelId, conversation: { id }, bot: { id: "shop" }, user: { id } };
			const opening = { bot: "shop" as BotId, user, reference };
			const { postback, ...rest } = words;
			const activity = { type: "message", ...rest };
			// Nobody has to answer: it is about what the desk shows.
			await handoff.submit(key, { type: "hear", opening, activity, postback, standby: true });
			return key;
		},
		async drafts(key) {
			const { conversation } = await handoff.store.load(key);
			if (conversation === undefined) throw new Error("There is no conversation");
			const opening = { bot: conversation.bot, user: conversation.user, reference: conversation.reference };
			const guess = {
				intent: "shipping",
				confidence: 0.38,
				runnerUp: { intent: "returns", confidence: 0.21 },
			};
			const activity = { type: "message", text: "We ship on Mondays." };
			await handoff.submit(key, {
				type: "say",
				opening,
				utterances: [{ activity, hold: "unsure", ...guess }],
			});
		},
		async asks(key) {
			await handoff.submit(key, { type: "request", reason: { type: "asked" } });
		},
		ana: { app: "desk" as AppId, human: { ...ana, id: ana.id as PersonId } },
		async close() {
			await server.close();
			await handoff.stop();
		},
	};
}
