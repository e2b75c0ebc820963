import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What goes wrong with one request, instead of its answer. */
export type Trouble =
	| { readonly status: number; readonly headers?: Readonly<Record<string, string>> | undefined }
	/** Answered with these words. */
	| { readonly body: string }
	/** Never answered. */
	| "hang"
	/** The connection breaks. */
	| "reset";

/** A service in this process, strict about what it is asked. */
export interface StandIn {
	/** Where it is. */
	readonly url: string;
	/** The bodies of all requests, parsed, in order; with those that were refused or went wrong. */
	readonly requests: unknown[];
	/** What goes wrong with the next requests, one after the other. */
	readonly troubles: Trouble[];
	close(): Promise<void>;
}

/** What the service makes of a request that is sound so far: an answer, or why it refuses it. */
export type Serve = (
	body: unknown,
	request: IncomingMessage,
) => { readonly status: number; readonly answer: unknown };

/** One path, POST and JSON only. */
export async function openStandIn(path: string, serve: Serve): Promise<StandIn> {
	const requests: unknown[] = [];
	const troubles: Trouble[] = [];
	const server = createServer((request, response) => {
		handle(request, response).catch(() => response.destroy());
	});

	async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const url = new URL(request.url ?? "/", "http://localhost");
		if (url.pathname !== path) return reply(response, 404, { error: `There is only ${path}` });
		if (request.method !== "POST") return reply(response, 405, { error: "POST, please" });
		if (request.headers["content-type"] !== "application/json")
			return reply(response, 415, { error: "JSON, please" });
		const body = parseJson(await readAll(request));
		requests.push(body);
		const trouble = troubles.shift();
		if (trouble !== undefined) return befall(response, trouble);
		if (body === undefined) return reply(response, 400, { error: "This is not JSON" });
		const { status, answer } = serve(body, request);
		reply(response, status, answer);
	}

	await new Promise<void>((resolve) => {
		server.listen(0, "127.0.0.1", resolve);
	});
	// A server that listens on a port has an address with one.
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		requests,
		troubles,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

function befall(response: ServerResponse, trouble: Trouble): void {
	if (trouble === "hang") return;
	if (trouble === "reset") response.destroy();
	else if ("body" in trouble)
		response.writeHead(200, { "content-type": "application/json" }).end(trouble.body);
	else response.writeHead(trouble.status, { ...trouble.headers }).end("{}");
}

function reply(response: ServerResponse, status: number, answer: unknown): void {
	response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
}

async function readAll(request: IncomingMessage): Promise<string> {
	let text = "";
	for await (const part of request.setEncoding("utf8")) text += part;
	return text;
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
