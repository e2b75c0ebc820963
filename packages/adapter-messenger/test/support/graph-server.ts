import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A call as the Graph API gets it. */
interface Call {
	readonly method: string;
	/** Without the query. */
	readonly path: string;
	readonly query: URLSearchParams;
	readonly headers: IncomingMessage["headers"];
	/** Parsed, if it is JSON. */
	readonly body: Record<string, unknown>;
	readonly raw: string;
}

export type Answer = (call: Call, response: ServerResponse) => void;

/** The smallest Graph API there is: it keeps what it gets and answers as a test wants. */
export interface GraphServer {
	readonly url: string;
	readonly calls: Call[];
	/** Where they are set aside: marking as seen, and asking who somebody is. Always answered well. */
	readonly asides: Call[];
	/** First names of people by their ids. */
	readonly profiles: Map<string, string>;
	/** The answers to the next calls; after them everything succeeds. */
	readonly answers: Answer[];
	/** The calls that send something. */
	messages(): readonly Call[];
	/** Resolves when it has got so many calls in all. */
	got(count: number): Promise<void>;
	close(): Promise<void>;
}

/** @param setsAside whether a test is not to be bothered with what Baton does of its own accord */
export async function graphServer(setsAside = false): Promise<GraphServer> {
	const calls: Call[] = [];
	const asides: Call[] = [];
	const profiles = new Map<string, string>();
	const answers: Answer[] = [];
	const waiting = new Set<() => void>();
	let count = 0;

	const server = createServer((request, response) => {
		void read(request).then((call) => {
			if (setsAside && isAside(call)) {
				asides.push(call);
				const first_name = profiles.get(call.path.split("/").at(-1) ?? "");
				return json(200, { first_name })(call, response);
			}
			calls.push(call);
			(answers.shift() ?? success)(call, response);
			for (const look of waiting) look();
		});
	});
	const success: Answer = (call, response) => {
		count += 1;
		if (call.path.endsWith("/personas")) return json(200, { id: `persona-${count}` })(call, response);
		if (call.path.endsWith("/message_attachments"))
			return json(200, { attachment_id: `attachment-${count}` })(call, response);
		json(200, { recipient_id: "PSID", message_id: `m_${count}` })(call, response);
	};

	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		...{ calls, asides, profiles, answers },
		messages: () => calls.filter(({ path }) => path.endsWith("/messages")),
		got: (wanted) =>
			new Promise((resolve) => {
				const look = (): void => {
					if (calls.length < wanted) return;
					waiting.delete(look);
					resolve();
				};
				waiting.add(look);
				look();
			}),
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

function isAside({ method, path, body }: Call): boolean {
	return body.sender_action === "mark_seen" || (method === "GET" && /^\/v\d+\.\d+\/\d+$/.test(path));
}

async function read(request: IncomingMessage): Promise<Call> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of request) chunks.push(chunk as Uint8Array);
	const raw = Buffer.concat(chunks).toString("latin1");
	const url = new URL(request.url ?? "", "http://graph");
	const isJson = request.headers["content-type"] === "application/json";
	return {
		method: request.method ?? "",
		path: url.pathname,
		query: url.searchParams,
		headers: request.headers,
		body: isJson ? JSON.parse(Buffer.concat(chunks).toString("utf8")) : {},
		raw,
	};
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
	return (_, response) => {
		response.writeHead(status, { "content-type": "application/json", ...headers });
		response.end(JSON.stringify(body));
	};
}

/** An answer as Meta refuses. */
export function refusal(
	code: number,
	subcode?: number,
	more: Record<string, unknown> = {},
	status = 400,
): Answer {
	return json(status, {
		error: {
			message: "Algo salió mal",
			type: "OAuthException",
			code,
			...(subcode === undefined ? {} : { error_subcode: subcode }),
			fbtrace_id: "Trace1",
			...more,
		},
	});
}

/** Takes the call and never answers. */
export const silence: Answer = () => {};

/** Takes the call and breaks the connection. */
export const breaking: Answer = (_, response) => {
	response.destroy();
};
