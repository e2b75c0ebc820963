import type { IncomingMessage, ServerResponse } from "node:http";
import { BatonError } from "../error.js";
import {
	answerSafely,
	defaultBodyLimit,
	defaultReadWithinMs,
	type Edge,
	type EdgeAnswer,
	type EdgeOptions,
	type EdgeRequest,
	plainText,
} from "./edge.js";

export type NodeHandler = (req: IncomingMessage, res: ServerResponse) => void;

/**
 * Puts an edge on Node's own server, and on whatever takes its `(req, res)`.
 *
 * It reads the raw body itself. Where a body parser has been there first, it needs the bytes in `req.rawBody` as
 * a `Buffer`; without them it answers 500 and reports `body-taken`.
 */
export function nodeHandler(edge: Edge, options: EdgeOptions = {}): NodeHandler {
	return (req, res) => {
		respondTo(edge, req, res, options).catch((error: unknown) => {
			options.onError?.(error);
			res.destroy();
		});
	};
}

async function respondTo(
	edge: Edge,
	req: IncomingMessage,
	res: ServerResponse,
	options: EdgeOptions,
): Promise<void> {
	const body = await bodyOf(req, options);
	if (body === "gone") return;
	if (body instanceof Uint8Array) {
		write(res, await answerSafely(edge, requestOf(req, body), options.onError));
		return;
	}
	if (body === "taken") options.onError?.(bodyTaken());
	res.setHeader("connection", "close");
	write(res, refusals[body]);
}

const refusals = {
	"too-large": plainText(413, "The body is too large"),
	"too-slow": plainText(408, "The body took too long"),
	taken: plainText(500, "Something went wrong here"),
} satisfies Record<string, EdgeAnswer>;

type Unread = keyof typeof refusals | "gone";

function bodyOf(req: IncomingMessage, options: EdgeOptions): Promise<Uint8Array | Unread> {
	const { bodyLimit = defaultBodyLimit } = options;
	const { rawBody } = req as { readonly rawBody?: unknown };
	if (rawBody instanceof Uint8Array)
		return Promise.resolve(rawBody.length > bodyLimit ? "too-large" : rawBody);
	if (req.readableEnded) return Promise.resolve("taken");
	if (Number(req.headers["content-length"] ?? 0) > bodyLimit) return Promise.resolve("too-large");
	return read(req, bodyLimit, options.readWithinMs ?? defaultReadWithinMs);
}

function read(req: IncomingMessage, limit: number, withinMs: number): Promise<Uint8Array | Unread> {
	return new Promise((resolve) => {
		const chunks: Uint8Array[] = [];
		let size = 0;
		const onData = (chunk: Uint8Array): void => {
			size += chunk.length;
			if (size > limit) finish("too-large");
			else chunks.push(chunk);
		};
		const onEnd = (): void => finish(Buffer.concat(chunks));
		const onGone = (): void => finish("gone");
		const timer = setTimeout(() => finish("too-slow"), withinMs);
		function finish(result: Uint8Array | Unread): void {
			clearTimeout(timer);
			req.off("data", onData).off("end", onEnd).off("close", onGone).off("error", onGone);
			if (typeof result === "string") req.on("error", () => {}).pause();
			resolve(result);
		}
		req.on("data", onData).on("end", onEnd).on("close", onGone).on("error", onGone);
	});
}

function requestOf(req: IncomingMessage, body: Uint8Array): EdgeRequest {
	// A router that mounts under a path cuts it off `url` and keeps the whole in `originalUrl`.
	const { originalUrl } = req as { readonly originalUrl?: unknown };
	const url = typeof originalUrl === "string" ? originalUrl : (req.url ?? "/");
	const [path = "/", query = ""] = splitOnce(url, "?");
	return {
		method: (req.method ?? "GET").toUpperCase(),
		path,
		query: new URLSearchParams(query),
		header(name) {
			const value = req.headers[name.toLowerCase()];
			return Array.isArray(value) ? value.join(", ") : value;
		},
		body,
	};
}

function splitOnce(text: string, by: string): readonly string[] {
	const at = text.indexOf(by);
	return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function write(res: ServerResponse, { status, headers, body }: EdgeAnswer): void {
	if (res.writableEnded || res.destroyed) return;
	res.writeHead(status, { "content-length": String(lengthOf(body)), ...headers });
	res.end(body);
}

function lengthOf(body: string | Uint8Array | undefined): number {
	if (body === undefined) return 0;
	return typeof body === "string" ? Buffer.byteLength(body) : body.length;
}

function bodyTaken(): BatonError {
	return new BatonError(
		"body-taken",
		"Cannot check the signature: a body parser read the request first, mount the webhook before it, or keep the bytes in req.rawBody as a Buffer",
	);
}
