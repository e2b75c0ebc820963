import { type Client, connect, type Heard } from "@baton/agent-bridge/client";
import { conversationKey } from "@baton/core";
import type { WebSocket } from "ws";
import type { Contender } from "../measure/contender.js";
import { Arrivals } from "../network/arrivals.js";
import { appId, appSecret, channelId } from "../network/baton-names.js";
import { ServerProcess } from "../network/server-process.js";
import {
	conversationsOf,
	isReply,
	onText,
	openSocket,
	replyTo,
	sayOver,
	userMessage,
} from "../network/sockets.js";

/** Opens a conversation, and is not part of what is measured. */
export const greeting = "hello";
export const person = { id: "mara", displayName: "Mara" };

/**
 * A user's message to a human agent in control, or there and back, through the bridge as it is shipped: fenced,
 * logged, told through a mailbox and acknowledged by the shipped client.
 */
export async function batonBridge(name: string, way: "hop" | "there-and-back"): Promise<Contender> {
	const server = new ServerProcess("baton");
	const address = await server.open();
	const user = await openSocket(address("user"));
	const client = connect({ url: address("agent"), appId, appSecret, onError: fail });
	await client.whenConnected();
	const arrivals = new Arrivals();
	const agent = way === "hop" ? takingIn(arrivals) : answering(client);
	client.listen(agent.hear);
	if (way === "there-and-back") onText(user, ({ text }) => isReply(text) && arrivals.arrived(text));
	let round = 0;

	return {
		name,
		async prepare() {
			await server.empty();
			round += 1;
			const own = round;
			await takeAll(user, client, { round: own });
			return {
				turn(index) {
					const message = userMessage(own, index);
					const arriving = arrivals.expect(way === "hop" ? message.text : replyTo(message.text));
					sayOver(user, message);
					return arriving;
				},
				end: () => agent.done(),
			};
		},
		async close() {
			client.close();
			await server.close();
		},
	};
}

interface Agent {
	hear(heard: Heard): void;
	/** Resolves when the last that was said has been acknowledged. */
	done(): Promise<void>;
}

function takingIn(arrivals: Arrivals): Agent {
	return {
		hear(heard) {
			if (heard.type === "userSay" && heard.activity.text !== greeting) arrivals.arrived(heard.activity.text);
		},
		done: async () => {},
	};
}

function answering(client: Client): Agent {
	let last: Promise<void> = Promise.resolve();
	return {
		hear(heard) {
			if (heard.type !== "userSay" || heard.activity.text === greeting) return;
			const { activity, conversationId } = heard;
			const input = { type: "text", value: replyTo(activity.text ?? "") } as const;
			last = client.send({ type: "agentSay", conversationId, person, input }).then(nothing, fail);
		},
		done: () => last,
	};
}

/** Opens the conversations of a round. The server has no bot: each is for a person at once. */
export async function takeAll(
	user: WebSocket,
	client: Client,
	{ round, conversations }: { readonly round: number; readonly conversations?: number },
): Promise<void> {
	for (const conversation of conversationsOf(round, conversations)) {
		const joined = whenJoined(user);
		sayOver(user, { conversation, id: "m", text: greeting });
		await takeOver(client, conversation);
		await joined;
	}
}

/** The first that a human says to the user is that they have joined. */
function whenJoined(user: WebSocket): Promise<void> {
	return new Promise((resolve) => {
		user.on("message", function look(data) {
			if (!data.toString().includes('"HUMAN"')) return;
			user.off("message", look);
			resolve();
		});
	});
}

export function idOf(conversation: string): string {
	return conversationKey({ channel: channelId, business: "shop", conversation });
}

/** The conversation begins a moment after the user has written. */
async function takeOver(client: Client, conversation: string): Promise<void> {
	const conversationId = idOf(conversation);
	for (let attempt = 0; attempt < 100; attempt += 1) {
		try {
			await client.send({ type: "takeover", conversationId, person });
			return;
		} catch {
			await new Promise((resolve) => setTimeout(resolve, 5));
		}
	}
	throw new Error(`Cannot take ${conversationId} over: the comparison would be void`);
}

function nothing(): void {}

export function fail(error: unknown): void {
	console.error(error);
	process.exit(1);
}
