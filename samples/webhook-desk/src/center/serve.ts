import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import type { EndpointStatus } from "@baton/agent-bridge/webhook";
import { type Edge, type EdgeAnswer, nodeHandler, plainText } from "@baton/core/http";
import { type Behavior, behaviors, type ContactCenter } from "./contact-center.js";

export interface ServeOptions {
	readonly center: ContactCenter;
	/** How Baton finds the endpoint. */
	readonly status: () => Promise<EndpointStatus>;
	/** Has Baton verify the endpoint and use it again. */
	readonly setUpAgain: () => Promise<void>;
}

const files: Readonly<Record<string, readonly [name: string, type: string]>> = {
	"/": ["index.html", "text/html; charset=utf-8"],
	"/page.css": ["page.css", "text/css; charset=utf-8"],
	"/page.js": ["page.js", "text/javascript; charset=utf-8"],
};

const safe = {
	"content-security-policy": "default-src 'self'; img-src 'self' data:",
	"x-content-type-options": "nosniff",
	"referrer-policy": "no-referrer",
} as const;

/** The contact center's endpoint, its page, and what the page asks for. On this machine only. */
export function contactCenterServer(options: ServeOptions): Server {
	const endpoint = nodeHandler(options.center.edge);
	const page = nodeHandler(pageEdge(options));
	return createServer((request, response) => {
		if (request.url === "/events") endpoint(request, response);
		else if (request.url === "/updates") update(options, request, response);
		else page(request, response);
	});
}

function pageEdge({ center, setUpAgain }: ServeOptions): Edge {
	return async (request) => {
		if (request.method === "GET") return file(request.path);
		// Other sites' pages may not act in the name of whoever works here.
		if (request.header("sec-fetch-site") !== "same-origin")
			return plainText(403, "Only the page itself may ask");
		const value: unknown = JSON.parse(Buffer.from(request.body).toString());
		if (typeof value !== "object" || value === null) return plainText(400, "Expected an object");
		const { type, data, behavior } = value as Readonly<Record<string, unknown>>;
		if (request.path === "/behavior" && behaviors.includes(behavior as Behavior)) {
			center.behave(behavior as Behavior);
			return plainText(200, "Changed");
		}
		if (request.path === "/set-up") {
			const failed = await setUpAgain().then(
				() => undefined,
				(error: unknown) => String(error),
			);
			return failed === undefined ? plainText(200, "Set up") : plainText(409, failed);
		}
		if (request.path !== "/ask" || typeof type !== "string") return plainText(404, "There is nothing here");
		const { status, text } = await center.ask(type, { ...(data as object), agent });
		return { status, headers: { "content-type": "application/json" }, body: text };
	};
}

/** Who works here. */
const agent = { id: "sari", name: "Sari" } as const;

async function file(path: string): Promise<EdgeAnswer> {
	const [name, type] = files[path] ?? [];
	if (name === undefined || type === undefined) return plainText(404, "There is no such page");
	const body = await readFile(fileURLToPath(new URL(`../../page/${name}`, import.meta.url)));
	return { status: 200, headers: { "content-type": type, ...safe }, body };
}

/** Everything, whenever something changes: a page that was away has missed nothing. */
function update({ center, status }: ServeOptions, request: IncomingMessage, response: ServerResponse): void {
	response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
	const send = (): void => {
		status().then(
			(endpoint) => response.write(`data: ${JSON.stringify({ ...center.view(), endpoint })}\n\n`),
			() => response.end(),
		);
	};
	const off = center.onChange(send);
	const timer = setInterval(send, 2_000);
	request.on("close", () => {
		off();
		clearInterval(timer);
	});
	send();
}
