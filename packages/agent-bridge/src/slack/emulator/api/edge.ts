import type { EdgeAnswer, EdgeRequest } from "@baton/core/http";
import type { Fault, FaultBox } from "../faults.js";
import type { CallRates } from "../rates.js";
import { SlackRefusal } from "../refusal.js";
import type { Json } from "../state.js";
import type { World } from "../world.js";
import { type Method, requireScope } from "./method.js";
import { methods } from "./methods.js";
import type { Parts } from "./parts.js";
import { RateRefusal } from "./rate-refusal.js";
import { type ReadCall, readCall } from "./read-call.js";
import { appOf, type Caller, installOf } from "./token.js";

/** A call as it came and what was answered, for tests to look at. */
export interface RecordedCall {
	readonly at: number;
	readonly method: string;
	/** The workspace's domain. */
	readonly workspace: string | undefined;
	readonly args: Json;
	/** `ok`, the error, or `none` where no answer was given. */
	readonly answer: string;
}

export interface ApiEdgeOptions {
	readonly world: World;
	readonly parts: Parts;
	readonly callRates: CallRates;
	readonly faults: FaultBox;
	readonly calls: RecordedCall[];
}

/** Ends the connection in the middle of everything. */
type HangUp = () => void;

interface Done {
	readonly answer: EdgeAnswer;
	readonly word: string;
}

/** Calls that are kept: an emulator may run for days. */
const longestRecord = 10_000;

/** The Web API: who calls, whether that is allowed, how often, and then what it does. */
export function apiEdge(options: ApiEdgeOptions) {
	const { world, faults, calls } = options;

	async function answer(request: EdgeRequest, hangUp: HangUp): Promise<EdgeAnswer> {
		const name = request.path.slice("/api/".length);
		const read = await readCall(request).catch(refusalOf);
		const fault = faults.take(name);
		const done = failedBefore(fault, hangUp) ?? ("word" in read ? read : perform(options, name, read));
		const isLost = fault?.type === "drop-request" || fault?.type === "drop-answer";
		record(name, "word" in read ? undefined : read, isLost ? "none" : done.word);
		if (fault?.type === "drop-answer") hangUp();
		if (fault?.type === "slow") await new Promise<void>((resolve) => world.clock.after(fault.ms, resolve));
		return done.answer;
	}

	function record(method: string, read: ReadCall | undefined, word: string): void {
		const workspace = installOf(world, read?.token ?? "")?.install.workspace.domain;
		if (calls.length >= longestRecord) calls.shift();
		calls.push({ at: world.clock.now(), method, workspace, args: read?.args ?? {}, answer: word });
	}

	return answer;
}

function failedBefore(fault: Fault | undefined, hangUp: HangUp): Done | undefined {
	if (fault?.type === "rate-limit") return tooMany(fault.retryAfterS ?? 1);
	if (fault?.type === "refuse") return refusalOf(new SlackRefusal(fault.error));
	if (fault?.type === "status")
		return { answer: { status: fault.status, body: `<h1>${fault.status}</h1>` }, word: String(fault.status) };
	if (fault?.type !== "drop-request") return undefined;
	hangUp();
	return { answer: { status: 200 }, word: "none" };
}

function perform(options: ApiEdgeOptions, name: string, read: ReadCall): Done {
	try {
		if (name === "api.test") return ok({ args: read.args });
		if (name === "apps.connections.open") return ok(openSocket(options, read));
		const method = methods.get(name);
		if (method === undefined) throw new SlackRefusal("unknown_method", { req_method: name });
		const caller = callerOf(options.world, read);
		return withScopes(attempt(options, { name, method, caller, read }), caller, method);
	} catch (error) {
		return refusalOf(error);
	}
}

interface Found {
	readonly name: string;
	readonly method: Method;
	readonly caller: Caller;
	readonly read: ReadCall;
}

function attempt(options: ApiEdgeOptions, found: Found): Done {
	try {
		return ok(call(options, found));
	} catch (error) {
		return refusalOf(error);
	}
}

function call({ world, parts, callRates }: ApiEdgeOptions, { name, method, caller, read }: Found): Json {
	const { install } = caller;
	const { app, workspace } = install;
	const isHistory = name === "conversations.history" || name === "conversations.replies";
	const tier = app.isCommercial && isHistory ? 1 : method.tier;
	const late = callRates.spend(`${app.id}/${workspace.id}/${name}`, tier);
	if (late !== undefined) throw new RateRefusal(late.retryAfterS);
	requireScope(caller, method.scopes);
	const args = read.isJson && !method.takesJson ? {} : read.args;
	return method.run({ ...caller, parts, world, workspace }, args);
}

function callerOf(world: World, { token }: ReadCall): Caller {
	if (token === undefined) throw new SlackRefusal("not_authed");
	const caller = installOf(world, token);
	if (caller !== undefined) return caller;
	throw new SlackRefusal(appOf(world, token) === undefined ? "invalid_auth" : "not_allowed_token_type");
}

/** https://docs.slack.dev/reference/methods/apps.connections.open */
function openSocket({ world, parts, callRates }: ApiEdgeOptions, { token }: ReadCall): Json {
	if (token === undefined) throw new SlackRefusal("not_authed");
	const app = appOf(world, token);
	if (app === undefined)
		throw new SlackRefusal(installOf(world, token) === undefined ? "invalid_auth" : "not_allowed_token_type");
	if (!app.manifest.settings.socket_mode_enabled) throw new SlackRefusal("forbidden_team");
	const late = callRates.spend(`${app.id}/apps.connections.open`, "special");
	if (late !== undefined) throw new RateRefusal(late.retryAfterS);
	return { url: parts.socketsOf(app).newAddress(world.url) };
}

const jsonHeaders = { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" };

/** Every answer says what the token may and what the method needs. */
function withScopes({ answer, word }: Done, { scopes }: Caller, method: Method): Done {
	const told = { "x-oauth-scopes": scopes.join(","), "x-accepted-oauth-scopes": method.scopes.join(",") };
	return { answer: { ...answer, headers: { ...answer.headers, ...told } }, word };
}

function ok(body: Json): Done {
	return {
		answer: { status: 200, headers: jsonHeaders, body: JSON.stringify({ ok: true, ...body }) },
		word: "ok",
	};
}

/** Errors come with HTTP 200, except that of a caller who is too fast. */
function refusalOf(error: unknown): Done {
	if (error instanceof RateRefusal) return tooMany(error.retryAfterS);
	if (!(error instanceof SlackRefusal)) throw error;
	const body = JSON.stringify({ ok: false, error: error.error, ...error.details });
	return { answer: { status: 200, headers: jsonHeaders, body }, word: error.error };
}

function tooMany(retryAfterS: number): Done {
	const headers = { ...jsonHeaders, "retry-after": String(retryAfterS) };
	const body = JSON.stringify({ ok: false, error: "ratelimited" });
	return { answer: { status: 429, headers, body }, word: "ratelimited" };
}
