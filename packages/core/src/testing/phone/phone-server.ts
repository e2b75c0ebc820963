import type { IncomingMessage, ServerResponse } from "node:http";
import { parseAction } from "./parse-action.js";
import { streamScreen } from "./phone-events.js";
import { servePhoneFile } from "./phone-files.js";
import type { PhonePort } from "./phone-port.js";

export interface PhoneServerOptions {
	/** Where the page is. Default: `/phone`. */
	readonly path?: string | undefined;
}

/** A picture as a `data:` address, and some air. */
const longestBody = 5_100_000;

/**
 * A phone in the browser for an emulator of a messaging platform. The handler returns whether the request was
 * for the phone; all else is the emulator's. The phone of one user is at `/phone/?user=<id>`.
 *
 * It asks nobody who they are: serve it on your own machine only.
 *
 * ```ts
 * const servePhone = phoneServer(port);
 * createServer((request, response) => {
 * 	if (!servePhone(request, response)) serveApi(request, response);
 * });
 * ```
 */
export function phoneServer(port: PhonePort, { path = "/phone" }: PhoneServerOptions = {}) {
	return function servePhone(request: IncomingMessage, response: ServerResponse): boolean {
		const url = new URL(request.url ?? "/", "http://localhost");
		if (url.pathname === path) {
			response.writeHead(308, { Location: `${path}/${url.search}` }).end();
			return true;
		}
		if (!url.pathname.startsWith(`${path}/`)) return false;
		serve(port, { request, response, name: url.pathname.slice(path.length + 1), user: userOf(port, url) });
		return true;
	};
}

interface Call {
	readonly request: IncomingMessage;
	readonly response: ServerResponse;
	/** The path below the phone's. */
	readonly name: string;
	readonly user: string | undefined;
}

function serve(port: PhonePort, { request, response, name, user }: Call): void {
	const { method } = request;
	if (name === "act" && method === "POST") {
		act(port, user, request).then(
			() => response.writeHead(204).end(),
			(error: unknown) => refuse(response, error),
		);
		return;
	}
	if (method !== "GET") response.writeHead(405).end();
	else if (name === "screen" && user !== undefined) streamScreen(port, user, response);
	else if (!servePhoneFile(name === "" ? "index.html" : name, response)) response.writeHead(404).end();
}

function userOf(port: PhonePort, url: URL): string | undefined {
	const users = port.users();
	const asked = url.searchParams.get("user");
	return asked === null ? users[0]?.id : users.find(({ id }) => id === asked)?.id;
}

async function act(port: PhonePort, user: string | undefined, request: IncomingMessage): Promise<void> {
	// A page of another site cannot send this type without being asked first, and nobody allows it to.
	if (request.headers["content-type"] !== "application/json") throw new Error("Send JSON");
	const action = parseAction(await readBody(request));
	if (user === undefined) throw new Error("Nobody of this id has a phone here");
	if (action === undefined) throw new Error("A phone cannot do this");
	await port.act(user, action);
}

async function readBody(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	let length = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		length += chunk.length;
		if (length > longestBody) throw new Error("This is too large for a phone");
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString("utf8");
}

function refuse(response: ServerResponse, error: unknown): void {
	const reason = error instanceof Error ? error.message : String(error);
	response.writeHead(400, { "Content-Type": "application/json", Connection: "close" });
	response.end(JSON.stringify({ error: reason }));
}
