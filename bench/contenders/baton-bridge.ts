import { type Client, connect, type Heard } from "@baton/agent-bridge/client";
import { conversationKey } from "@baton/core";
import type { WebSocket } from "ws";
import type { Contender } from "../measure/contender.js";
import { Arrivals } from "../network/arrivals.js";
import { appId, appSecret, channelId } from "../network/baton-names.js";
import { ServerProcess } from "../network/server-process.js";
import { conversationsOf, onText, openSocket, replyTo, sayOver, userMessage } from "../network/sockets.js";

const person = { id: "mara", displayName: "Mara" };

/**
 * A user's message to a human agent in control, or there and back, through the bridge as it is shipped: fenced,
 * logged, told through a mailbox and acknowledged by the shipped client.
 */
export function batonBridge(name: string, way: "hop" | "there-and-back"): Contender {
	const server = new ServerProcess("baton");
	return {
		name,
		async prepare(turns) {
			const address = await server.open();
			const user = await openSocket(address("user"));
			const client = connect({ url: address("agent"), appId, appSecret, onError: fail });
			await client.whenConnected();
			await takeAll(user, client, turns);
			const arrivals = new Arrivals();
			const agent = way === "hop" ? takingIn(arrivals) : answering(client);
			client.listen(agent.hear);
			if (way === "there-and-back") onText(user, ({ text }) => arrivals.arrived(text));
			return {
				turn(index) {
					const message = userMessage(index);
					const arriving = arrivals.expect(way === "hop" ? message.text : replyTo(message.text));
					sayOver(user, message);
					return arriving;
				},
				async end() {
					await agent.done();
					user.terminate();
					client.close();
				},
			};
		},
		close: () => server.close(),
	};
}

interface Agent {
	hear(heard: Heard): void;
	/** Resolves when the last that was said has been acknowledged. */
	done(): Promise<unknown>;
}

function takingIn(arrivals: Arrivals): Agent {
	return {
		hear(heard) {
			if (heard.type === "userSay") arrivals.arrived(heard.activity.text);
		},
		done: async () => {},
	};
}

function answering(client: Client): Agent {
	let last: Promise<unknown> = Promise.resolve();
	return {
		hear(heard) {
			if (heard.type !== "userSay") return;
			const { activity, conversationId } = heard;
			const input = { type: "text", value: replyTo(activity.text ?? "") } as const;
			last = client.send({ type: "agentSay", conversationId, person, input }).catch(fail);
		},
		done: () => last,
	};
}

/** Opens the conversations of a round. The server has no bot: each is for a person at once. */
async function takeAll(user: WebSocket, client: Client, turns: number): Promise<void> {
	for (const conversation of conversationsOf(turns)) {
		const joined = whenJoined(user);
		sayOver(user, { conversation, id: `first-of-${conversation}`, text: "hello" });
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

/** The conversation begins a moment after the user has written. */
async function takeOver(client: Client, conversation: string): Promise<void> {
	const conversationId = conversationKey({ channel: channelId, business: "shop", conversation });
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

function fail(error: unknown): void {
	console.error(error);
	process.exit(1);
}
