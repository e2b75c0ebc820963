import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import {
	type EmulatorOptions,
	type MessengerEmulator,
	startMessengerEmulator,
} from "../../src/emulator/index.js";

/** What an app can answer a webhook with: a status, or nothing for now. */
type Answer = number | "silence";

interface Post {
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
}

/** An app of Messenger, without anything of Baton: a webhook that keeps what it gets. */
export interface SmallApp {
	readonly webhook: string;
	readonly posts: readonly Post[];
	/** Every event so far, in order of arrival, with its channel. */
	events(channel?: "messaging" | "standby"): Record<string, unknown>[];
	/** What is answered from now on. Default: 200. */
	answer: Answer;
	/** Waits for this many posts in all. */
	got(count: number): Promise<void>;
	close(): Promise<void>;
}

interface Body {
	readonly entry: readonly { readonly messaging?: unknown[]; readonly standby?: unknown[] }[];
}

export async function smallApp(verifyToken = "verify"): Promise<SmallApp> {
	const posts: Post[] = [];
	const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
	let answer: Answer = 200;

	const server = createServer((request, response) => {
		if (request.method === "GET") {
			const { searchParams } = new URL(request.url ?? "", "http://localhost");
			const isOurs = searchParams.get("hub.verify_token") === verifyToken;
			response.writeHead(isOurs ? 200 : 403).end(isOurs ? searchParams.get("hub.challenge") : "");
			return;
		}
		let body = "";
		request.setEncoding("utf8").on("data", (text: string) => {
			body += text;
		});
		request.on("end", () => {
			posts.push({ headers: request.headers, body });
			if (answer !== "silence") response.writeHead(answer).end();
			for (const one of waiting) if (posts.length >= one.count) one.resolve();
		});
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	const address = server.address();

	return {
		webhook: `http://localhost:${typeof address === "object" ? address?.port : ""}/webhook`,
		posts,
		events(channel = "messaging") {
			const bodies = posts.map(({ body }) => JSON.parse(body) as Body);
			const entries = bodies.flatMap(({ entry }) => entry);
			return entries.flatMap((one) => (one[channel] ?? []) as Record<string, unknown>[]);
		},
		get answer() {
			return answer;
		},
		set answer(next) {
			answer = next;
		},
		got(count) {
			return new Promise((resolve) => {
				if (posts.length >= count) resolve();
				else waiting.push({ count, resolve });
			});
		},
		async close() {
			server.close();
			server.closeAllConnections();
			await once(server, "close");
		},
	};
}

export const page = "1084000000000001";
export const otherPage = "1084000000000002";
export const token = "token-of-the-page";
export const appSecret = "s3cr3t";

/** Messenger with two pages, and nothing fetched from anywhere unless a test wants it. */
export function startMessenger(options: Partial<EmulatorOptions> = {}): Promise<MessengerEmulator> {
	return startMessengerEmulator({
		appSecret,
		verifyToken: "verify",
		fetchesMedia: false,
		pages: [
			{ id: page, name: "Toko Senja", token },
			{ id: otherPage, name: "Toko Pagi", token: "token-of-the-other-page" },
		],
		...options,
	});
}

export interface GraphAnswer {
	readonly status: number;
	readonly headers: Headers;
	// biome-ignore lint/suspicious/noExplicitAny: what the Graph API answers is looked at, member by member
	readonly body: any;
}

interface CallOptions {
	readonly method?: string | undefined;
	readonly token?: string | undefined;
	readonly secret?: string | undefined;
	readonly version?: string | undefined;
}

/** Calls the Graph API as an app without a library would. */
export function graphOf({ url }: MessengerEmulator) {
	return async function graph(path: string, body?: object, options: CallOptions = {}): Promise<GraphAnswer> {
		const { method = body === undefined ? "GET" : "POST", token: used = token, version = "v25.0" } = options;
		const proof = createHmac("sha256", options.secret ?? appSecret)
			.update(used)
			.digest("hex");
		const target = new URL(`${url}/${version}/${path}`);
		target.searchParams.set("appsecret_proof", proof);
		const isForm = body instanceof FormData;
		const response = await fetch(target, {
			method,
			headers: { Authorization: `Bearer ${used}`, ...(isForm ? {} : { "Content-Type": "application/json" }) },
			...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
		});
		return answerOf(response);
	};
}

export async function answerOf(response: Response): Promise<GraphAnswer> {
	return { status: response.status, headers: response.headers, body: readJson(await response.text()) };
}

function readJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

/** Code and subcode of a refusal, as they are written in the documentation. */
export function codeOf({ body }: GraphAnswer): string {
	const { code, error_subcode } = body?.error ?? {};
	return error_subcode === undefined ? String(code) : `${code}/${error_subcode}`;
}
