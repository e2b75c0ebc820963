import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { type AppId, BatonError } from "@baton/core";
import type { Authenticate, RevocableCredentials } from "./bridge/credentials.js";
import { type SecretHashes, secretsFrom } from "./bridge/secret.js";
import { type Bridge, type BridgeOptions, createBridge } from "./bridge.js";
import { type CannedReplies, parseCannedReplies } from "./server/canned-replies.js";
import { consoleFiles } from "./server/console-files.js";
import { type ConsoleRoutes, serveConsole } from "./server/console-routes.js";
import { respondText } from "./server/respond.js";
import { type Account, type SignIn, type SignInDesk, signInDesk } from "./server/sign-in.js";
import { type AddressOf, webSocketTransport } from "./transport/websocket.js";

export interface ConsoleOptions {
	/** The app in whose name people work. Register it with the handoff as `personal`. */
	readonly appId: string;
	/** Where the console is. `/console` by default. */
	readonly path?: string | undefined;
	/** The folder of its built pages, if not the package's own. */
	readonly folder?: string | undefined;
	readonly signIn?: SignIn | undefined;
	/** For how long people stay signed in, in milliseconds. 12 hours by default. */
	readonly sessionMs?: number | undefined;
	/** For how long a link to a transcript is good, in milliseconds. An hour by default. */
	readonly transcriptMs?: number | undefined;
	/** Texts that the team writes often, for the people of the console to pick from. */
	readonly cannedReplies?: CannedReplies | undefined;
	/** What is chosen from when a session is ended, for instance `solved`. Other words can be written, too. */
	readonly closeReasons?: readonly string[] | undefined;
}

export interface BridgeServerOptions extends Omit<BridgeOptions, "authenticate" | "transcripts"> {
	/** What `baton apps` keeps (`credentialsFrom`), by app the hashes of its secrets, or a check of one's own. */
	readonly apps?: RevocableCredentials | SecretHashes | Authenticate | undefined;
	/** Pages of other servers that may connect, for instance `https://desk.example.com`. */
	readonly origins?: readonly string[] | undefined;
	/** From where people and apps come, for the audit log. Not kept by default. */
	readonly addressOf?: AddressOf | undefined;
	/** Where the bridge is. `/bridge` by default. */
	readonly path?: string | undefined;
	readonly console?: ConsoleOptions | undefined;
	/** Signs sessions. Give the same one to every process; random by default, so that a restart signs everybody out. */
	readonly sessionKey?: string | undefined;
	/** What people open in their browser, for instance `https://bot.example.com`. By default where it listens. */
	readonly publicUrl?: string | undefined;
}

/** The bridge over WebSocket, and the web console, on a server of its own or on one that is there already. */
export interface BridgeServer {
	readonly bridge: Bridge;
	/** Listens on a server of its own. Port 0 takes any that is free. Returns the address. */
	listen(port: number, host?: string): Promise<string>;
	/** Takes the bridge's and the console's requests from an existing server, and leaves it the others. */
	attach(server: Server): void;
	/** A link that signs one person in to the console, once, within 15 minutes. */
	signInLink(account: Account): string;
	/** Ends every connection, and the server if it is its own. */
	close(): Promise<void>;
}

interface Parts {
	readonly bridge: Bridge;
	/** The bridge's own address, and one beside the console's pages. */
	readonly upgradePaths: ReadonlySet<string>;
	readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
	readonly routes: ConsoleRoutes | undefined;
	readonly desk: SignInDesk;
	readonly onError: (error: unknown) => void;
}

/**
 * ```ts
 * const server = bridgeServer({ handoff, apps: { "crm-desk": hash }, console: { appId: "console" } });
 * await server.listen(3979);
 * console.log(server.signInLink({ person: { id: "mara", displayName: "Mara" } }));
 * ```
 */
export function bridgeServer(options: BridgeServerOptions): BridgeServer {
	let own: Server | undefined;
	let address = options.publicUrl;
	const parts = assemble(options, () => address ?? "");
	return {
		bridge: parts.bridge,
		async listen(port, host = "127.0.0.1") {
			own = createServer((request, response) => {
				if (!handle(parts, request, response)) respondText(response, 404, "There is no such page");
			});
			own.on("upgrade", (request, socket, head) => {
				if (!handleUpgrade(parts, request, socket, head)) socket.destroy();
			});
			const listening = await listen(own, port, host);
			address ??= listening;
			return listening;
		},
		attach(server) {
			attach(parts, server);
			server.once("listening", () => {
				address ??= addressOf(server);
			});
			if (server.listening) address ??= addressOf(server);
		},
		signInLink: (account) =>
			`${consoleAddress(address, parts.routes)}/sign-in?key=${parts.desk.issueKey(account)}`,
		async close() {
			parts.bridge.close();
			if (own !== undefined) await closeServer(own);
		},
	};
}

