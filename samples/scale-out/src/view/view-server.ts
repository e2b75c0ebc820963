import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Edge, nodeHandler, plainText } from "@baton/core/http";
import { parseBlow } from "./parse-blow.js";
import type { Blow, Screen } from "./screen.js";
import { viewFile } from "./view-files.js";

export interface ViewOptions {
	/** 0 for any that is free. */
	readonly port: number;
	readonly screen: () => Screen;
	/** Returns whether there is something of this name. */
	readonly strike: (blow: Blow) => boolean;
}

export interface View {
	readonly address: string;
	close(): void;
}

const showEveryMs = 500;

/** Serves the page on this machine only, since it asks nobody who they are. */
export async function serveView({ port, screen, strike }: ViewOptions): Promise<View> {
	const watchers = new Set<ServerResponse>();
	const handle = nodeHandler(edgeOf(strike), { bodyLimit: 1_000 });
	const server = createServer((request, response) => {
		if (request.method === "GET" && request.url === "/screen") watch(response);
		else handle(request, response);
	});

	function watch(response: ServerResponse): void {
		response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
		watchers.add(response);
		response.on("close", () => watchers.delete(response));
		response.write(frameOf(screen()));
	}

	const showing = setInterval(() => {
		if (watchers.size === 0) return;
		const frame = frameOf(screen());
		for (const response of watchers) response.write(frame);
	}, showEveryMs);

	await new Promise<void>((resolve, reject) => {
		server.once("error", reject);
		server.listen(port, "127.0.0.1", resolve);
	});
	return {
		address: `http://localhost:${(server.address() as AddressInfo).port}`,
		close() {
			clearInterval(showing);
			server.close();
			server.closeAllConnections();
		},
	};
}

function frameOf(screen: Screen): string {
	return `data: ${JSON.stringify(screen)}\n\n`;
}

function edgeOf(strike: ViewOptions["strike"]): Edge {
	return async (request) => {
		const { method, path, body } = request;
		if (method === "POST" && path === "/strike") {
			// A page of another site cannot send this type without being asked first, and nobody allows it to.
			if (request.header("content-type") !== "application/json") return plainText(415, "Send JSON");
			const blow = parseBlow(Buffer.from(body).toString());
			if (blow === undefined) return plainText(400, "This cannot be done: kill or freeze a target");
			return strike(blow) ? plainText(200, "done") : plainText(404, "There is nothing of this name");
		}
		const name = path === "/" ? "index.html" : path.slice(1);
		return (await viewFile(name)) ?? plainText(404, "There is nothing here");
	};
}
