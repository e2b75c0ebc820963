import { randomUUID } from "node:crypto";
import { WebSocket } from "ws";
import type { Line, ServerFrame } from "../../src/channel/server-frame.js";

/** A customer's page without a browser. */
export interface CustomerPage {
	readonly cookie: string;
	readonly frames: readonly ServerFrame[];
	/** Sends any frame. */
	send(frame: unknown): void;
	/** Writes something; returns the id of the message. */
	say(text: string, id?: string): string;
	press(title: string, value: unknown): string;
	/** The first frame for which this holds, from now or before. */
	until<F extends ServerFrame>(is: (frame: ServerFrame) => frame is F): Promise<F>;
	/** The line with these words. */
	untilText(text: string | RegExp): Promise<Line>;
	/** Settles with the close code. */
	readonly closed: Promise<number>;
	close(): void;
}

/** The cookie of a new customer. */
export async function fetchCookie(address: string): Promise<string> {
	const response = await fetch(address);
	return response.headers.get("set-cookie")?.split(";")[0] ?? "";
}

export function openSocket(address: string, headers: Readonly<Record<string, string>>): WebSocket {
	return new WebSocket(`${address.replace("http", "ws")}/socket`, { headers });
}

/** Opens the page as a customer, or as the one with this cookie. */
export async function openPage(address: string, given?: string): Promise<CustomerPage> {
	const cookie = given ?? (await fetchCookie(address));
	const socket = openSocket(address, { cookie, origin: address });
	const frames: ServerFrame[] = [];
	const closed = new Promise<number>((resolve) => socket.once("close", resolve));
	socket.on("message", (data) => {
		frames.push(JSON.parse(String(data)) as ServerFrame);
	});
	await new Promise((resolve, reject) => {
		socket.once("message", resolve);
		socket.once("error", reject);
	});
	const send = (frame: unknown) => socket.send(JSON.stringify(frame));

	async function until<F extends ServerFrame>(is: (frame: ServerFrame) => frame is F): Promise<F> {
		for (;;) {
			const found = frames.find(is);
			if (found !== undefined) return found;
			await new Promise((resolve) => socket.once("message", resolve));
		}
	}

	return {
		cookie,
		frames,
		send,
		until,
		closed,
		close: () => socket.close(),
		say(text, id = randomUUID()) {
			send({ type: "say", id, text, language: "en" });
			return id;
		},
		press(title, value) {
			const id = randomUUID();
			send({ type: "press", id, title, value: JSON.stringify(value), language: "en" });
			return id;
		},
		async untilText(text) {
			const isIt = (line: Line) => "text" in line && isMatch(line.text ?? "", text);
			const frame = await until(
				(one): one is Extract<ServerFrame, { type: "line" }> => one.type === "line" && isIt(one.line),
			);
			return frame.line;
		},
	};
}

function isMatch(text: string, wanted: string | RegExp): boolean {
	return typeof wanted === "string" ? text === wanted : wanted.test(text);
}

/** The lines that the page was given at its start. */
export function linesOf({ frames }: Pick<CustomerPage, "frames">): readonly Line[] {
	return frames.flatMap((frame) => (frame.type === "welcome" ? frame.lines : []));
}
