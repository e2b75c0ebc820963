import { type LookupAddress, type LookupOptions, lookup } from "node:dns";
import { type IncomingHttpHeaders, type IncomingMessage, request as requestPlain } from "node:http";
import { request as requestSecure } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { BatonError } from "../error.js";
import { isPublicAddress } from "./private-address.js";

export interface SafeFetchOptions {
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
	/** Addresses inside private networks are reached too. For tests and for desks in the own network. */
	readonly allowPrivate?: boolean | undefined;
}

export interface SafeAnswer {
	readonly status: number;
	readonly headers: IncomingHttpHeaders;
	readonly body: Uint8Array;
}

/**
 * Calls an address that came from outside. Names are resolved once, and the connection goes to the address that
 * was checked; redirects are answers like any other and not followed.
 *
 * @throws BatonError `address-refused` (not http(s), with credentials, or not of the public internet),
 * `too-large`, `wrong-type`, `fetch-failed` (no connection, no answer in time)
 */
export function safeFetch(address: string | URL, options: SafeFetchOptions): Promise<SafeAnswer> {
	const url = targetOf(address, options.allowPrivate === true);
	return new Promise((resolve, reject) => {
		const send = url.protocol === "https:" ? requestSecure : requestPlain;
		const request = send(url, {
			method: options.method ?? "GET",
			headers: { ...options.headers },
			...(options.allowPrivate === true ? {} : { lookup: publicLookup }),
			agent: false,
		});
		const timer = setTimeout(
			() => fail(failed(url, `it did not answer within ${options.withinMs} ms`)),
			options.withinMs,
		);
		function fail(error: BatonError): void {
			clearTimeout(timer);
			request.destroy();
			reject(error);
		}
		request.on("error", (error) =>
			fail(error instanceof BatonError ? error : failed(url, error.message, error)),
		);
		request.on("response", (response) => {
			readAnswer(url, response, options).then((answer) => {
				clearTimeout(timer);
				resolve(answer);
			}, fail);
		});
		request.end(options.body);
	});
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

/** All or nothing: a name with one private address among public ones is refused. */
const publicLookup: LookupFunction = (name, options, callback) => {
	lookup(name, { ...(options as LookupOptions), all: true }, (error, found: LookupAddress[]) => {
		const first = found?.[0];
		if (error !== null || first === undefined) return callback(error ?? new Error("no address"), "", 0);
		if (!found.every(({ address }) => isPublicAddress(address)))
			return callback(refused(name, "it is not of the public internet"), "", 0);
		if ((options as LookupOptions).all === true)
			return (callback as unknown as (error: null, all: LookupAddress[]) => void)(null, found);
		callback(null, first.address, first.family);
	});
};

async function readAnswer(
	url: URL,
	response: IncomingMessage,
	{ maxBytes, types }: SafeFetchOptions,
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
