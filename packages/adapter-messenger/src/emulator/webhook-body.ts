import { createHmac } from "node:crypto";
import type { JsonObject } from "./json.js";

/** One thing that happened, for one app. */
export interface Happening {
	readonly page: string;
	/** Whether the app may act on it, or only hears it. */
	readonly channel: "messaging" | "standby";
	readonly event: JsonObject;
}

/**
 * The body of a webhook as it is on the wire: everything beyond ASCII and every slash escaped. The signature is made
 * over these bytes, so whoever parses and writes again gets another one.
 *
 * https://developers.facebook.com/docs/messenger-platform/webhooks#validate-payloads
 */
export function toBody(happenings: readonly Happening[], now: number): string {
	const entry = happenings.map(({ page, channel, event }) => ({ id: page, time: now, [channel]: [event] }));
	return JSON.stringify({ object: "page", entry })
		.replaceAll("/", "\\/")
		.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Both headers, as Meta sends them. */
export function signatures(body: string, secret: string): Readonly<Record<string, string>> {
	return {
		"X-Hub-Signature": `sha1=${createHmac("sha1", secret).update(body).digest("hex")}`,
		"X-Hub-Signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
	};
}
