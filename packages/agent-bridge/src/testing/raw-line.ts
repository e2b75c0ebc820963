import { WebSocket } from "ws";
import { parseServerFrame } from "../protocol/parse.js";
import type { ServerFrame, ServerFrameOf, ServerFrameType } from "../protocol/server-frame.js";
import { eventually } from "./eventually.js";

/** A connection by hand: whatever is sent is sent as it is, and nothing is acknowledged by itself. */
export interface RawLine {
	/** Everything that came, in order. */
	readonly frames: readonly ServerFrame[];
	/** What came that is not as the schemas have it. */
	readonly foreign: readonly string[];
	/** Sends a frame, or any text or bytes. */
	send(frame: object | string | Buffer): void;
	/** Waits for the first frame of a type, from now or before, after `skip` others of it. */
	next<T extends ServerFrameType>(type: T, skip?: number): Promise<ServerFrameOf<T>>;
	/** Waits for the answer to a command or a question. */
	answer(re: string): Promise<ServerFrameOf<"ack" | "refused" | "transcript" | "list">>;
	/** Waits for the end: its code and reason. */
	closed(): Promise<{ readonly code: number; readonly reason: string }>;
	close(): void;
}

export interface RawLineOptions {
	readonly origin?: string | undefined;
	/** Whether `ping` is answered. Default: true. */
	readonly answersPings?: boolean | undefined;
	readonly withinMs?: number | undefined;
}

export async function openRawLine(
	url: string,
	{ origin, answersPings = true, withinMs }: RawLineOptions = {},
): Promise<RawLine> {
	const socket = new WebSocket(url, {
		perMessageDeflate: false,
		...(origin === undefined ? {} : { origin }),
	});
	const frames: ServerFrame[] = [];
	const foreign: string[] = [];
	let end: { readonly code: number; readonly reason: string } | undefined;
	socket.on("close", (code, reason) => {
		end = { code, reason: reason.toString() };
	});
	socket.on("message", (data) => {
		const parsed = parseServerFrame(data.toString());
		if ("unreadable" in parsed)
			foreign.push(`${parsed.unreadable.message}: ${data.toString().slice(0, 300)}`);
		else frames.push(parsed.frame);
		if ("frame" in parsed && parsed.frame.type === "ping" && answersPings) send({ type: "pong" });
	});
	await new Promise<void>((resolve, reject) => {
		socket.once("open", () => resolve());
		socket.once("error", reject);
	});
	// What is broken about a connection later closes it.
	socket.on("error", () => {});

	function send(frame: object | string | Buffer): void {
		const isRaw = typeof frame === "string" || Buffer.isBuffer(frame);
		if (socket.readyState === WebSocket.OPEN) socket.send(isRaw ? frame : JSON.stringify(frame));
	}

	async function wait<Frame extends ServerFrame>(
		isIt: (frame: ServerFrame) => frame is Frame,
		what: string,
		skip = 0,
	): Promise<Frame> {
		const found = await eventually(
			() => frames.filter(isIt)[skip],
			(frame) => frame !== undefined,
			`The server should send ${what}, and has sent ${frames.map(({ type }) => type).join(", ") || "nothing"}`,
			withinMs,
		);
		return found as Frame;
	}

	return {
		frames,
		foreign,
		send,
		next: (type, skip) =>
			wait((frame): frame is ServerFrameOf<typeof type> => frame.type === type, type, skip),
		answer: (re) =>
			wait(
				(frame): frame is ServerFrameOf<"ack" | "refused" | "transcript" | "list"> =>
					"re" in frame && frame.re === re,
				`an answer to ${re}`,
			),
		async closed() {
			await eventually(
				() => end,
				(now) => now !== undefined,
				"The server should end the connection",
				withinMs,
			);
			return end ?? { code: 0, reason: "" };
		},
		close: () => socket.close(),
	};
}
