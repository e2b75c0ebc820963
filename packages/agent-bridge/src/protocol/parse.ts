import type { z } from "zod";
import { type ClientFrame, clientFrame } from "./client-frame.js";
import { type ServerFrame, serverFrame } from "./server-frame.js";

/** What a frame may be at most. */
export const frameLimits = {
	/** 256 KB of text. */
	frameBytes: 262_144,
	/** Objects and arrays within each other. */
	depth: 32,
} as const;

type FrameRefusalCode = "frame-too-large" | "frame-too-deep" | "bad-frame";

/** Why a frame could not be read. `re` is its id, if that much could be read. */
export interface UnreadableFrame {
	readonly re: string | undefined;
	readonly code: FrameRefusalCode;
	readonly message: string;
}

export type ParsedFrame<Frame> = { readonly frame: Frame } | { readonly unreadable: UnreadableFrame };

/** Reads what a client sent. Never throws: what cannot be read is answered with a refusal. */
export function parseClientFrame(text: string): ParsedFrame<ClientFrame> {
	return parseFrame(text, readClientFrame);
}

/** Reads what a server sent. */
export function parseServerFrame(text: string): ParsedFrame<ServerFrame> {
	return parseFrame(text, (value) => serverFrame.safeParse(value));
}

type Read<Frame> = (value: unknown) => { success: true; data: Frame } | { success: false; error: z.ZodError };

/** Acknowledgments are most of what comes in, and small: they are read by hand, as the schema has it. */
function readClientFrame(value: unknown): ReturnType<Read<ClientFrame>> {
	if (isAcknowledgment(value)) return { success: true, data: value };
	return clientFrame.safeParse(value);
}

type Acknowledgment = Extract<ClientFrame, { type: "ack" }>;

function isAcknowledgment(value: unknown): value is Acknowledgment {
	if (typeof value !== "object" || value === null || !("type" in value) || value.type !== "ack") return false;
	if (!("conversationId" in value && "position" in value) || "more" in value) return false;
	const { conversationId, position } = value;
	return isKeyLike(conversationId) && Number.isSafeInteger(position) && Number(position) >= 0;
}

function isKeyLike(value: unknown): value is string {
	return typeof value === "string" && value !== "" && value.length <= 2048;
}

function parseFrame<Frame>(text: string, read: Read<Frame>): ParsedFrame<Frame> {
	if (isLargerThan(text, frameLimits.frameBytes)) {
		return refuse(undefined, "frame-too-large", `it is larger than ${frameLimits.frameBytes} bytes`);
	}
	const value = parseJson(text);
	if (value === undefined) return refuse(undefined, "bad-frame", "it is not JSON");
	if (isDeeperThan(value, frameLimits.depth)) {
		return refuse(idOf(value), "frame-too-deep", `it is nested deeper than ${frameLimits.depth} levels`);
	}
	const result = tryTo(read, value);
	if (result === undefined)
		return refuse(idOf(value), "bad-frame", `${typeOf(value)}: a length is no number`);
	return result.success
		? { frame: result.data }
		: refuse(idOf(value), "bad-frame", explain(result.error, value));
}

/** Zod compares the `length` of whatever is no string as well, which fails where that cannot be compared. */
function tryTo<Frame>(read: Read<Frame>, value: unknown): ReturnType<Read<Frame>> | undefined {
	try {
		return read(value);
	} catch {
		return undefined;
	}
}

function refuse(re: string | undefined, code: FrameRefusalCode, why: string) {
	return { unreadable: { re, code, message: `Cannot read the frame: ${why}` } };
}

function isLargerThan(text: string, bytes: number): boolean {
	if (text.length > bytes) return true;
	return text.length * 3 > bytes && Buffer.byteLength(text) > bytes;
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** Looks no deeper than that. */
export function isDeeperThan(value: unknown, depth: number): boolean {
	if (typeof value !== "object" || value === null) return false;
	if (depth === 0) return true;
	for (const member of Object.values(value)) {
		if (isDeeperThan(member, depth - 1)) return true;
	}
	return false;
}

function idOf(value: unknown): string | undefined {
	if (typeof value !== "object" || value === null || !("id" in value)) return undefined;
	return typeof value.id === "string" && value.id !== "" && value.id.length <= 256 ? value.id : undefined;
}

function typeOf(value: unknown): string {
	if (typeof value !== "object" || value === null || !("type" in value)) return "without a type";
	return JSON.stringify(value.type)?.slice(0, 64) ?? "without a type";
}

/** The first thing that is wrong, and where. */
function explain({ issues }: z.ZodError, value: unknown): string {
	const issue = issues[0];
	const where = issue === undefined || issue.path.length === 0 ? "" : `${issue.path.join(".")}: `;
	return `${typeOf(value)}: ${where}${issue?.message ?? "it is not what was expected"}`.slice(0, 300);
}
