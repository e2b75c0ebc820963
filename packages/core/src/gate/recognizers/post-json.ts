import { type Clock, systemClock } from "../../clock.js";
import { BatonError } from "../../error.js";
import { readRetryAfter } from "../../http/retry-after.js";
import type { Attempt } from "./persist.js";

export type Fetch = typeof globalThis.fetch;

export interface JsonRequest {
	/** What the other side is called in errors. */
	readonly name: string;
	readonly url: URL;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: unknown;
	readonly signal: AbortSignal;
	readonly fetch?: Fetch | undefined;
	readonly clock?: Pick<Clock, "now"> | undefined;
}

/** No recognition is longer. */
const mostCharacters = 1_000_000;

/**
 * Asks for JSON with JSON. Errors name the other side and its status, and nothing that was sent or answered: addresses,
 * headers and answers may have secrets in them, and what people said.
 */
export async function postJson(request: JsonRequest): Promise<Attempt<unknown>> {
	const { name, url, headers, body, signal, fetch = globalThis.fetch } = request;
	let response: Response;
	try {
		response = await fetch(url, {
			method: "POST",
			redirect: "manual",
			headers: { ...headers, "content-type": "application/json", accept: "application/json" },
			body: JSON.stringify(body),
			signal,
		});
	} catch (error) {
		return unreachable(name, error);
	}
	if (!response.ok) {
		await response.body?.cancel().catch(() => {});
		return refused(request, response);
	}
	return readAnswer(name, response);
}

async function readAnswer(name: string, response: Response): Promise<Attempt<unknown>> {
	try {
		const text = await readText(response);
		if (text === undefined) return unreadable(name, "it is too long");
		return { status: "done", value: JSON.parse(text) };
	} catch (error) {
		return error instanceof SyntaxError ? unreadable(name, "it is not JSON") : unreachable(name, error);
	}
}

async function readText({ body }: Response): Promise<string | undefined> {
	if (body === null) return "";
	let text = "";
	for await (const part of body.pipeThrough(new TextDecoderStream())) {
		text += part;
		if (text.length > mostCharacters) return undefined;
	}
	return text;
}

const mayPass: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/** What only this text was refused for. */
const ownFault: ReadonlySet<number> = new Set([400, 413, 422]);

function refused({ name, clock = systemClock }: JsonRequest, { status, headers }: Response): Attempt<never> {
	const error = new BatonError(
		"recognizer-refused",
		`Cannot recognize with ${name}: it answered ${status}, ${adviceFor(status)}`,
	);
	const afterMs = readRetryAfter(headers.get("retry-after"), clock.now());
	return { status: "failed", error, again: mayPass.has(status), counts: !ownFault.has(status), afterMs };
}

function adviceFor(status: number): string {
	if (status < 400)
		return "give the address that it redirects to: none is followed, it would get the key as well";
	if (status === 401 || status === 403) return "check its key or token";
	if (status === 404) return "check its address and the name of the model";
	if (status === 429) return "ask less often, or raise its quota";
	return status < 500 ? "check that it takes what was asked for" : "look at its own log";
}

function unreachable(name: string, error: unknown): Attempt<never> {
	const code = codeIn(error) ?? "the connection failed";
	return {
		status: "failed",
		error: new BatonError(
			"recognizer-unreachable",
			`Cannot reach ${name}, see whether it runs there: ${code}`,
		),
		again: true,
		counts: true,
	};
}

function unreadable(name: string, problem: string): Attempt<never> {
	return {
		status: "failed",
		error: new BatonError(
			"bad-recognition",
			`Cannot read what ${name} answered, check its address: ${problem}`,
		),
		again: false,
		counts: true,
	};
}

/** "ECONNREFUSED", from as deep as it is. Messages may quote headers: they are not passed on. */
function codeIn(error: unknown): string | undefined {
	for (let each = error; each instanceof Error; each = each.cause) {
		if ("code" in each && typeof each.code === "string" && /^[A-Z][A-Z0-9_]+$/.test(each.code))
			return each.code;
	}
	return undefined;
}
