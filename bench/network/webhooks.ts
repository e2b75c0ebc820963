import { createHmac } from "node:crypto";
import { Agent, request } from "node:http";
import { connect, type Socket } from "node:net";

/** What the benchmarks and their servers know of the page. */
export const messengerPage = {
	id: "1084000000000001",
	token: "page-token",
	secret: "app-secret",
	verifyToken: "verify",
};

/** A webhook as Messenger posts it, and what Messenger signs it with. */
export interface Webhook {
	readonly body: string;
	readonly signature: string;
}

/** So many people take turns in a round, and no two rounds share one. */
const people = 20;

export function personOf(round: number, index: number): string {
	return `7${round}00${index % people}`;
}

export function messageWebhook(round: number, index: number): Webhook {
	return webhook(round, index, { message: messageOf(round, index) });
}

/** A message while another app has the thread: it is received as any, and no turn follows. */
export function standbyWebhook(round: number, index: number): Webhook {
	return webhook(round, index, { message: messageOf(round, index) }, "standby");
}

function messageOf(round: number, index: number) {
	return { mid: `m_${round}_${index}`, text: `hello, where is my order ${index}?` };
}

/** What is pressed says which order, and is answered with it. */
export function postbackWebhook(round: number, index: number): Webhook {
	const payload = JSON.stringify({ type: "TRACK", payload: { order: `${round}-${index}` } });
	return webhook(round, index, { postback: { mid: `m_${round}_${index}`, title: "Where is it?", payload } });
}

function webhook(
	round: number,
	index: number,
	content: object,
	list: "messaging" | "standby" = "messaging",
): Webhook {
	const at = Date.now();
	const { id, secret } = messengerPage;
	const event = { sender: { id: personOf(round, index) }, recipient: { id }, timestamp: at, ...content };
	const body = JSON.stringify({ object: "page", entry: [{ id, time: at, [list]: [event] }] });
	return { body, signature: `sha256=${createHmac("sha256", secret).update(body).digest("hex")}` };
}

export interface Poster {
	/** Resolves when the server has answered with 200. */
	post(webhook: Webhook): Promise<void>;
	close(): void;
}

/** One webhook at a time over a connection that stays. */
export function poster(url: string): Poster {
	const agent = new Agent({ keepAlive: true });
	return {
		post: ({ body, signature }) =>
			new Promise((resolve, reject) => {
				const headers = {
					"content-type": "application/json",
					"content-length": Buffer.byteLength(body),
					"x-hub-signature-256": signature,
				};
				const posting = request(url, { method: "POST", agent, headers }, (response) => {
					response.resume();
					response.on("end", () =>
						response.statusCode === 200
							? resolve()
							: reject(new Error(`The webhook was answered with ${response.statusCode}`)),
					);
				});
				posting.on("error", reject);
				posting.end(body);
			}),
		close: () => agent.destroy(),
	};
}

export interface Crowd {
	/** Posts all of them at once, one on each connection; resolves when all are answered. */
	post(webhooks: readonly Webhook[]): Promise<void>;
	close(): void;
}

/** Bare sockets: what is measured is the server, and not a client. */
export async function crowd(url: string, connections: number): Promise<Crowd> {
	const { hostname, port, pathname, host } = new URL(url);
	const sockets = await Promise.all(Array.from({ length: connections }, () => open(hostname, Number(port))));
	return {
		async post(webhooks) {
			await Promise.all(
				webhooks.map(({ body, signature }, place) => {
					const head = `POST ${pathname} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\n`;
					const sizes = `content-length: ${Buffer.byteLength(body)}\r\nx-hub-signature-256: ${signature}\r\n\r\n`;
					const socket = sockets[place % connections];
					return socket === undefined ? undefined : exchange(socket, head + sizes + body);
				}),
			);
		},
		close() {
			for (const socket of sockets) socket.destroy();
		},
	};
}

function open(host: string, port: number): Promise<Socket> {
	return new Promise((resolve, reject) => {
		const socket = connect({ host, port, noDelay: true }, () => resolve(socket));
		socket.once("error", reject);
		socket.setEncoding("latin1");
	});
}

/** The answers are short: one comes in one piece. */
function exchange(socket: Socket, text: string): Promise<void> {
	return new Promise((resolve, reject) => {
		socket.once("data", (answer: string) =>
			answer.startsWith("HTTP/1.1 200 ") ? resolve() : reject(new Error(answer)),
		);
		socket.write(text);
	});
}
