import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Clock } from "@baton/core";
import { type WebSocket, WebSocketServer } from "ws";
import { z } from "zod";
import { newSecret } from "../ids.js";
import { platformLimits, platformTimes } from "../limits.js";
import { SlackRefusal } from "../refusal.js";
import type { App, Json } from "../state.js";
import type { Carried, Retry } from "./event-sender.js";

/** What tests do with the sockets of an app. */
export interface SocketControl {
	/** How many are open. */
	readonly count: number;
	/** Slack wants them renewed: it says so, and ends them a little later. */
	refresh(): void;
	/** The connections break without a word. */
	drop(): void;
}

export interface Sockets extends SocketControl {
	/** @throws SlackRefusal `too_many_websockets` */
	newAddress(url: string): string;
	accept(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
	carryEvent(envelope: Json, retry: Retry | undefined): Promise<Carried>;
	/** A command or an interaction. Resolves with what the app answers, `undefined` if it does not in time. */
	ask(type: "slash_commands" | "interactive", payload: Json): Promise<{ readonly answer: Json } | undefined>;
	close(): void;
}

const acknowledgement = z.object({
	envelope_id: z.string(),
	payload: z.record(z.string(), z.unknown()).optional(),
});

/** Slack pings the client: one that hears nothing for 30 seconds takes the connection for dead. */
const pingEveryMs = 10_000;

/** Socket Mode: https://docs.slack.dev/apis/events-api/using-socket-mode */
export function createSockets({ app, clock }: { readonly app: App; readonly clock: Clock }): Sockets {
	const server = new WebSocketServer({ noServer: true });
	const tickets = new Map<string, number>();
	const open: WebSocket[] = [];
	const pending = new Map<string, (answer: Json) => void>();
	let turn = 0;

	function greet(socket: WebSocket): void {
		const seconds = platformTimes.socketLives / 1000;
		const debug_info = { host: "emulator", build_number: 1, approximate_connection_time: seconds };
		const hello = { type: "hello", num_connections: open.length, debug_info };
		socket.send(JSON.stringify({ ...hello, connection_info: { app_id: app.id } }));
		const ping = setInterval(() => socket.ping(), pingEveryMs).unref();
		const callOff = clock.after(platformTimes.socketLives, () => renew([socket]));
		socket.on("message", (data) => hear(String(data)));
		socket.on("error", () => socket.terminate());
		socket.on("close", () => {
			open.splice(open.indexOf(socket), 1);
			clearInterval(ping);
			callOff();
		});
	}

	function hear(text: string): void {
		const { data } = acknowledgement.safeParse(parseJson(text));
		if (data === undefined) return;
		pending.get(data.envelope_id)?.(data.payload ?? {});
		pending.delete(data.envelope_id);
	}

	function renew(sockets: readonly WebSocket[]): void {
		const debug_info = { host: "emulator" };
		for (const socket of sockets)
			socket.send(JSON.stringify({ type: "disconnect", reason: "refresh_requested", debug_info }));
		clock.after(platformTimes.socketWarning, () => {
			for (const socket of sockets) socket.close(1000);
		});
	}

	/** One of the connections gets it; an answer that comes late is none. */
	function send(frame: Json): Promise<Json | undefined> | undefined {
		turn += 1;
		const socket = open[turn % Math.max(1, open.length)];
		if (socket === undefined) return undefined;
		const envelope_id = randomUUID();
		return new Promise((resolve) => {
			const late = (): void => {
				pending.delete(envelope_id);
				resolve(undefined);
			};
			const callOff = clock.after(platformTimes.answerWithin, late);
			pending.set(envelope_id, (answer) => {
				callOff();
				resolve(answer);
			});
			socket.send(JSON.stringify({ envelope_id, ...frame }));
		});
	}

	return {
		get count() {
			return open.length;
		},
		refresh: () => renew([...open]),
		drop() {
			for (const socket of open) socket.terminate();
		},
		newAddress(url) {
			if (open.length >= platformLimits.sockets) throw new SlackRefusal("too_many_websockets");
			const ticket = newSecret();
			tickets.set(ticket, clock.now() + platformTimes.socketTicketLives);
			return `${url.replace(/^http/, "ws")}/link/?ticket=${ticket}&app_id=${app.id}`;
		},
		accept(request, socket, head) {
			const ticket = new URL(request.url ?? "/", "http://localhost").searchParams.get("ticket") ?? "";
			const until = tickets.get(ticket);
			if (until === undefined || until < clock.now()) return false;
			tickets.delete(ticket);
			server.handleUpgrade(request, socket, head, (accepted) => {
				open.push(accepted);
				greet(accepted);
			});
			return true;
		},
		async carryEvent(payload, retry) {
			const again = { retry_attempt: retry?.number ?? 0, retry_reason: retry?.reason ?? "" };
			const sent = send({ type: "events_api", payload, accepts_response_payload: false, ...again });
			if (sent === undefined) return { failure: "connection_failed" };
			return { failure: (await sent) === undefined ? "http_timeout" : undefined };
		},
		async ask(type, payload) {
			const answer = await send({ type, payload, accepts_response_payload: true });
			return answer && { answer };
		},
		close() {
			for (const socket of open) socket.terminate();
			server.close();
		},
	};
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
