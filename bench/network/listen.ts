import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";

/** Longer than any round. */
export const idleMs = 600_000;

/** An HTTP server on a free port of this machine. */
export async function listen(): Promise<{ readonly http: Server; readonly port: number }> {
	// While one contender runs, the connections of the others are idle.
	const http = createServer({ keepAliveTimeout: idleMs });
	await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
	// A server that listens on a port has an address with one.
	return { http, port: (http.address() as AddressInfo).port };
}

/** All WebSocket servers of the benchmarks are alike: no compression. */
export function webSockets(http: Server, path: string): WebSocketServer {
	const server = new WebSocketServer({ noServer: true, perMessageDeflate: false });
	http.on("upgrade", (request, socket, head) => {
		if (request.url !== path) return;
		server.handleUpgrade(request, socket, head, (opened) => server.emit("connection", opened, request));
	});
	return server;
}
