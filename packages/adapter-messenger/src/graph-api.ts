import { createHmac } from "node:crypto";
import type { Awaitable } from "@baton/core";
import { BatonError } from "@baton/core/error";
import { encodeBody, type GraphFile } from "./graph-body.js";
import { type Classified, classify } from "./graph-error.js";
import { readUsage, type Usage } from "./rate-usage.js";
import { fetchTransport, nodeTransport, type TransportAnswer } from "./transport.js";

export interface GraphApiOptions {
	/** Default: `https://graph.facebook.com`. */
	readonly baseUrl?: string | undefined;
	/** Default: `v25.0`, which Meta serves until July 2028. */
	readonly version?: string | undefined;
	/** The access token of a page, or `undefined` if the page is not ours. */
	readonly tokenOf: (page: string) => Awaitable<string | undefined>;
	/** Signs every call (`appsecret_proof`): a stolen token is of no use without it. */
	readonly appSecret: string;
	/** A call takes at most this long, in milliseconds, and one with a file six times as long. Default: 10,000. */
	readonly withinMs?: number | undefined;
	/** Default: Node's own client with connections kept open. */
	readonly fetch?: typeof globalThis.fetch | undefined;
}

export interface GraphCall {
	/** Whose token it is made with. */
	readonly page: string;
	/** Default: `POST`. */
	readonly method?: "GET" | "POST" | "DELETE" | undefined;
	/** After the version, for instance `<page>/messages`. */
	readonly path: string;
	readonly query?: Readonly<Record<string, string>> | undefined;
	/** Sent as JSON. */
	readonly body?: object | undefined;
	/** Sent along with the body as a form. */
	readonly file?: GraphFile | undefined;
	readonly withinMs?: number | undefined;
}

export type GraphResult =
	| { readonly isOk: true; readonly body: unknown; readonly usage: Usage | undefined }
	| ({ readonly isOk: false; readonly usage: Usage | undefined } & Classified);

/** Makes calls to the Graph API in a page's name, one request each. */
export interface GraphApi {
	/**
	 * What Meta refuses, and what is not answered, is a result; nothing is tried again here.
	 *
	 * @throws BatonError `unknown-page` if there is no token for the page, `no-token` if it could not be read
	 */
	call(call: GraphCall): Promise<GraphResult>;
	/** The address of something that everybody may fetch, such as `<page>/picture`. */
	addressOf(path: string): string;
}

const defaultBaseUrl = "https://graph.facebook.com";
const defaultVersion = "v25.0";

/**
 * ```ts
 * const graph = createGraphApi({ appSecret: "…", tokenOf: (page) => tokens[page] });
 * const result = await graph.call({ page: "1234", path: "1234/personas", body: { name: "Ana" } });
 * ```
 *
 * @throws BatonError `bad-messenger-options` if the base address or the version cannot be one
 */
export function createGraphApi(options: GraphApiOptions): GraphApi {
	const { tokenOf, appSecret, version = defaultVersion, withinMs = 10_000 } = options;
	const base = baseOf(options.baseUrl ?? defaultBaseUrl);
	checkVersion(version);
	const transport = options.fetch === undefined ? nodeTransport(base) : fetchTransport(base, options.fetch);
	const proofOf = proofs(appSecret);

	return {
		addressOf: (path) => `${base.href.replace(/\/$/, "")}/${version}/${path}`,
		async call(call) {
			const { page, method = "POST" } = call;
			const token = await readToken(tokenOf, page);
			const query = new URLSearchParams({ ...call.query, appsecret_proof: proofOf(token) });
			const { body, headers } = encodeBody(call.body, call.file);
			try {
				return readAnswer(
					await transport({
						method,
						path: `/${version}/${call.path}?${query}`,
						headers: { authorization: `Bearer ${token}`, ...headers },
						body,
						withinMs: Math.min(
							call.file === undefined ? withinMs : withinMs * 6,
							call.withinMs ?? Number.POSITIVE_INFINITY,
						),
					}),
				);
			} catch (error) {
				return unanswered(error);
			}
		},
	};
}

async function readToken(tokenOf: GraphApiOptions["tokenOf"], page: string): Promise<string> {
	let token: string | undefined;
	try {
		token = await tokenOf(page);
	} catch (cause) {
		throw new BatonError(
			"no-token",
			`Cannot call the Graph API for the page ${JSON.stringify(page)}: its access token could not be read`,
			{ cause },
		);
	}
	if (token === undefined) throw unknownPage(page);
	return token;
}

function readAnswer({ status, headers, body }: TransportAnswer): GraphResult {
	const parsed = parseJson(body);
	const usage = readUsage(headers);
	const isOk = status >= 200 && status < 300 && isPlainObject(parsed) && parsed.error === undefined;
	return isOk ? { isOk, body: parsed, usage } : { isOk: false, usage, ...classify(status, parsed, headers) };
}

function unanswered(error: unknown): GraphResult {
	if (!(error instanceof BatonError)) throw error;
	return {
		isOk: false,
		kind: error.code === "messenger-not-reached" ? "retry" : "unknown",
		why: "no-answer",
		error: { status: 0, code: undefined, subcode: undefined, message: error.message, trace: undefined },
		isAboutPage: false,
		usage: undefined,
	};
}

function proofs(appSecret: string): (token: string) => string {
	const known = new Map<string, string>();
	return (token) => {
		const proof = known.get(token) ?? createHmac("sha256", appSecret).update(token).digest("hex");
		if (known.size >= 1000) known.clear();
		known.set(token, proof);
		return proof;
	};
}

function baseOf(baseUrl: string): URL {
	const base = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
	if (base !== undefined && /^https?:$/.test(base.protocol) && base.search === "" && base.hash === "")
		return base;
	throw badOption(`the base address ${JSON.stringify(baseUrl)} is not one of http or https without a query`);
}

function checkVersion(version: string): void {
	if (!/^v\d+\.\d+$/.test(version))
		throw badOption(`the version ${JSON.stringify(version)} is not written like "v25.0"`);
}

function badOption(what: string): BatonError {
	return new BatonError("bad-messenger-options", `Cannot call the Graph API: ${what}`);
}

function unknownPage(page: string): BatonError {
	return new BatonError(
		"unknown-page",
		`Cannot call the Graph API for the page ${JSON.stringify(page)}: there is no access token for it, add one`,
	);
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
