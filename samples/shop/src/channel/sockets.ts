import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { parseConversationKey, type Signal } from "@baton/core";
import { WebSocketServer } from "ws";
import { maxFrameBytes } from "./client-frame.js";
import type { CustomerCookies } from "./customer-cookie.js";
import { answerPage, type LineParts } from "./customer-line.js";
import type { Limits } from "./limits.js";
import { isWaiting } from "./read-lines.js";
import { toLine } from "./to-line.js";
import { webChannelId } from "./web-channel.js";

export interface SocketOptions extends LineParts {
	readonly cookies: CustomerCookies;
	/** How often one address may connect. */
	readonly connections: Limits;
}

/** The page's line to the shop. */
export interface Sockets {
	/** Takes a WebSocket request, or refuses it. */
	upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
	close(): void;
}

const pagesEach = 12;
const beatMs = 10_000;

export function customerSockets(options: SocketOptions): Sockets {
	const { carts, handoff, pages } = options;
	const server = new WebSocketServer({ noServer: true, maxPayload: maxFrameBytes, perMessageDeflate: false });
	const beating = setInterval(() => pages.beat(), beatMs);
	beating.unref();
	const ends = [
		handoff.subscribe((signal) => tellPages(options, signal)),
		carts.onChange((customer) => pages.tell(customer, { type: "cart", items: carts.items(customer) })),
	];
	return {
		upgrade(request, socket, head) {
			const customer = options.cookies.read(request.headers.cookie);
			const refusal = refuse(options, request, customer);
			if (refusal !== undefined || customer === undefined) return reject(socket, refusal ?? 401);
			server.handleUpgrade(request, socket, head, (page) => answerPage(options, customer, page));
		},
		close() {
			for (const end of ends) end();
			clearInterval(beating);
			pages.closeAll();
			server.close();
		},
	};
}

/** The status to refuse with, if it is to be refused. */
function refuse(
	{ connections, pages }: SocketOptions,
	request: IncomingMessage,
	customer: string | undefined,
): number | undefined {
	if (!isOwnPage(request)) return 403;
	if (customer === undefined) return 401;
	if (!connections.take(request.socket.remoteAddress ?? "")) return 429;
	return pages.count(customer) >= pagesEach ? 429 : undefined;
}

/** Browsers say which page opens a WebSocket, and send cookies whatever page it is. */
function isOwnPage({ headers: { origin, host } }: IncomingMessage): boolean {
	if (origin === undefined || !URL.canParse(origin)) return false;
	return new URL(origin).host === host;
}

function reject(socket: Duplex, status: number): void {
	socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** What the customer said in one tab shows in all, and so does whether they are waiting for a person. */
function tellPages({ handoff, pages }: SocketOptions, signal: Signal): void {
	if (signal.type !== "committed") return;
	const { key } = signal;
	const { channel, conversation: customer } = parseConversationKey(key);
	if (channel !== webChannelId || pages.count(customer) === 0) return;
	for (const entry of signal.entries) {
		if (entry.type === "userSaid") pages.tell(customer, { type: "line", line: toLine(entry, false) });
	}
	if (!signal.entries.some(({ type }) => type === "offered" || type === "offerEnded" || type === "granted"))
		return;
	void tellWaiting();

	async function tellWaiting(): Promise<void> {
		const { conversation } = await handoff.store.load(key);
		pages.tell(customer, { type: "waiting", waiting: isWaiting(conversation) });
	}
}
