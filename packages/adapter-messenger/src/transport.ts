import { type IncomingMessage, Agent as PlainAgent, request as requestPlain } from "node:http";
import { request as requestSecure, Agent as SecureAgent } from "node:https";
import { BatonError } from "@baton/core/error";
import type { ResponseHeaders } from "./rate-usage.js";

interface TransportRequest {
	readonly method: "GET" | "POST" | "DELETE";
	/** After the base address, with a slash and the query. */
	readonly path: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string | Uint8Array | undefined;
	/** For all of it, in milliseconds. */
	readonly withinMs: number;
}

export interface TransportAnswer {
	readonly status: number;
	readonly headers: ResponseHeaders;
	readonly body: string;
}

/**
 * Brings one request to the Graph API, and never a second time.
 *
 * @throws BatonError `messenger-not-reached` if nothing of the request was written, `messenger-no-answer` if it may
 * have arrived
 */
export type Transport = (request: TransportRequest) => Promise<TransportAnswer>;

/** Longer answers than any of Meta's, in characters. */
const maxAnswer = 4_000_000;

/** Over Node's own client, with connections kept open: half the price of `fetch`. */
export function nodeTransport(base: URL): Transport {
	const isSecure = base.protocol === "https:";
	const agent = isSecure ? new SecureAgent({ keepAlive: true }) : new PlainAgent({ keepAlive: true });
	const send = isSecure ? requestSecure : requestPlain;
	const target = { agent, hostname: base.hostname.replace(/^\[|\]$/g, ""), port: base.port || undefined };
	const prefix = base.pathname.replace(/\/$/, "");

	return ({ method, path, headers, body, withinMs }) =>
		new Promise((resolve, reject) => {
			let isWritten = false;
			const request = send({ ...target, method, path: prefix + path, headers });
			const timer = setTimeout(() => fail(new Error(`no answer within ${withinMs} ms`)), withinMs);
			function fail(error: Error): void {
				clearTimeout(timer);
				request.destroy();
				reject(isWritten ? noAnswer(error) : notReached(error));
			}
			request.on("socket", (socket) => {
				if (!socket.connecting) isWritten = true;
				else
					socket.once(isSecure ? "secureConnect" : "connect", () => {
						isWritten = true;
					});
			});
			request.on("error", fail);
			request.on("response", (response) => {
				readBody(response, (error, text) => {
					if (error !== undefined) return fail(error);
					clearTimeout(timer);
					resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
				});
			});
			request.end(body);
		});
}

function readBody(response: IncomingMessage, done: (error: Error | undefined, text: string) => void): void {
	let text = "";
	response.setEncoding("utf8");
	response.on("data", (chunk: string) => {
		text += chunk;
		if (text.length > maxAnswer) response.destroy(new Error("the answer is too long"));
	});
	response.on("end", () => done(undefined, text));
	response.on("error", (error) => done(error, ""));
}

/** Over the given `fetch`: for runtimes without Node's client, and for tests. */
export function fetchTransport(base: URL, fetch: typeof globalThis.fetch): Transport {
	const prefix = base.href.replace(/\/$/, "");
	return async ({ method, path, headers, body, withinMs }) => {
		try {
			const answer = await fetch(prefix + path, {
				method,
				headers,
				redirect: "manual",
				signal: AbortSignal.timeout(withinMs),
				...(body === undefined ? {} : { body }),
			});
			return {
				status: answer.status,
				headers: Object.fromEntries(answer.headers),
				body: await answer.text(),
			};
		} catch (error) {
			throw neverLeft.has(codeOf(error)) ? notReached(error) : noAnswer(error);
		}
	};
}

/** Errors of a connection that never was. */
const neverLeft: ReadonlySet<unknown> = new Set([
	"ECONNREFUSED",
	"ENOTFOUND",
	"EAI_AGAIN",
	"ENETUNREACH",
	"EHOSTUNREACH",
	"UND_ERR_CONNECT_TIMEOUT",
]);

function codeOf(error: unknown): unknown {
	const cause = error instanceof Error ? (error.cause ?? error) : error;
	return (cause as { readonly code?: unknown } | undefined)?.code;
}

function notReached(cause: unknown): BatonError {
	return new BatonError(
		"messenger-not-reached",
		`Cannot reach the Graph API: ${textOf(cause)}, check the network and the base address`,
		{ cause },
	);
}

function noAnswer(cause: unknown): BatonError {
	return new BatonError(
		"messenger-no-answer",
		`Cannot say what became of a request to the Graph API: ${textOf(cause)}, only its echo can tell`,
		{ cause },
	);
}

function textOf(cause: unknown): string {
	return cause instanceof Error ? cause.message || cause.name : String(cause);
}
