import type { IncomingMessage, ServerResponse } from "node:http";
import type { Bridge } from "../bridge.js";
import { isAllowed } from "../transport/websocket.js";
import type { CannedReplies } from "./canned-replies.js";
import type { ConsoleFiles } from "./console-files.js";
import { redirect, respondJson, respondText } from "./respond.js";
import { type Account, type SignIn, type SignInDesk, sessionCookie } from "./sign-in.js";

export interface ConsoleRoutes {
	/** The app in whose name people work. */
	readonly appId: string;
	/** Where the console is, without a slash at the end. */
	readonly path: string;
	readonly bridge: Pick<Bridge, "ticketFor">;
	readonly files: ConsoleFiles;
	readonly desk: SignInDesk;
	readonly signIn: SignIn | undefined;
	readonly cannedReplies: CannedReplies;
}

/** Answers what is asked of the console. */
export async function serveConsole(
	routes: ConsoleRoutes,
	request: IncomingMessage,
	response: ServerResponse,
	{ pathname, searchParams }: URL,
): Promise<void> {
	const path = pathname.slice(routes.path.length + 1);
	if (request.method === "POST") return post(routes, request, response, path);
	if (request.method !== "GET" && request.method !== "HEAD")
		return respondText(response, 405, "Method not allowed");
	if (pathname === routes.path) return redirect(response, `${routes.path}/`);
	// Whoever only looks at a link, as mail programs do, does not use it up.
	if (path === "sign-in" && request.method === "GET")
		return signIn(routes, request, response, searchParams.get("key"));
	if (path === "canned-replies") return giveReplies(routes, request, response);
	if (!routes.files.serve(path, response)) respondText(response, 404, "There is no such page");
}

function post(routes: ConsoleRoutes, request: IncomingMessage, response: ServerResponse, path: string) {
	if (!isAllowed(request, [])) return respondText(response, 403, "Only the console itself may ask for this");
	if (path === "ticket") return giveTicket(routes, request, response);
	if (path === "sign-out") {
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
function giveTicket(routes: ConsoleRoutes, request: IncomingMessage, response: ServerResponse) {
	const signedIn = routes.desk.readSession(request);
	if (signedIn === undefined) return respondSignedOut(response);
	const { person, role, botIds } = signedIn;
	const ticket = routes.bridge.ticketFor({ appId: routes.appId, person, role, botIds });
	respondJson(response, 200, { ticket, appId: routes.appId, person, role });
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
	if (response.headersSent) return;
	// A tab that is opened again, or a link that is clicked twice.
	if (routes.desk.readSession(request) !== undefined) return redirect(response, `${routes.path}/`);
	respondText(response, 401, "This link is not valid any more: ask for a new one");
}

function welcome(
	routes: ConsoleRoutes,
	request: IncomingMessage,
	response: ServerResponse,
	account: Account,
): void {
	const cookie = sessionCookie(request, routes.path, routes.desk.writeSession(account));
	redirect(response, `${routes.path}/`, { "Set-Cookie": cookie });
}
