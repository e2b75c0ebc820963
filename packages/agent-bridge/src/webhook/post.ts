import { constantTimeEqual, readRetryAfter, type SafeAnswer, type SafeCaller } from "@baton/core/http";
import { envelope } from "./cloud-event.js";
import { goodSecrets, hashOf, type Settings } from "./settings.js";
import { signatureHeaders, signWebhook } from "./signature.js";

/** What became of one try. */
export type Tried =
	| { readonly type: "taken" }
	| {
			readonly type: "failed";
			/** For an operator: never what the endpoint said. */
			readonly why: string;
			/** The endpoint does not want any more. */
			readonly isGone: boolean;
			/** How long it asks to be left alone. */
			readonly retryAfterMs: number | undefined;
	  };

export interface Posting {
	/** The same at every try. */
	readonly id: string;
	readonly type: string;
	readonly at: number;
	readonly subject: string | undefined;
	readonly body: unknown;
}

export interface PostOptions {
	readonly caller: SafeCaller;
	readonly settings: Pick<Settings, "url" | "token" | "signing" | "cloudEvents">;
	/** Who says it, in CloudEvents. */
	readonly source: string;
	readonly now: number;
}

/** An endpoint that has not answered by then has failed. */
const answerWithinMs = 5_000;
const longestAnswer = 65_536;

/** Makes one request, and looks whether whoever answered knows the word. Never rejects. */
export async function post({ caller, settings, source, now }: PostOptions, posting: Posting): Promise<Tried> {
	const { headers, body } = envelope(settings.cloudEvents, source, posting);
	const timestamp = Math.floor(now / 1000);
	const secrets = goodSecrets(settings.signing, now);
	const signature = signWebhook(secrets, { id: posting.id, timestamp, body });
	try {
		const answer = await caller.fetch(settings.url, {
			method: "POST",
			headers: {
				...headers,
				"content-length": String(Buffer.byteLength(body)),
				"user-agent": "Baton-Webhook/1",
				[signatureHeaders.id]: posting.id,
				[signatureHeaders.timestamp]: String(timestamp),
				...(secrets.length === 0 ? {} : { [signatureHeaders.signature]: signature }),
			},
			body,
			maxBytes: longestAnswer,
			withinMs: answerWithinMs,
		});
		return judge(answer, settings.token, now);
	} catch (error) {
		return failed(error instanceof Error ? error.message.replace(/^\[[\w-]+\] /, "") : String(error));
	}
}

function judge(answer: SafeAnswer, token: string, now: number): Tried {
	const { status, headers } = answer;
	if (status >= 200 && status < 300)
		return carries(answer, token)
			? { type: "taken" }
			: failed("its answer does not carry the verification token");
	const retryAfter = headers["retry-after"];
	return {
		...failed(`it answered ${status}`),
		isGone: status === 410,
		retryAfterMs: retryAfter === undefined ? undefined : readRetryAfter(retryAfter, now),
	};
}

function failed(why: string): Extract<Tried, { type: "failed" }> {
	return { type: "failed", why, isGone: false, retryAfterMs: undefined };
}

/** The whole body, a header, or a member of a JSON object. */
function carries({ headers, body }: SafeAnswer, token: string): boolean {
	const text = Buffer.from(body).toString("utf8").trim();
	const header = headers["x-verification-token"];
	const given = [text, ...(typeof header === "string" ? [header] : []), ...membersOf(text)];
	return given.map((each) => constantTimeEqual(hashOf(each), token)).includes(true);
}

function membersOf(text: string): readonly string[] {
	if (!text.startsWith("{")) return [];
	try {
		const value: unknown = JSON.parse(text);
		if (typeof value !== "object" || value === null) return [];
		return Object.entries(value)
			.filter(([name]) => /^(verification)?[_-]?token$/i.test(name))
			.flatMap(([, each]) => (typeof each === "string" ? [each] : []));
	} catch {
		return [];
	}
}
