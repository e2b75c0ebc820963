import { BatonError } from "@baton/core/error";
import { postSigned } from "./delivery/post-signed.js";
import { newSecret } from "./ids.js";
import type { AppRuntime } from "./runtime.js";
import type { World } from "./world.js";

/**
 * Asks an address to repeat a word, signed like everything else.
 *
 * https://docs.slack.dev/reference/events/url_verification
 *
 * @throws BatonError `address-not-verified`
 */
export async function verifyAddress(
	{ clock }: World,
	{ app, ending }: AppRuntime,
	url: string,
): Promise<void> {
	const challenge = newSecret();
	const body = JSON.stringify({ token: app.verificationToken, challenge, type: "url_verification" });
	const post = { clock, signingSecret: app.signingSecret, ending: ending.signal };
	const answer = await postSigned(post, { url, body, contentType: "application/json" });
	if (answer.status === 200 && challengeIn(answer.text) === challenge) return;
	const what = answer.status === undefined ? "did not answer" : `answered ${answer.status}`;
	throw new BatonError(
		"address-not-verified",
		`Cannot send events to ${url}: it ${what} and did not repeat the challenge, check its signing secret`,
	);
}

/** As text, as JSON, or as a form. */
function challengeIn(text: string): string {
	try {
		const value: unknown = JSON.parse(text);
		if (typeof value === "object" && value !== null && "challenge" in value) return String(value.challenge);
	} catch {
		// It is no JSON.
	}
	return new URLSearchParams(text).get("challenge") ?? text;
}
