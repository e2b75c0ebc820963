import { type ResponseHeaders, readUsage } from "./rate-usage.js";

/**
 * What may be done after an answer that is not a success.
 *
 * - `retry`: nothing was sent, and it may be tried again.
 * - `refused`: nothing was sent, and trying again would be refused again.
 * - `alarm`: as `refused`, and an operator has to do something.
 * - `unknown`: it may have been sent. Only its echo says so.
 */
type ErrorKind = "retry" | "refused" | "alarm" | "unknown";

/** Why, in a word that is stable; Meta's own texts come in the language of whoever made the token. */
export type ErrorReason =
	| "temporary"
	| "rate-limited"
	| "other-flow"
	| "outside-window"
	| "unavailable"
	| "no-such-user"
	| "no-such-object"
	| "not-thread-owner"
	| "bad-message"
	| "bad-media"
	| "attachment-gone"
	| "token"
	| "permission"
	| "blocked"
	| "no-answer"
	| "unreadable-answer";

export interface GraphError {
	readonly status: number;
	readonly code: number | undefined;
	readonly subcode: number | undefined;
	/** In whatever language; for people, never to decide on. */
	readonly message: string;
	/** `fbtrace_id`: what Meta's support asks for. */
	readonly trace: string | undefined;
}

/** An answer of the Graph API that is not a success, and what may be done about it. */
export interface Classified {
	readonly kind: ErrorKind;
	readonly why: ErrorReason;
	readonly error: GraphError;
	/** How many times a `retry` makes sense; without it, as long as there is time. */
	readonly times?: number | undefined;
	/** Whether all of the page's sends should wait. */
	readonly isAboutPage: boolean;
	/** When Meta says that it may be tried again, in milliseconds from now. */
	readonly afterMs?: number | undefined;
}

/**
 * Classifies an answer by code and subcode, and only then by HTTP status.
 *
 * https://developers.facebook.com/docs/messenger-platform/error-codes
 *
 * @param body what was parsed of the answer's body, or `undefined`
 */
export function classify(status: number, body: unknown, headers: ResponseHeaders): Classified {
	const error = parseError(status, body);
	const { kind, why, times, isAboutPage = false, afterMs } = ruleOf(error, body);
	return { kind, why, error, times, isAboutPage, afterMs: waitOf(why, headers) ?? afterMs };
}

interface Rule {
	readonly kind: ErrorKind;
	readonly why: ErrorReason;
	readonly times?: number;
	readonly isAboutPage?: boolean;
	readonly afterMs?: number;
}

const refused = (why: ErrorReason): Rule => ({ kind: "refused", why });
const alarm = (why: ErrorReason): Rule => ({ kind: "alarm", why });
const few: Rule = { kind: "retry", why: "temporary", times: 4 };
const once: Rule = { kind: "retry", why: "temporary", times: 1 };
const rate: Rule = { kind: "retry", why: "rate-limited", isAboutPage: true };
const token: Rule = { kind: "alarm", why: "token", isAboutPage: true, afterMs: 30_000 };
const blocked: Rule = { kind: "alarm", why: "blocked", isAboutPage: true, afterMs: 600_000 };
const maybeSent: Rule = { kind: "unknown", why: "unreadable-answer" };

/** A row for a subcode goes before the one for its code. */
const rules: Readonly<Record<string, Rule>> = {
	"-1": few,
	"1": once,
	"1/1357046": maybeSent,
	"1/2018382": refused("bad-message"),
	"2": few,
	"2/2018344": alarm("permission"),
	"4": rate,
	"4/2018022": { ...rate, isAboutPage: false, afterMs: 30_000 },
	"4/2018354": refused("unavailable"),
	"9/2018352": refused("unavailable"),
	"10": alarm("permission"),
	"10/1893015": refused("unavailable"),
	"10/1893063": blocked,
	"10/2018065": refused("outside-window"),
	"10/2018108": refused("unavailable"),
	"10/2018278": refused("outside-window"),
	"10/2534022": refused("outside-window"),
	"17": rate,
	"32": rate,
	"100": refused("bad-message"),
	"100/33": refused("no-such-object"),
	"100/2018001": refused("no-such-user"),
	"100/2018008": { kind: "retry", why: "bad-media", times: 1 },
	"100/2018047": refused("bad-media"),
	"100/2018074": refused("attachment-gone"),
	"100/2018109": refused("bad-media"),
	"100/2018294": refused("bad-media"),
	"100/2534037": refused("not-thread-owner"),
	"102": token,
	"190": token,
	"194": refused("bad-message"),
	"200/1545041": refused("unavailable"),
	"210": refused("unavailable"),
	"230": refused("unavailable"),
	"341": { kind: "retry", why: "blocked", isAboutPage: true, afterMs: 60_000 },
	"368": blocked,
	"551": refused("unavailable"),
	"613": rate,
	"613/1893016": refused("unavailable"),
	"613/2018338": alarm("blocked"),
	"1200": few,
	"2022": blocked,
	"80006": rate,
	"1545041": refused("unavailable"),
};

/** Meta gives these with several codes, and some also as a code of their own. */
const rulesBySubcode: Readonly<Record<number, Rule>> = {
	2018028: alarm("permission"),
	2018300: refused("not-thread-owner"),
	2018321: { kind: "retry", why: "other-flow", afterMs: 15_000 },
};

function ruleOf({ status, code, subcode }: GraphError, body: unknown): Rule {
	if (code === undefined) return ruleByStatus(status);
	const known =
		rulesBySubcode[subcode ?? code] ?? rules[`${code}/${subcode}`] ?? rules[code] ?? ruleByRange(code);
	if (known !== undefined) return known;
	return isTransient(body) || status >= 500 ? few : status === 429 ? rate : refused("bad-message");
}

function ruleByRange(code: number): Rule | undefined {
	return code >= 200 && code <= 299 ? alarm("permission") : undefined;
}

/** Without Meta's own error there is only what HTTP says. Of 502 and 504 the answer is lost, not the request. */
function ruleByStatus(status: number): Rule {
	if (status === 429) return rate;
	if (status === 500 || status === 503) return few;
	if (status === 401 || status === 403) return alarm("permission");
	if (status < 300 || status >= 500 || status === 408) return maybeSent;
	return refused("bad-message");
}

function waitOf(why: ErrorReason, headers: ResponseHeaders): number | undefined {
	if (why !== "rate-limited") return undefined;
	const { "retry-after": after } = headers;
	const seconds = typeof after === "string" ? Number(after) : Number.NaN;
	return seconds > 0 ? seconds * 1000 : readUsage(headers)?.regainMs;
}

function parseError(status: number, body: unknown): GraphError {
	const error = memberOf(body, "error");
	const message = memberOf(error, "message");
	const trace = memberOf(error, "fbtrace_id");
	return {
		status,
		code: numberOf(memberOf(error, "code")),
		subcode: numberOf(memberOf(error, "error_subcode")),
		message:
			typeof message === "string" ? message : `The answer was HTTP ${status} without an error of Meta's`,
		trace: typeof trace === "string" ? trace : undefined,
	};
}

function isTransient(body: unknown): boolean {
	return memberOf(memberOf(body, "error"), "is_transient") === true;
}

function memberOf(value: unknown, name: string): unknown {
	return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function numberOf(value: unknown): number | undefined {
	const number = typeof value === "string" && value !== "" ? Number(value) : value;
	return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}
