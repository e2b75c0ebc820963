import { bridgeServer, type Role } from "@baton/agent-bridge";
import {
	type AppId,
	type BotId,
	type Channel,
	type Command,
	type ConversationKey,
	conversationKey,
	createHandoff,
	type Handoff,
	type HandoffOptions,
	silentLogger,
	userId,
} from "@baton/core";

/** A desk with as many users as a test wants, and a channel that can be made to refuse. */
export interface BusyDesk {
	readonly handoff: Handoff;
	/** What signs somebody in, once. */
	signInLink(id: string, role?: Role): string;
	says(user: string, text: string): Promise<ConversationKey>;
	/** Somebody who has said this waits for a person. */
	waits(user: string, text: string, reason?: Reason): Promise<ConversationKey>;
	submit(key: ConversationKey, command: Command): Promise<void>;
	/** Whether the channel refuses what is sent. */
	isBlocked: boolean;
	close(): Promise<void>;
}

type Reason = Extract<Command, { type: "request" }>["reason"];

const channels = ["webchat", "facebook", "businessmessages"] as const;
const names: Readonly<Record<string, string>> = { ana: "Ana", budi: "Budi", cici: "Cici" };

export async function openBusyDesk(policy: HandoffOptions["policy"] = {}): Promise<BusyDesk> {
	let isBlocked = false;
	const channel: Channel = {
		reach: "anywhere",
		repeat: "idempotent",
		send: async () => (isBlocked ? { state: "failed", error: "blocked by the user" } : { state: "sent" }),
	};
	const handoff = createHandoff({
		bot: { id: "shop", displayName: "Shop bot" },
		apps: [
			{ id: "desk", kind: "human", displayName: "Our team", personal: true },
			{ id: "returns", kind: "human", displayName: "Returns", offered: false },
		],
		channels: Object.fromEntries(channels.map((name) => [name, channel])),
		logger: silentLogger,
		policy,
	});
	const closeReasons = ["Solved", "No answer", "Spam"];
	const server = bridgeServer({ handoff, console: { appId: "desk", closeReasons } });
	await server.listen(0);

	async function says(user: string, text: string): Promise<ConversationKey> {
		const name = channels[user.length % channels.length] ?? "webchat";
		const place = { channel: name, business: "shop" };
		const key = conversationKey({ ...place, conversation: user });
		const opening = {
			bot: "shop" as BotId,
			user: { id: userId({ ...place, user }), name: user, locale: "en" },
			reference: { channelId: name, conversation: { id: user } },
		};
		// Nobody answers: it is about what the desk shows.
		const activity = { type: "message", text };
		await handoff.submit(key, { type: "hear", opening, activity, standby: true });
		return key;
	}

	async function submit(key: ConversationKey, command: Command): Promise<void> {
		const outcome = await handoff.submit(key, command);
		if (outcome.status === "refused") throw new Error(`Refused: ${outcome.code}`);
	}

	return {
		handoff,
		says,
		submit,
		signInLink: (id, role = "agent") =>
			server.signInLink({ person: { id, displayName: names[id] ?? id }, role }),
		async waits(user, text, reason = { type: "asked" }) {
			const key = await says(user, text);
			await nextMillisecond();
			await submit(key, { type: "request", reason, to: ["desk" as AppId] });
			return key;
		},
		get isBlocked() {
			return isBlocked;
		},
		set isBlocked(isNow: boolean) {
			isBlocked = isNow;
		},
		async close() {
			await server.close();
			await handoff.stop();
		},
	};
}

/** Whoever asks later waits less long, by the clock. */
async function nextMillisecond(): Promise<void> {
	const now = Date.now();
	while (Date.now() === now) await new Promise((resolve) => setImmediate(resolve));
}
