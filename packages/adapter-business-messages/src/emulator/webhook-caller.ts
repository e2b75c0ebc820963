import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { BatonError } from "@baton/core/error";
import { sign, signatureHeader } from "../signature.js";

export interface WebhookCallerOptions {
	readonly clientToken: string;
	/** The pause after a call that was not answered with 200, in milliseconds; it doubles with each. */
	readonly firstPauseMs: number;
}

/** Calls the agent's webhook, signed, until it answers 200. */
export interface WebhookCaller {
	/**
	 * Resolves when the call is acknowledged, or at once if no webhook is connected. Rejects if that is given up: the
	 * emulator is closed, or seven days pass.
	 */
	call(body: object): Promise<void>;
	/**
	 * Verifies an address, and calls it from now on.
	 *
	 * @throws BatonError `webhook-not-verified` if it does not repeat the secret
	 */
	connect(url: string): Promise<void>;
	close(): void;
}

const sevenDaysMs = 604_800_000;
const longestPauseMs = 600_000;

export function createWebhookCaller({ clientToken, firstPauseMs }: WebhookCallerOptions): WebhookCaller {
	const closing = new AbortController();
	let address: string | undefined;

	async function attempt(address: string, body: string): Promise<boolean> {
		const headers = { "content-type": "application/json", [signatureHeader]: sign(body, clientToken) };
		const request = { method: "POST", headers, body, signal: closing.signal };
		const response = await fetch(address, request).catch(() => undefined);
		await response?.body?.cancel();
		return response?.status === 200;
	}

	return {
		async call(body) {
			const to = address;
			if (to === undefined) return;
			const text = JSON.stringify(body);
			let pause = firstPauseMs;
			for (let waited = 0; waited < sevenDaysMs; waited += pause) {
				if (await attempt(to, text)) return;
				await setTimeout(pause, undefined, { signal: closing.signal, ref: false });
				pause = Math.min(longestPauseMs, pause * 2);
			}
			throw new BatonError(
				"not-acknowledged",
				"Cannot reach the webhook: it did not answer 200 for seven days",
			);
		},
		async connect(url) {
			const secret = randomUUID();
			const body = JSON.stringify({ clientToken, secret });
			const headers = { "content-type": "application/json" };
			const response = await fetch(url, { method: "POST", headers, body, signal: closing.signal });
			const repeated = await response.text();
			if (response.status !== 200 || repeated !== secret) throw notVerified(url, response.status);
			address = url;
		},
		close: () => closing.abort(),
	};
}

function notVerified(url: string, status: number): BatonError {
	return new BatonError(
		"webhook-not-verified",
		`Cannot connect the webhook ${url}: it answered ${status} and did not repeat the secret, check its client token`,
	);
}
