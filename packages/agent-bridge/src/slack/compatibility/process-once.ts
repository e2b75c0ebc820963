import type { Clock } from "@baton/core";
import type { EdgeAnswer } from "@baton/core/http";
import { pause } from "../pause.js";

/** The bot. */
export type Logic = (context: unknown) => Promise<unknown>;

/** What the adapter answered to a request. */
export interface Processed {
	readonly status: number;
	readonly body: unknown;
}

type Process = (req: object, res: object, logic: Logic) => Promise<void>;

/**
 * Gives a body that was checked already to the adapter, as a server would. Without the raw body it does not check
 * again.
 */
export async function processOnce(process: Process, body: unknown, logic: Logic): Promise<Processed> {
	let [status, sent]: [number, unknown] = [200, undefined];
	const res = {
		status(code: number) {
			status = code;
			return res;
		},
		header: () => res,
		send(text: unknown) {
			sent = text;
			return res;
		},
		end: () => res,
	};
	await process({ body, header: () => undefined }, res, logic);
	return { status, body: sent };
}

/** What the bot answers in time goes back with the request; else Slack hears that it came. */
export async function answerOf(
	running: Promise<Processed>,
	clock: Clock,
	withinMs: number,
): Promise<EdgeAnswer> {
	const late = pause(clock, withinMs).then(() => ({ status: 200, body: undefined }));
	const { status, body } = await Promise.race([
		running.catch(() => ({ status: 200, body: undefined })),
		late,
	]);
	if (body === undefined || body === null) return { status };
	const isText = typeof body === "string";
	return {
		status,
		headers: { "content-type": isText ? "text/plain; charset=utf-8" : "application/json" },
		body: isText ? body : JSON.stringify(body),
	};
}
