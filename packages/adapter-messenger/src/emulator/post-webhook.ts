import type { Clock } from "@baton/core";
import { platformTimes } from "./platform-limits.js";
import { signatures } from "./webhook-body.js";

export interface PostOptions {
	readonly clock: Clock;
	/** Of the app. */
	readonly secret: string;
	/** When the emulator closes. */
	readonly ending: AbortSignal;
}

/** The status of the answer, or `undefined` if there was none in time. A redirect is not followed. */
export async function postWebhook(
	{ clock, secret, ending }: PostOptions,
	url: string,
	body: string,
): Promise<number | undefined> {
	const patience = new AbortController();
	const calm = clock.after(platformTimes.webhookAnswer, () => patience.abort());
	try {
		const response = await fetch(url, {
			method: "POST",
			body,
			headers: { "Content-Type": "application/json", ...signatures(body, secret) },
			redirect: "manual",
			signal: AbortSignal.any([patience.signal, ending]),
		});
		await response.body?.cancel();
		return response.status;
	} catch {
		return undefined;
	} finally {
		calm();
	}
}
