import type { IncomingMessage, ServerResponse } from "node:http";
import type { AppId, DeskPort, PersonId } from "@baton/core";
import type { Deed } from "../bridge/audit.js";
import type { Bridge } from "../bridge.js";
import { type AddressOf, isAllowed } from "../transport/websocket.js";
import type { CannedReplies } from "./canned-replies.js";
import type { ConsoleFiles } from "./console-files.js";
import { redirect, respondJson, respondText } from "./respond.js";
import { type Account, type SignedIn, type SignIn, type SignInDesk, sessionCookie } from "./sign-in.js";
import { serveTranscript, type TranscriptRoutes } from "./transcript-routes.js";

export interface ConsoleRoutes {
	/** The app in whose name people work. */
	readonly appId: string;
	/** Where the console is, without a slash at the end. */
	readonly path: string;
	readonly handoff: DeskPort;
	readonly bridge: Pick<Bridge, "ticketFor" | "record" | "readTranscriptLink">;
	readonly files: ConsoleFiles;
	readonly desk: SignInDesk;
	readonly signIn: SignIn | undefined;
	readonly cannedReplies: CannedReplies;
	readonly addressOf: AddressOf | undefined;
	readonly closeReasons: readonly string[];
}

/** Answers what is asked of the console. */
export async function serveConsole(
	routes: ConsoleRoutes,
	request: IncomingMessage,
	response: ServerResponse,
	url: URL,
): Promise<void> {
	const { pathname, searchParams } = url;
	const path = pathname.slice(routes.path.length + 1);
	if (request.method === "POST") return post(routes, request, response, path);
	if (request.method !== "GET" && request.method !== "HEAD")
		return respondText(response, 405, "Method not allowed");
	if (pathname === routes.path) return redirect(response, `${routes.path}/`);
	// Whoever only looks at a link, as mail programs do, does not use it up.
	if (path === "sign-in" && request.method === "GET")
		return signIn(routes, request, response, searchParams.get("key"));
	if (path.startsWith("transcript/"))
		return serveTranscript(transcriptRoutes(routes), request, response, url);
	if (path === "canned-replies") return giveReplies(routes, request, response);
	if (!routes.files.serve(path, response)) respondText(response, 404, "There is no such page");
}

async function post(
	routes: ConsoleRoutes,
	request: IncomingMessage,
	response: ServerResponse,
	path: string,
): Promise<void> {
	if (!isAllowed(request, [])) return respondText(response, 403, "Only the console itself may ask for this");
	if (path === "ticket") return giveTicket(routes, request, response);
	if (path === "sign-out") {
		const signedIn = routes.desk.readSession(request);
		if (signedIn !== undefined) await note(routes, request, { what: "signOut", outcome: "done" }, signedIn);
		return redirect(response, `${routes.path}/`, { "Set-Cookie": sessionCookie(request, routes.path, "") });
	}
	respondText(response, 404, "There is no such page");
}

function giveReplies(routes: ConsoleRoutes, request: IncomingMessage, response: ServerResponse) {
	if (routes.desk.readSession(request) === undefined) return respondSignedOut(response);
	respondJson(response, 200, routes.cannedReplies);
}

function respondSignedOut(response: ServerResponse): void {
	respondJson(response, 401, { code: "signed-out", message: "Sign in first" });
}

/** A ticket for whoever is signed in. The page asks for one at every connection. */
async function giveTicket(
	routes: ConsoleRoutes,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const signedIn = routes.desk.readSession(request);
	if (signedIn === undefined) return respondSignedOut(response);
	const { person, role, botIds } = signedIn;
	const ticket = routes.bridge.ticketFor({ appId: routes.appId, person, role, botIds });
	await note(routes, request, { what: "issueTicket", outcome: "done" }, signedIn);
	const { appId, closeReasons } = routes;
	respondJson(response, 200, { ticket, appId, person, role, closeReasons });
}

/** By a one-time key, or as the host's own hook has it. */
async function signIn(
	routes: ConsoleRoutes,
	request: IncomingMessage,
	response: ServerResponse,
	key: string | null,
): Promise<void> {
	const account = key === null ? await routes.signIn?.(request, response) : routes.desk.redeemKey(key);
	if (account !== undefined) return welcome(routes, request, response, account);
	if (response.headersSent) {
		if (response.statusCode >= 400) await note(routes, request, { what: "signIn", outcome: "forbidden" });
		return;
	}
	// A tab that is opened again, or a link that is clicked twice.
	if (routes.desk.readSession(request) !== undefined) return redirect(response, `${routes.path}/`);
	await note(routes, request, { what: "signIn", outcome: "forbidden" });
	respondText(response, 401, "This link is not valid any more: ask for a new one");
}

async function welcome(
	routes: ConsoleRoutes,
	request: IncomingMessage,
	response: ServerResponse,
	account: Account,
): Promise<void> {
	const { person, role } = routes.desk.accountOf(account);
	await note(routes, request, { what: "signIn", outcome: "done" }, { person, role });
	const session = routes.desk.writeSession(account);
	const cookie = sessionCookie(request, routes.path, session, routes.desk.sessionMs);
	redirect(response, `${routes.path}/`, { "Set-Cookie": cookie });
}

/** To the audit log. */
function note(
	{ appId, bridge, addressOf }: ConsoleRoutes,
	request: IncomingMessage,
	deed: Pick<Deed, "what" | "outcome" | "conversation" | "bot">,
	who?: Pick<SignedIn, "person" | "role">,
): Promise<void> {
	const person = who && { id: who.person.id as PersonId, displayName: who.person.displayName };
	const address = addressOf?.(request);
	return bridge.record({ ...deed, app: appId as AppId, person, role: who?.role, address });
}

function transcriptRoutes(routes: ConsoleRoutes): TranscriptRoutes {
	const { handoff, appId, path, bridge, desk } = routes;
	return {
		...{ handoff, appId, path },
		readLink: bridge.readTranscriptLink,
		readSession: desk.readSession,
		note: (request, deed) => note(routes, request, deed, desk.readSession(request)),
	};
}
