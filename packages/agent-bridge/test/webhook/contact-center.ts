import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { verifyWebhook } from "../../src/webhook.js";

/** One request as it came. */
export interface Received {
	readonly id: string;
	readonly type: string;
	readonly headers: IncomingMessage["headers"];
	readonly raw: string;
	readonly body: Readonly<Record<string, unknown>>;
	/** The members of `data`, of the plain profile. */
	readonly data: Readonly<Record<string, unknown>>;
}

/** What the endpoint does with a request: `taken` answers with the word. */
type Behavior = (received: Received) => Reaction;
type Reaction =
	| "taken"
	| "hang"
	| "break"
	| { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string };

export interface ContactCenter {
	readonly url: string;
	readonly token: string;
	/** All that it took, in order, repeats of one id left out; verifications as well. */
	readonly taken: readonly Received[];
	/** Every request, taken or not. */
	readonly requests: readonly Received[];
	behave(behavior: Behavior): void;
	/** Requests must be signed with one of these from now on. */
	expectSignatures(...secrets: readonly string[]): void;
	/** Resolves when so much was requested. */
	requested(count: number): Promise<void>;
	/** Resolves when something was taken of which it is true. */
	took(isIt: (received: Received) => boolean): Promise<Received>;
	close(): Promise<void>;
}

export async function openContactCenter(token = "the word between us"): Promise<ContactCenter> {
	const taken: Received[] = [];
	const requests: Received[] = [];
	const known = new Set<string>();
	const watching = new Set<() => void>();
	let behavior: Behavior = () => "taken";
	let secrets: readonly string[] = [];
	const server = createServer((request, response) => {
		receive(request, response).catch(() => response.destroy());
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

	async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const chunks: Uint8Array[] = [];
		for await (const chunk of request as AsyncIterable<Uint8Array>) chunks.push(chunk);
		const raw = Buffer.concat(chunks).toString();
		if (secrets.length > 0) verifyWebhook(secrets, request.headers, raw);
		const body = JSON.parse(raw) as Received["body"];
		const received: Received = {
			...{ raw, body, headers: request.headers, id: String(request.headers["webhook-id"]) },
			type: String(body.type ?? body.Event),
			data: (body.data ?? {}) as Received["data"],
		};
		requests.push(received);
		const reaction = behavior(received);
		if (reaction === "taken") {
			if (!known.has(received.id)) taken.push(received);
			known.add(received.id);
			response.end(token);
		} else if (reaction === "break") response.destroy();
		else if (reaction !== "hang") response.writeHead(reaction.status, reaction.headers).end(reaction.body);
		for (const look of watching) look();
	}

	function when<T>(found: () => T | undefined): Promise<T> {
		return new Promise((resolve) => {
			const look = (): void => {
				const value = found();
				if (value === undefined) return;
				watching.delete(look);
				resolve(value);
			};
			watching.add(look);
			look();
		});
	}

	return {
		...{ token, taken, requests, url: addressOf(server) },
		behave(next) {
			behavior = next;
		},
		expectSignatures(...next) {
			secrets = next;
		},
		requested: async (count) => void (await when(() => (requests.length >= count ? true : undefined))),
		took: (isIt) => when(() => taken.find(isIt)),
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

function addressOf(server: Server): string {
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`;
}
