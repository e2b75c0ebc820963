import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Logger, privateLogger } from "@baton/core";
import { gateHtml } from "./gate-html.js";
import type { LearningGate } from "./learning-gate.js";

export interface GatePageOptions {
	readonly gate: LearningGate;
	/** 0 takes any that is free. */
	readonly port: number;
	readonly logger: Logger;
}

export interface GatePage {
	/** The page's address: whoever knows it may look and act, so it is new at every start. */
	readonly link: string;
	close(): void;
}

/** Whoever finds the port and not the whole address gets nothing: customers' words are on this page. */
export async function openGatePage({ gate, port, logger }: GatePageOptions): Promise<GatePage> {
	const root = `/${randomBytes(18).toString("base64url")}/`;
	const actions = new Map<string, () => void | Promise<void>>([
		[`${root}train`, () => gate.train()],
		[`${root}use`, () => gate.use()],
		[`${root}back`, () => gate.goBack()],
	]);

	async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const action = actions.get(request.url ?? "");
		request.resume();
		if (request.method === "POST" && action !== undefined) {
			await action();
			response.writeHead(303, { location: root }).end();
			return;
		}
		if (request.method === "GET" && request.url === `${root}thresholds`) {
			response.writeHead(200, headers).end(await gate.thresholds());
			return;
		}
		if (request.method !== "GET" || request.url !== root) {
			response.writeHead(404, { "content-type": "text/plain" }).end("There is nothing here");
			return;
		}
		response.writeHead(200, headers).end(gateHtml(await gate.view()));
	}

	const server = createServer((request, response) => {
		serve(request, response).catch((error: unknown) => {
			privateLogger(logger).error("gate-page-failed", { error });
			response.writeHead(500).end();
		});
	});
	const taken = await listen(server, port);
	return {
		link: `http://localhost:${taken}${root}`,
		close() {
			server.close();
			server.closeAllConnections();
		},
	};
}

const headers = {
	"content-type": "text/html; charset=utf-8",
	"cache-control": "no-store",
	"content-security-policy":
		"default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
	"referrer-policy": "no-referrer",
	"x-content-type-options": "nosniff",
};

function listen(server: Server, port: number): Promise<number> {
	return new Promise((resolve, reject) => {
		server.once("error", reject);
		// A server that listens on a port has an address with one.
		server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
	});
}