const hourMs = 3_600_000;

/** `publicUrl` is known once it listens. */
function assemble(options: BridgeServerOptions, publicUrl: () => string): Parts {
	const {
		handoff,
		apps = {},
		origins,
		addressOf,
		path = "/bridge",
		sessionKey,
		onError = () => {},
	} = options;
	const authenticate = isCheck(apps) ? apps : secretsFrom(apps);
	const consolePath = options.console?.path ?? "/console";
	const transcripts = options.console && {
		urlOf: (token: string) => `${publicUrl()}${consolePath}/transcript/${token}`,
		forMs: options.console.transcriptMs ?? hourMs,
	};
	const bridge = createBridge({ ...options, authenticate, transcripts });
	const key = sessionKey ?? randomBytes(32).toString("base64url");
	const desk = signInDesk(key, handoff.clock, options.console?.sessionMs);
	if (options.console !== undefined) bridge.attend(options.console.appId as AppId);
	const routes = options.console && {
		appId: options.console.appId,
		path: consolePath,
		handoff,
		bridge,
		desk,
		files: consoleFiles(options.console.folder),
		signIn: options.console.signIn,
		cannedReplies: parseCannedReplies(options.console.cannedReplies ?? []),
		addressOf,
		closeReasons: options.console.closeReasons ?? [],
	};
	return {
		bridge,
		desk,
		onError,
		upgradePaths: new Set([path, ...(routes === undefined ? [] : [`${routes.path}/bridge`])]),
		upgrade: webSocketTransport({ bridge, origins, addressOf }),
		routes,
	};
}

function isCheck(
	apps: NonNullable<BridgeServerOptions["apps"]>,
): apps is Authenticate | RevocableCredentials {
	return typeof apps === "function" || typeof apps.find === "function";
}

function urlOf(request: IncomingMessage): URL | undefined {
	const url = `http://localhost${request.url ?? ""}`;
	return URL.canParse(url) ? new URL(url) : undefined;
}

/** False where it is not for the bridge. */
function handle(parts: Parts, request: IncomingMessage, response: ServerResponse): boolean {
	const url = urlOf(request);
	if (url === undefined) return false;
	if (parts.upgradePaths.has(url.pathname)) {
		respondText(response, 426, "This address speaks WebSocket");
		return true;
	}
	const { routes, onError } = parts;
	if (routes === undefined || !isBelow(routes.path, url.pathname)) return false;
	serveConsole(routes, request, response, url).catch((error: unknown) => {
		onError(error);
		if (!response.headersSent) respondText(response, 500, "Something went wrong");
	});
	return true;
}

function isBelow(path: string, pathname: string): boolean {
	return pathname === path || pathname.startsWith(`${path}/`);
}

function handleUpgrade(parts: Parts, request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
	if (!parts.upgradePaths.has(urlOf(request)?.pathname ?? "")) return false;
	parts.upgrade(request, socket, head);
	return true;
}

/** Listeners that are there already get what is not for the bridge. */
function attach(parts: Parts, server: Server): void {
	const others = server.listeners("request");
	server.removeAllListeners("request");
	server.on("request", (request, response) => {
		if (handle(parts, request, response)) return;
		for (const listener of others) listener.call(server, request, response);
	});
	server.on("upgrade", (request, socket, head) => {
		if (handleUpgrade(parts, request, socket, head) || server.listenerCount("upgrade") > 1) return;
		socket.destroy();
	});
}

function listen(server: Server, port: number, host: string): Promise<string> {
	return new Promise((resolve, reject) => {
		server.once("error", (cause) =>
			reject(
				new BatonError(
					"cannot-listen",
					`Cannot listen on ${host}:${port}: see the cause, or take another port`,
					{ cause },
				),
			),
		);
		server.listen(port, host, () => resolve(addressOf(server)));
	});
}

function addressOf(server: Server): string {
	// A server that listens on a port has an address with one.
	const { port } = server.address() as AddressInfo;
	return `http://localhost:${port}`;
}

function closeServer(server: Server): Promise<void> {
	return new Promise((resolve) => {
		server.close(() => resolve());
		server.closeAllConnections();
	});
}

function consoleAddress(address: string | undefined, routes: ConsoleRoutes | undefined): string {
	if (address !== undefined && routes !== undefined) return `${address}${routes.path}`;
	throw new BatonError(
		"no-console",
		"Cannot make a sign-in link: enable the console, and listen or give the public URL first",
	);
}
