import type { IncomingMessage, ServerResponse } from "node:http";
import { platformLimits } from "../limits.js";
import type { User, Workspace } from "../state.js";
import { fileAnswer } from "../stored-files.js";
import { perform } from "./page-act.js";
import { servePageFile } from "./page-files.js";
import type { PageParts } from "./page-parts.js";
import { type PageAsk, screenOf } from "./page-screen.js";
import { createReads } from "./reads.js";

const path = "/app";

/** Shorter than the patience of proxies. */
const beatMs = 15_000;

/**
 * A small Slack in the browser. Returns whether the request was for it. It asks nobody who they are: serve it on your
 * own machine only.
 */
export function pageServer(parts: PageParts) {
	const reads = createReads();

	function stream(ask: PageAsk, response: ServerResponse): void {
		let isDue = false;
		function show(): void {
			isDue = false;
			response.write(`data: ${JSON.stringify(screenOf(parts, reads, ask))}\n\n`);
		}
		/** Many changes at once are one to look at. */
		function changed(): void {
			if (isDue) return;
			isDue = true;
			setImmediate(show);
		}
		response.writeHead(200, {
			"content-type": "text/event-stream",
			"cache-control": "no-store",
			"x-content-type-options": "nosniff",
		});
		const unsubscribe = parts.world.onChanged(changed);
		const beat = setInterval(() => response.write(":\n\n"), beatMs).unref();
		response.on("close", () => {
			unsubscribe();
			clearInterval(beat);
		});
		show();
	}

	function serve(name: string, url: URL, request: IncomingMessage, response: ServerResponse): void {
		const ask = askOf(parts, url);
		if (ask === undefined) response.writeHead(404).end();
		else if (name === "act" && request.method === "POST") void answerAct(parts, ask, request, response);
		else if (request.method !== "GET") response.writeHead(405).end();
		else if (name === "screen") stream(ask, response);
		else if (name.startsWith("files/")) serveStored(ask.workspace, name.slice("files/".length), response);
		else if (!servePageFile(name === "" ? "index.html" : name, response)) response.writeHead(404).end();
	}

	return function servePage(request: IncomingMessage, response: ServerResponse): boolean {
		const url = new URL(request.url ?? "/", "http://localhost");
		if (url.pathname === path || url.pathname === "/") {
			response.writeHead(308, { location: `${path}/${url.search}` }).end();
			return true;
		}
		if (!url.pathname.startsWith(`${path}/`)) return false;
		serve(url.pathname.slice(path.length + 1), url, request, response);
		return true;
	};
}

function askOf({ world }: PageParts, { searchParams }: URL): PageAsk | undefined {
	const domain = searchParams.get("workspace");
	const workspace = world.workspaces.find((each) => domain === null || each.domain === domain);
	const people = [...(workspace?.users.values() ?? [])].filter(({ bot }) => bot === undefined);
	const asked = searchParams.get("user");
	const user = asked === null ? people[0] : people.find(({ id, name }) => id === asked || name === asked);
	if (workspace === undefined || user === undefined) return undefined;
	const channel = searchParams.get("channel") ?? undefined;
	return { workspace, user, channel, thread: searchParams.get("thread") ?? undefined };
}

async function answerAct(
	parts: PageParts,
	ask: { readonly workspace: Workspace; readonly user: User },
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	// A page of another site cannot send this type without being asked first, and nobody allows it to.
	const isOurs = request.headers["content-type"] === "application/json";
	const acted = isOurs
		? await read(request).then((value) => perform(parts, ask, value))
		: { error: "Send JSON" };
	response.writeHead(acted.error === undefined ? 200 : 400, { "content-type": "application/json" });
	response.end(JSON.stringify(acted));
}

async function read(request: IncomingMessage): Promise<unknown> {
	const chunks: Buffer[] = [];
	let length = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		length += chunk.length;
		if (length > 2 * platformLimits.fileBytes) return undefined;
		chunks.push(chunk);
	}
	try {
		return JSON.parse(Buffer.concat(chunks).toString("utf8"));
	} catch {
		return undefined;
	}
}

function serveStored({ files }: Workspace, id: string, response: ServerResponse): void {
	const file = files.get(id);
	if (file === undefined) {
		response.writeHead(404).end();
		return;
	}
	const { status, headers, body } = fileAnswer(file);
	response.writeHead(status, { ...headers }).end(body);
}
