import { BatonError, type Clock } from "@baton/core";
import { constantTimeEqual, type Edge, type EdgeAnswer, type EdgeRequest } from "@baton/core/http";
import { frameLimits, isDeeperThan } from "../protocol/parse.js";
import { type ActOptions, act } from "./act.js";
import { unwrap } from "./cloud-event.js";
import { profileOf } from "./profile/profile.js";
import { goodSecrets, hashOf, type Records } from "./settings.js";

export interface InboundOptions extends ActOptions {
	readonly records: Pick<Records, "readSettings">;
	readonly clock: Clock;
	/** Told what went wrong here. */
	readonly onError: (error: unknown) => void;
}

const largestBody = 262_144;

/** The address that the system behind the webhook calls. */
export function inboundEdge(options: InboundOptions): Edge {
	return async (request) => {
		try {
			return await answer(options, request);
		} catch (error) {
			return answerError(options, error);
		}
	};
}

async function answer(options: InboundOptions, request: EdgeRequest): Promise<EdgeAnswer> {
	const settings = await options.records.readSettings();
	const name = request.path.slice(request.path.lastIndexOf("/") + 1);
	if (settings === undefined || !constantTimeEqual(name, settings.inbound))
		return refuse(404, "unknown-address", "There is no desk at this address");
	if (request.method !== "POST")
		return { ...refuse(405, "bad-method", "Only POST"), headers: { ...jsonHeaders, allow: "POST" } };
	const hashes = goodSecrets(settings.access, options.clock.now());
	if (!isAllowed(request, hashes))
		return refuse(401, "unauthorized", "Send the access token: Authorization: Bearer, or X-Access-Token");
	if (request.body.length > largestBody)
		return refuse(413, "too-large", `The body is larger than ${largestBody} bytes`);
	const value = parse(request.body);
	if (value === undefined) return refuse(400, "bad-json", "The body is no JSON");
	if (isDeeperThan(value, frameLimits.depth))
		return refuse(422, "bad-event", `It is nested deeper than ${frameLimits.depth} levels`);
	const content = unwrap(value, request.header("content-type") ?? "");
	return json(200, await act(options, profileOf(settings.profile).read(content)));
}

function isAllowed(request: EdgeRequest, hashes: readonly string[]): boolean {
	const [, bearer] = /^Bearer +(\S+)$/i.exec(request.header("authorization") ?? "") ?? [];
	const given = hashOf(bearer ?? request.header("x-access-token") ?? "");
	return hashes.map((hash) => constantTimeEqual(given, hash)).includes(true);
}

function parse(body: Uint8Array): unknown {
	try {
		return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
	} catch {
		return undefined;
	}
}

/** By the code of the error. What is not here went wrong with us. */
const statuses: Readonly<Record<string, number>> = {
	"bad-event": 422,
	"bad-frame": 422,
	"bad-target": 422,
	"human-required": 422,
	"nothing-to-say": 422,
	"unknown-draft": 422,
	"unknown-intent": 422,
	"frame-too-large": 413,
	"frame-too-deep": 422,
	"unknown-conversation": 404,
	erased: 404,
	"conversation-over": 409,
	"not-in-control": 409,
	"stale-epoch": 409,
	"offer-gone": 409,
	"not-offered": 409,
	"illegal-move": 409,
	"at-capacity": 409,
	"colleague-in-control": 409,
	"outside-window": 409,
	"already-sent": 409,
	"nothing-to-withdraw": 409,
	"too-many-frames": 429,
};

function answerError({ onError }: InboundOptions, error: unknown): EdgeAnswer {
	const code = error instanceof BatonError ? error.code : "failed";
	const status = Object.hasOwn(statuses, code) ? (statuses[code] ?? 503) : 503;
	if (status === 503) onError(error);
	const message = status === 503 ? "Something went wrong here: send it again" : messageOf(error);
	const again = status === 503 || status === 429 ? { "retry-after": "5" } : {};
	return { ...refuse(status, code, message), headers: { ...jsonHeaders, ...again } };
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message.replace(/^\[[\w-]+\] /, "") : "It was not done";
}

const jsonHeaders = {
	"content-type": "application/json; charset=utf-8",
	"cache-control": "no-store",
} as const;

function refuse(status: number, code: string, message: string): EdgeAnswer {
	return json(status, { error: { code, message } });
}

function json(status: number, value: unknown): EdgeAnswer {
	return { status, headers: jsonHeaders, body: JSON.stringify(value) };
}
