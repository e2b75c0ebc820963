import { BatonError, type Clock } from "@baton/core";
import {
	LogLevel,
	WebAPIHTTPError,
	WebAPIPlatformError,
	WebAPIRateLimitedError,
	WebClient,
} from "@slack/web-api";
import type { z } from "zod";
import { pause } from "../pause.js";
import { createPace } from "./pace.js";

export interface SlackApiOptions {
	readonly token: string;
	/** Default: Slack's own. */
	readonly apiUrl?: string | undefined;
	readonly clock: Clock;
	/** A call without an answer for this long has an unknown outcome, in milliseconds. Default: 10,000. */
	readonly answerWithinMs?: number | undefined;
	/** Between two messages in one channel. Default: 1,000 ms, after a few at once. */
	readonly postEveryMs?: number | undefined;
}

/** Calls Slack's Web API. `ok: false` is the error that it is; what Slack asks to wait for is waited for. */
export interface SlackApi {
	/**
	 * Once. @throws BatonError `slack-…` with Slack's own word for why it refused, in kebab-case, such as
	 * `slack-name-taken`; `slack-unanswered` where nobody can say whether it had its effect
	 */
	call<Shape extends z.ZodType>(method: string, args: Arguments, shape: Shape): Promise<z.infer<Shape>>;
	/** As `call`, and again if no answer came: for what does no harm twice. */
	repeat<Shape extends z.ZodType>(method: string, args: Arguments, shape: Shape): Promise<z.infer<Shape>>;
}

type Arguments = Readonly<Record<string, unknown>>;

const repeats = 3;
const firstPauseMs = 500;

export function createSlackApi(options: SlackApiOptions): SlackApi {
	const { clock } = options;
	const web = openClient(options);
	const pace = createPace(clock, options.postEveryMs);

	async function call<Shape extends z.ZodType>(
		method: string,
		args: Arguments,
		shape: Shape,
	): Promise<z.infer<Shape>> {
		const lane = laneOf(method, args);
		for (;;) {
			await pace.turn(lane, method);
			try {
				return read(method, shape, await web.apiCall(method, { ...args }));
			} catch (error) {
				if (!(error instanceof WebAPIRateLimitedError)) throw toError(method, error);
				pace.hold(lane, error.retryAfter * 1000);
			}
		}
	}

	return {
		call,
		async repeat(method, args, shape) {
			for (let attempt = 0; ; attempt++) {
				try {
					return await call(method, args, shape);
				} catch (error) {
					if (!isUnanswered(error) || attempt === repeats) throw error;
					await pause(clock, firstPauseMs * 2 ** attempt);
				}
			}
		},
	};
}

/** It repeats nothing by itself: a message that was posted twice cannot be told from two. */
function openClient({ token, apiUrl, answerWithinMs = 10_000 }: SlackApiOptions): WebClient {
	return new WebClient(token, {
		...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
		logLevel: LogLevel.ERROR,
		retryConfig: { retries: 0 },
		rejectRateLimitedCalls: true,
		timeout: answerWithinMs,
	});
}

/** Messages are counted by channel, everything else by method. https://docs.slack.dev/apis/web-api/rate-limits */
function laneOf(method: string, { channel }: Arguments): string {
	return method === "chat.postMessage" ? `${method} ${String(channel)}` : method;
}

function read<Shape extends z.ZodType>(method: string, shape: Shape, answer: unknown): z.infer<Shape> {
	const parsed = shape.safeParse(answer);
	if (parsed.success) return parsed.data;
	throw new BatonError("slack-unreadable", `Cannot use what Slack answered to ${method}: see the cause`, {
		cause: parsed.error,
	});
}

function toError(method: string, error: unknown): BatonError {
	if (error instanceof BatonError) return error;
	if (error instanceof WebAPIPlatformError) {
		const why = error.data.error;
		return new BatonError(
			`slack-${why.replace(/[^a-z0-9]+/gi, "-").toLowerCase()}`,
			`Cannot do ${method}: Slack refused with "${why}"`,
			{ cause: error },
		);
	}
	const what =
		error instanceof WebAPIHTTPError ? `Slack answered with ${error.statusCode}` : "no answer came";
	return new BatonError("slack-unanswered", `Cannot tell what became of ${method}: ${what}`, {
		cause: error,
	});
}

export function isUnanswered(error: unknown): boolean {
	return error instanceof BatonError && error.code === "slack-unanswered";
}

/** Whether Slack refused for good, with one of these words. */
export function isRefused(error: unknown, ...codes: readonly string[]): boolean {
	return error instanceof BatonError && codes.includes(error.code);
}
