import { BatonError } from "../../error.js";

/**
 * The address of a service below the one that is configured.
 *
 * @throws BatonError `bad-recognizer-options` if it is not an http or https address
 */
export function endpoint(name: string, base: string, path: string): URL {
	const url = parseUrl(base.endsWith("/") ? base : `${base}/`);
	if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== "" || url.search !== "")
		throw badOptions(name, "give url as an http or https address without a user, password or query");
	return new URL(path, url);
}

/**
 * A secret for a header.
 *
 * @throws BatonError `bad-recognizer-options` if no header may carry it; it is not repeated in the message
 */
export function bearer(name: string, secret: string | undefined): Readonly<Record<string, string>> {
	if (secret === undefined) return {};
	if (/^[\x21-\x7e]+$/.test(secret)) return { authorization: `Bearer ${secret}` };
	throw badOptions(
		name,
		"the key or token is empty or has characters that no header may carry, such as a line end",
	);
}

export function badOptions(name: string, problem: string): BatonError {
	return new BatonError(
		"bad-recognizer-options",
		`Cannot make a recognizer of ${name}, correct its options: ${problem}`,
	);
}

function parseUrl(address: string): URL | undefined {
	return URL.canParse(address) ? new URL(address) : undefined;
}
