import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { idleMs } from "./listen.js";

/** What stands for Messenger's Graph API and for a connector: takes whatever is sent and accepts it. */
export interface Graph {
	readonly url: string;
	/** Resolves when something is sent in which this text stands. Wait for one at a time. */
	hears(text: string): Promise<void>;
	close(): Promise<void>;
}

export async function graph(): Promise<Graph> {
	let waiting: { readonly text: string; readonly resolve: () => void } | undefined;
	let count = 0;
	const server: Server = createServer({ keepAliveTimeout: idleMs }, (request, response) => {
		let body = "";
		request.setEncoding("utf8").on("data", (chunk: string) => {
			body += chunk;
		});
		request.on("end", () => {
			count += 1;
			response.writeHead(200, { "content-type": "application/json" });
			response.end(`{"recipient_id":"7","message_id":"m_out_${count}","id":"${count}"}`);
			if (waiting === undefined || !body.includes(waiting.text)) return;
			waiting.resolve();
			waiting = undefined;
		});
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		// A server that listens on a port has an address with one.
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		hears: (text) =>
			new Promise((resolve) => {
				waiting = { text, resolve };
			}),
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}
