import { randomBytes } from "node:crypto";
import { BatonError } from "@baton/core/error";
import type { EdgeAnswer, EdgeRequest } from "@baton/core/http";
import type { Fault, FaultBox } from "./faults.js";
import { answerCall, type Graph } from "./graph.js";
import { type GraphCall, readCall } from "./graph-call.js";
import type { JsonObject } from "./json.js";
import { isPlatformErrorName, type PlatformError, platformErrors } from "./platform-errors.js";
import type { World } from "./world.js";

/** A call as it came, for tests to look at. */
export interface RecordedCall {
	readonly at: number;
	readonly app: string;
	readonly page: string;
	readonly method: string;
	/** For instance `1234/messages`. */
	readonly path: string;
	readonly parameters: Readonly<Record<string, unknown>>;
	/** `undefined`: no answer was given. */
	readonly status: number | undefined;
}

export interface GraphEdgeOptions {
	readonly graph: Graph;
	readonly faults: FaultBox;
	readonly calls: RecordedCall[];
}

/** Calls that are kept: an emulator may run for days. */
const longestRecord = 10_000;

/** Ends the connection in the middle of everything. */
type HangUp = () => void;

/** The Graph API as an edge: reads, lets fail what is to fail, does, and answers in Meta's words. */
export function graphEdge({ graph, faults, calls }: GraphEdgeOptions) {
	const { world, rates } = graph;

	async function answer(request: EdgeRequest, hangUp: HangUp): Promise<EdgeAnswer> {
		const call = await readCall(world, request).catch(asAnswer);
		if ("status" in call) return call;
		const fault = faults.take(nameOf(call));
		const given = await perform(call, fault, hangUp);
		const { app, page, method, path, parameters } = call;
		const isLost = fault?.type === "drop-answer" || fault?.type === "drop-request";
		const status = isLost ? undefined : given.status;
		if (calls.length >= longestRecord) calls.shift();
		calls.push({
			...{ at: world.clock.now(), app: app.id, page: page.id, method, path: path.join("/"), parameters },
			status,
		});
		return { ...given, headers: { ...given.headers, ...rates.headers(page) } };
	}

	async function perform(call: GraphCall, fault: Fault | undefined, hangUp: HangUp): Promise<EdgeAnswer> {
		if (fault?.type === "refuse") return errorAnswer(platformErrors[fault.error]);
		if (fault?.type === "status") return { status: fault.status, body: `<h1>${fault.status}</h1>` };
		if (fault?.type === "drop-request") {
			hangUp();
			return { status: 200 };
		}
		const done = await answerCall(graph, call).then(jsonAnswer, asAnswer);
		if (fault?.type === "drop-answer") hangUp();
		if (fault?.type === "slow") await pause(world, fault.ms);
		if (fault?.type !== "garble-answer") return done;
		if (fault.status === undefined) return errorAnswer(platformErrors["unreadable-reply"]);
		return { status: fault.status, body: `<h1>${fault.status}</h1>` };
	}

	return answer;
}

/** As faults are told which calls they are for. */
function nameOf({ path, parameters }: GraphCall): string {
	return parameters.sender_action === undefined ? (path.at(-1) ?? "") : "sender_action";
}

function jsonAnswer(body: JsonObject): EdgeAnswer {
	return { status: 200, headers: jsonHeaders, body: JSON.stringify(body) };
}

const jsonHeaders = { "content-type": "application/json; charset=UTF-8", "facebook-api-version": "v25.0" };

function asAnswer(error: unknown): EdgeAnswer {
	if (!(error instanceof BatonError) || !isPlatformErrorName(error.code)) throw error;
	// The class puts its code in front of the text.
	const message = error.message.slice(`[${error.code}] `.length);
	return errorAnswer({ ...platformErrors[error.code], message });
}

/** https://developers.facebook.com/docs/graph-api/guides/error-handling */
function errorAnswer({ status = 400, code, subcode, message, isTransient }: PlatformError): EdgeAnswer {
	const error = {
		...{ message, type: "OAuthException", code },
		...(subcode === undefined ? {} : { error_subcode: subcode }),
		...(isTransient === undefined ? {} : { is_transient: isTransient }),
		fbtrace_id: `A${randomBytes(8).toString("base64url")}`,
	};
	return { status, headers: jsonHeaders, body: JSON.stringify({ error }) };
}

function pause({ clock }: World, ms: number): Promise<void> {
	return new Promise((resolve) => {
		clock.after(ms, resolve);
	});
}
