import { BatonError } from "@baton/core/error";
import { type SafeAnswer, type SafeFetchOptions, safeFetch } from "@baton/core/http";

/**
 * Fetches what is at an address from outside. A redirect is a new address from outside, and checked like one.
 *
 * @throws BatonError as `safeFetch`
 */
export async function fetchMedia(url: string, how: SafeFetchOptions, left = 3): Promise<SafeAnswer> {
	const answer = await safeFetch(url, how);
	const { location } = answer.headers;
	if (answer.status === 200) return answer;
	if (location === undefined || answer.status >= 400 || left === 0)
		throw new BatonError(
			"fetch-failed",
			`Cannot keep what a user sent: its address answered with ${answer.status}`,
		);
	return fetchMedia(new URL(location, url).href, how, left - 1);
}

/** What will not be otherwise a moment later. */
const forGood: ReadonlySet<string> = new Set(["address-refused", "too-large", "wrong-type"]);

export function isForGood(error: unknown): boolean {
	return error instanceof BatonError && forGood.has(error.code);
}
