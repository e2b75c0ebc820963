import type { ClientFrame } from "../channel/client-frame.js";
import type { ServerFrame } from "../channel/server-frame.js";

/** The page's line to the shop. It comes back by itself. */
export interface Connection {
	/** False if there is no connection now: send again after the next `onOpen`. */
	send(frame: ClientFrame): boolean;
	close(): void;
}

export interface ConnectionEvents {
	onOpen(): void;
	onFrame(frame: ServerFrame): void;
	onLost(): void;
}

/** The server pings every 10 seconds; two that are missing mean that the connection is dead. */
const silenceMs = 25_000;
const firstRetryMs = 400;
const lastRetryMs = 6_000;

export function connect(url: string, events: ConnectionEvents): Connection {
	let socket: WebSocket | undefined;
	let failures = 0;
	let timer: number | undefined;
	let closed = false;

	function open(): void {
		const opening = new WebSocket(url);
		socket = opening;
		opening.onopen = () => watch(opening);
		opening.onmessage = ({ data }) => {
			watch(opening);
			// The server is the shop's own: its frames are typed, not parsed.
			const frame = JSON.parse(String(data)) as ServerFrame;
			if (frame.type === "welcome") failures = 0;
			events.onFrame(frame);
			if (frame.type === "welcome") events.onOpen();
		};
		opening.onclose = () => lose(opening);
	}

	/** Takes silence for a dead connection, which the browser may not notice for minutes. */
	function watch(alive: WebSocket): void {
		clearTimeout(timer);
		timer = window.setTimeout(() => {
			alive.close();
			lose(alive);
		}, silenceMs);
	}

	function lose(dead: WebSocket): void {
		if (socket !== dead || closed) return;
		socket = undefined;
		clearTimeout(timer);
		events.onLost();
		timer = window.setTimeout(open, retryAfter(failures));
		failures += 1;
	}

	function hurry(): void {
		if (socket !== undefined || closed) return;
		clearTimeout(timer);
		open();
	}

	window.addEventListener("online", hurry);
	open();
	return {
		send(frame) {
			if (socket?.readyState !== WebSocket.OPEN) return false;
			socket.send(JSON.stringify(frame));
			return true;
		},
		close() {
			closed = true;
			clearTimeout(timer);
			window.removeEventListener("online", hurry);
			socket?.close();
		},
	};
}

/** Longer after each failure, and never all pages at once. */
function retryAfter(failures: number): number {
	const longest = Math.min(lastRetryMs, firstRetryMs * 2 ** failures);
	return longest * (0.6 + Math.random() * 0.4);
}
