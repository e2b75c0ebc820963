import type { LookupAddress, LookupOptions } from "node:dns";
import { lookup as lookupAll } from "node:dns/promises";
import {
	type ClientRequest,
	type IncomingHttpHeaders,
	type IncomingMessage,
	type Agent as PlainAgent,
	request as requestPlain,
} from "node:http";
import { request as requestSecure, type Agent as SecureAgent } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import type { Clock } from "../clock.js";
import { BatonError } from "../error.js";
import { isPublicAddress } from "./private-address.js";

/** What is asked for, and how much of an answer is taken. */
export interface SafeRequest {
	/** Default: `GET`. */
	readonly method?: string | undefined;
	readonly headers?: Readonly<Record<string, string>> | undefined;
	readonly body?: string | Uint8Array | undefined;
	/** A longer answer is refused, in bytes. */
	readonly maxBytes: number;
	/** For all of it, in milliseconds. */
	readonly withinMs: number;
	/** Content types that are wanted, such as `image/`: the beginning decides. Default: any. */
	readonly types?: readonly string[] | undefined;
}

/** How a name is resolved: to all of its addresses. */
export type Lookup = (name: string) => Promise<readonly Pick<LookupAddress, "address" | "family">[]>;

export interface SafeAnswer {
	readonly status: number;
	readonly headers: IncomingHttpHeaders;
	readonly body: Uint8Array;
}

/** Under which rules, and over which connections. */
export interface Way {
	readonly allowPrivate: boolean;
	readonly lookup: Lookup;
	readonly clock: Clock;
	readonly agents: { readonly http: PlainAgent | false; readonly https: SecureAgent | false };
}

export async function send(address: string | URL, request: SafeRequest, way: Way): Promise<SafeAnswer> {
	return sendTo(targetOf(address, way.allowPrivate), request, way);
}

function sendTo(url: URL, options: SafeRequest, way: Way): Promise<SafeAnswer> {
	return new Promise((resolve, reject) => {
		const isSecure = url.protocol === "https:";
		const request = (isSecure ? requestSecure : requestPlain)(url, {
			method: options.method ?? "GET",
			headers: { ...options.headers },
			lookup: checkedLookup(way),
			agent: isSecure ? way.agents.https : way.agents.http,
		});
		const callOff = way.clock.after(options.withinMs, () =>
			fail(failed(url, `it did not answer within ${options.withinMs} ms`)),
		);
		function fail(error: BatonError): void {
			callOff();
			request.destroy();
			reject(error);
		}
		request.on("error", (error) => {
			if (!isStale(request, error))
				return fail(error instanceof BatonError ? error : failed(url, error.message, error));
			callOff();
			sendTo(url, options, { ...way, agents: { http: false, https: false } }).then(resolve, reject);
		});
		request.on("response", (response) => {
			readAnswer(url, response, options).then((answer) => {
				callOff();
				resolve(answer);
			}, fail);
		});
		request.end(options.body);
	});
}

/** A kept connection that the other side was about to close: nothing was wrong with what was asked. */
function isStale({ reusedSocket }: ClientRequest, error: Error): boolean {
	return reusedSocket && "code" in error && error.code === "ECONNRESET";
}

/** The URL parser has made every way of writing an IPv4 address into the one with dots. */
function targetOf(address: string | URL, allowPrivate: boolean): URL {
	const url = URL.canParse(String(address)) ? new URL(String(address)) : undefined;
	if (url === undefined || (url.protocol !== "https:" && url.protocol !== "http:"))
		throw refused(String(address), "only http and https are called");
	if (url.username !== "" || url.password !== "") throw refused(url.host, "it carries credentials");
	const host = url.hostname.replace(/^\[|\]$|\.$/g, "");
	const isInside = isIP(host) === 0 ? /(^|\.)localhost$/.test(host) : !isPublicAddress(host);
	if (!allowPrivate && isInside) throw refused(url.host, "it is not of the public internet");
	return url;
}

export const systemLookup: Lookup = (name) => lookupAll(name, { all: true });

/** All or nothing: a name with one private address among public ones is refused. */
function checkedLookup({ allowPrivate, lookup }: Way): LookupFunction {
	return (name, options, callback) => {
		lookup(name).then(
			(found) => {
				const [first] = found;
				if (first === undefined) return callback(new Error("it has no address"), "", 0);
				if (!allowPrivate && !found.every(({ address }) => isPublicAddress(address)))
					return callback(refused(name, "it is not of the public internet"), "", 0);
				if ((options as LookupOptions).all !== true) return callback(null, first.address, first.family);
				(callback as unknown as (error: null, all: typeof found) => void)(null, found);
			},
			(error: Error) => callback(error, "", 0),
		);
	};
}

async function readAnswer(
	url: URL,
	response: IncomingMessage,
	{ maxBytes, types }: SafeRequest,
): Promise<SafeAnswer> {
	const { statusCode = 0, headers } = response;
	const type = headers["content-type"] ?? "";
	if (types !== undefined && statusCode < 300 && !types.some((wanted) => type.startsWith(wanted)))
		throw new BatonError(
			"wrong-type",
			`Cannot take what ${url.host} answered: it is ${type || "of no type"}`,
		);
	if (Number(headers["content-length"] ?? 0) > maxBytes) throw tooLarge(url, maxBytes);
	const chunks: Uint8Array[] = [];
	let size = 0;
	try {
		for await (const chunk of response as AsyncIterable<Uint8Array>) {
			size += chunk.length;
			if (size > maxBytes) throw tooLarge(url, maxBytes);
			chunks.push(chunk);
		}
	} catch (error) {
		throw error instanceof BatonError ? error : failed(url, "the answer broke off", error);
	}
	return { status: statusCode, headers, body: Buffer.concat(chunks) };
}

function refused(host: string, why: string): BatonError {
	return new BatonError("address-refused", `Cannot call ${host}: ${why}`);
}

function tooLarge(url: URL, maxBytes: number): BatonError {
	return new BatonError(
		"too-large",
		`Cannot take what ${url.host} answered: it is longer than ${maxBytes} bytes`,
	);
}

function failed(url: URL, why: string, cause?: unknown): BatonError {
	return new BatonError("fetch-failed", `Cannot reach ${url.host}: ${why}, try again later`, { cause });
}
