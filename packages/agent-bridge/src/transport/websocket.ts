import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { Seam } from "../bridge/seam.js";
import type { Bridge } from "../bridge.js";
import { frameLimits } from "../protocol/parse.js";
import { textFrames } from "./text-frame.js";

export interface WebSocketOptions {
	readonly bridge: Pick<Bridge, "accept">;
	/** Pages that may connect, for instance `https://desk.example.com`, besides pages of this very server. */
	readonly origins?: readonly string[] | undefined;
	/** From where a request comes, for the audit log. Not kept by default. */
	readonly addressOf?: AddressOf | undefined;
}

/** From where a request comes: behind a proxy that is what the proxy says, and not the socket's other end. */
export type AddressOf = (request: IncomingMessage) => string | undefined;

/** Takes over the upgrade of an HTTP request into a connection of the bridge. */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** WebSocket's own code for data of a kind that is not accepted. */
const unsupportedData = 1003;

/**
 * Frames over WebSocket, without compression. Frames of up to twice the limit get a refusal; larger ones
 * cost the connection (1009).
 */
export function webSocketTransport({ bridge, origins = [], addressOf }: WebSocketOptions): Upgrade {
	const server = new WebSocketServer({
		noServer: true,
		clientTracking: false,
		perMessageDeflate: false,
		maxPayload: 2 * frameLimits.frameBytes,
	});
	return (request, socket, head) => {
		if (!isAllowed(request, origins)) return refuse(socket);
		server.handleUpgrade(request, socket, head, (opened) =>
			bridge.accept({ ...toSeam(opened, socket), address: addressOf?.(request) }),
		);
	};
}

/** Only browsers send an origin, and a page cannot forge it. */
export function isAllowed(
	{ headers: { origin, host } }: IncomingMessage,
	origins: readonly string[],
): boolean {
	if (origin === undefined || origins.includes(origin)) return true;
	return URL.canParse(origin) && new URL(origin).host === host;
}

function refuse(socket: Duplex): void {
	socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
}

/** What is not urgent waits so long at most for something to travel with. */
const gatherMs = 2;

/** Frames that can wait travel together: a call of the system costs more than all else about them. */
function gatherOn(wire: Duplex): { readonly hold: () => void; readonly letGo: () => void } {
	let later: NodeJS.Timeout | undefined;
	const letGo = (): void => {
		if (later === undefined) return;
		clearTimeout(later);
		later = undefined;
		wire.uncork();
	};
	const hold = (): void => {
		if (later !== undefined) return;
		wire.cork();
		later = setTimeout(letGo, gatherMs);
	};
	return { hold, letGo };
}

const frameOf = textFrames();

function toSeam(socket: WebSocket, wire: Duplex): Seam {
	// A broken connection closes; what was broken about it is nobody's to handle.
	socket.on("error", () => {});
	const { hold, letGo } = gatherOn(wire);
	return {
		send(text, urgent) {
			if (socket.readyState !== socket.OPEN) return;
			if (!urgent) hold();
			// Nothing is compressed or in parts here, so that a frame needs no waiting for the one before.
			wire.write(frameOf(text));
			if (urgent) letGo();
		},
		close: (code, reason) => socket.close(code, reason),
		onMessage(listener) {
			socket.on("message", (data, isBinary) => {
				if (isBinary) return socket.close(unsupportedData, "text-only");
				listener(data.toString());
			});
		},
		onClose: (listener) => socket.on("close", listener),
		unsent: () => socket.bufferedAmount,
	};
}
