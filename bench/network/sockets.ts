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

/** So many conversations take turns in a round. */
const conversations = 20;

function conversationOf(index: number): string {
	return `c${index % conversations}`;
}

export function conversationsOf(turns: number): readonly string[] {
	return Array.from({ length: Math.min(turns, conversations) }, (_, index) => conversationOf(index));
}

export function userMessage(index: number): UserMessage {
	return { conversation: conversationOf(index), id: `m${index}`, text: `hello, where is my order ${index}?` };
}

/** What the agent answers. */
export function replyTo(text: string): string {
	return `About "${text}": I will have a look`;
}

/** Calls the listener with the text of every message that comes. */
export function onText(socket: WebSocket, listener: (message: UserMessage) => void): void {
	socket.on("message", (data) => listener(JSON.parse(data.toString())));
}
