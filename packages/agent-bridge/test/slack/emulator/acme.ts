import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Logger, LogLevel, WebClient } from "@slack/web-api";
import {
	type SlackEmulator,
	type SlackEmulatorOptions,
	startSlackEmulator,
} from "../../../src/slack/emulator/index.js";

/** An app with every scope that the emulator knows. */
export const manifest = {
	display_information: { name: "Helper" },
	features: {
		bot_user: { display_name: "helper" },
		slash_commands: [{ command: "/help-me", description: "Asks for help" }],
	},
	oauth_config: {
		scopes: {
			bot: [
				...["app_mentions:read", "channels:history", "channels:join", "channels:manage", "channels:read"],
				...["chat:write", "chat:write.customize", "commands", "files:read", "files:write"],
				...["groups:history", "groups:read", "groups:write", "im:history", "im:read", "im:write"],
				...["reactions:read", "reactions:write", "users:read", "users:read.email", "users.profile:read"],
			],
			user: ["channels:manage"],
		},
	},
	settings: {
		event_subscriptions: {
			bot_events: [
				...["app_mention", "channel_archive", "channel_rename", "member_joined_channel"],
				...["message.channels", "message.groups", "message.im", "reaction_added", "tokens_revoked"],
			],
		},
		interactivity: { is_enabled: true },
		socket_mode_enabled: false,
	},
};

export type Json = Record<string, unknown>;

interface HeardRequest {
	readonly headers: IncomingMessage["headers"];
	readonly text: string;
	/** The event's envelope, or the members of the form. */
	readonly body: Json;
}

export interface Acme {
	readonly slack: SlackEmulator;
	readonly client: WebClient;
	/** Everything that came to the app's endpoint. */
	readonly heard: readonly HeardRequest[];
	/** What came last, or an empty request. */
	readonly last: HeardRequest;
	/** The events, without what is around them. */
	readonly events: readonly Json[];
	/** How the endpoint answers. Default: 200 without a body. */
	answer: (request: HeardRequest, response: ServerResponse) => void;
	close(): Promise<void>;
}

/** Slack with one workspace, and an app that is connected to it over HTTP. */
export async function startAcme(options: Partial<SlackEmulatorOptions> = {}): Promise<Acme> {
	const slack = await startSlackEmulator({
		workspaces: [{ domain: "acme", people: ["Ana Lima", "Ben Wu"] }],
		...{ apps: [{ manifest }], burst: 100, ...options },
	});
	const heard: HeardRequest[] = [];
	const server = createServer((request, response) => {
		void readText(request).then((text) => {
			const isJson = request.headers["content-type"] === "application/json";
			const body: Json = isJson ? JSON.parse(text) : Object.fromEntries(new URLSearchParams(text));
			if (body.type === "url_verification") {
				response.end(String(body.challenge));
				return;
			}
			const one = { headers: request.headers, text, body };
			heard.push(one);
			acme.answer(one, response);
		});
	});
	await new Promise<void>((resolve) => {
		server.listen(0, "127.0.0.1", resolve);
	});
	const { port } = server.address() as AddressInfo;
	const acme: Acme = {
		...{ slack, heard, client: clientOf(slack, slack.app().botToken()) },
		get last() {
			return heard.at(-1) ?? { headers: {}, text: "", body: {} };
		},
		get events() {
			return heard.flatMap(({ body }) => (body.event === undefined ? [] : [body.event as Json]));
		},
		answer: (_, response) => response.end(),
		async close() {
			server.closeAllConnections();
			server.close();
			await slack.close();
		},
	};
	await slack.app().connect(`http://127.0.0.1:${port}/`);
	return acme;
}

/** Slack's own client, without its patience. */
export function clientOf({ apiUrl }: SlackEmulator, token: string): WebClient {
	return new WebClient(token, {
		...{ slackApiUrl: apiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
		logger: silent,
	});
}

export const silent: Logger = {
	...{ debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, setName() {} },
	getLevel: () => LogLevel.ERROR,
};

/** The error that Slack answered, `ok` if it did not. */
export async function errorOf(call: Promise<unknown>): Promise<string> {
	return call.then(
		() => "ok",
		(error: { readonly data?: { readonly error?: string }; readonly code?: string }) =>
			error.data?.error ?? error.code ?? "unknown",
	);
}

async function readText(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString("utf8");
}
