import { once } from "node:events";
import { WebSocket } from "ws";

/** A client's socket, without compression. */
export async function openSocket(url: string): Promise<WebSocket> {
	const socket = new WebSocket(url, { perMessageDeflate: false });
	await once(socket, "open");
	return socket;
}

/** What a user's page sends: the same in all comparisons. */
export function sayOver(socket: WebSocket, message: UserMessage): void {
	socket.send(JSON.stringify(message));
}

export interface UserMessage {
	readonly conversation: string;
	readonly id: string;
	readonly text: string;
}

/** So many conversations take turns in a round, and no two rounds share one. */
const conversationsPerRound = 20;

export function conversationsOf(round: number, conversations = conversationsPerRound): readonly string[] {
	return Array.from({ length: conversations }, (_, index) => `c${round}-${index}`);
}

export function userMessage(
	round: number,
	index: number,
	conversations = conversationsPerRound,
): UserMessage {
	return {
		conversation: `c${round}-${index % conversations}`,
		id: `m${index}`,
		text: `hello, where is my order ${index}?`,
	};
}

/** What the agent answers. */
export function replyTo(text: string): string {
	return `${reply} "${text}": I will have a look`;
}

/** The user also gets notices. */
export function isReply(text: string): boolean {
	return text.startsWith(reply);
}

const reply = "About";

/** Calls the listener with the text of every message that comes. */
export function onText(socket: WebSocket, listener: (message: UserMessage) => void): void {
	socket.on("message", (data) => listener(JSON.parse(data.toString())));
}
