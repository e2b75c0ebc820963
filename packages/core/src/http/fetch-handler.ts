import {
	answerSafely,
	defaultBodyLimit,
	type Edge,
	type EdgeAnswer,
	type EdgeOptions,
	type EdgeRequest,
	plainText,
} from "./edge.js";

export type FetchHandler = (request: Request) => Promise<Response>;

/** Puts an edge on a server that speaks Fetch. How long a body may take is that server's to say. */
export function fetchHandler(edge: Edge, options: Omit<EdgeOptions, "readWithinMs"> = {}): FetchHandler {
	const { bodyLimit = defaultBodyLimit, onError } = options;
	return async (request) => {
		const body = await bodyOf(request, bodyLimit).catch(() => undefined);
		if (body === undefined) return toResponse(plainText(400, "The body could not be read"));
		if (body === "too-large") return toResponse(plainText(413, "The body is too large"));
		return toResponse(await answerSafely(edge, requestOf(request, body), onError));
	};
}

async function bodyOf(request: Request, limit: number): Promise<Uint8Array | "too-large"> {
	if (Number(request.headers.get("content-length") ?? 0) > limit) return "too-large";
	const reader = request.body?.getReader();
	if (reader === undefined) return new Uint8Array();
	const chunks: Uint8Array[] = [];
	let size = 0;
	for (let part = await reader.read(); !part.done; part = await reader.read()) {
		size += part.value.length;
		if (size > limit) {
			await reader.cancel();
			return "too-large";
		}
		chunks.push(part.value);
	}
	return Buffer.concat(chunks);
}

function requestOf({ method, url, headers }: Request, body: Uint8Array): EdgeRequest {
	const { pathname, searchParams } = new URL(url);
	return {
		method: method.toUpperCase(),
		path: pathname,
		query: searchParams,
		header: (name) => headers.get(name) ?? undefined,
		body,
	};
}

/** These statuses have no body, not even an empty one. */
const bodiless = new Set([101, 204, 205, 304]);

function toResponse({ status, headers, body }: EdgeAnswer): Response {
	const init = { status, headers: { ...headers } };
	return new Response(bodiless.has(status) ? null : (body ?? ""), init);
}
