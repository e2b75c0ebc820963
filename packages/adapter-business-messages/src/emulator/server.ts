import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "@baton/core";
import { type Edge, type EdgeAnswer, nodeHandler } from "@baton/core/http";
import { phoneServer } from "@baton/core/testing/phone";
import { callApi } from "./api.js";
import type { MediaCheck } from "./media.js";
import { phonePort } from "./phone.js";
import { errorCodes, type Refusal, refusal } from "./refusal.js";
import type { TokenEndpoint } from "./token-endpoint.js";
import type { Fault, Resource, World } from "./world.js";

export interface ServerParts {
	readonly world: World;
	readonly tokens: TokenEndpoint;
	readonly clock: Clock;
	readonly media: MediaCheck | undefined;
	readonly agentName: string;
	readonly agentPicture: string | undefined;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** The emulator's one server: phones, tokens, pictures that users sent, and the API. */
export function createHandler(parts: ServerParts): Handler {
	const { world, clock, agentName, agentPicture } = parts;
	const servePhone = phoneServer(
		phonePort({
			...{ state: world.state, agentName, agentPicture, now: clock.now },
			...{ userOf: world.userOf, store: world.store, subscribe: world.subscribe },
		}),
	);
	const edge = createEdge(parts);
	const answer = nodeHandler(edge);
	return (request, response) => {
		if (servePhone(request, response)) return;
		const faults = faultsFor(world, request.url ?? "");
		const [fault] = faults;
		if (fault !== "no-answer" && fault !== "lost-answer") return answer(request, response);
		faults.shift();
		if (fault === "no-answer") request.socket.destroy();
		else nodeHandler(hangUpAfter(edge, request))(request, response);
	};
}

/** What is to go wrong with requests to this address. */
function faultsFor({ faults }: World, url: string): Fault[] {
	const [, resource = ""] = /\/(\w+)(?:\?.*)?$/.exec(url) ?? [];
	return Object.hasOwn(faults, resource) ? faults[resource as Resource] : [];
}

function hangUpAfter(edge: Edge, { socket }: IncomingMessage): Edge {
	return async (request) => {
		const answer = await edge(request);
		socket.destroy();
		return answer;
	};
}

function createEdge({ world, tokens, clock, media }: ServerParts): Edge {
	return async (request) => {
		if (request.path === "/token") {
			const form = new URLSearchParams(Buffer.from(request.body).toString());
			const { status, body } = await tokens.grant(form, `${world.address}/token`);
			return json(status, body);
		}
		if (request.path.startsWith("/pictures/")) return pictureAt(world, request.path);
		const done = await callApi(
			{
				...{ state: world.state, clock, media },
				isGood: tokens.isGood,
				nextFault: () => nextRefusal(faultsFor(world, request.path)),
				onMessage: world.received,
			},
			request,
		);
		return "refused" in done ? refused(done.refused) : json(200, done.body);
	};
}

function nextRefusal(faults: Fault[]): Refusal | undefined {
	const fault = faults.shift();
	if (fault === undefined || fault === "no-answer" || fault === "lost-answer") return undefined;
	return typeof fault === "string" ? refusal(fault, "It was told to fail") : fault;
}

function refused({ status, message, retryAfterS }: Refusal): EdgeAnswer {
	const code = errorCodes[status];
	const headers = retryAfterS === undefined ? {} : { "retry-after": String(retryAfterS) };
	return json(code, { error: { code, message, status } }, headers);
}

function pictureAt({ pictures }: World, path: string): EdgeAnswer {
	const picture = pictures.get(path.slice("/pictures/".length));
	if (picture === undefined) return { status: 404 };
	return { status: 200, headers: { "content-type": picture.type }, body: picture.bytes };
}

function json(status: number, body: object, headers: Readonly<Record<string, string>> = {}): EdgeAnswer {
	return { status, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) };
}
