import { BatonError, type Clock, type Logger } from "@baton/core";
import type { MediaStore } from "@baton/core/http";
import { z } from "zod";
import type { Destination } from "../client/types.js";
import type { DeskStore } from "./memory/desk-store.js";
import type { RoomKind, Settings, WhenBotActive } from "./talk/desk.js";

export interface SlackDeskOptions {
	/** The desk's id and secret on the bridge: an app of kind `human` that is not `personal`. */
	readonly appId: string;
	readonly appSecret: string;
	/** The bridge: `{ dial: inProcess(bridge) }`, or `{ url }` from a process of its own. */
	readonly connect: Destination;
	/** Where it remembers which conversation is where. The handoff's own, so that erasing a person erases it here. */
	readonly store: DeskStore;
	/** Begins with `xoxb-`. */
	readonly botToken: string;
	/** Checks what comes to the endpoint. Without it there is only Socket Mode. */
	readonly signingSecret?: string | undefined;
	/** Begins with `xapp-`. With it events come over Socket Mode; needs `@slack/socket-mode`. */
	readonly appToken?: string | undefined;
	/**
	 * Where conversations are shown. Default: a private channel each, `cs-sari`, whose members are the agents who
	 * opened it. Threads in one channel are the better choice above a few conversations a minute.
	 */
	readonly rooms?: RoomKind | undefined;
	/** The channel, by id, in which waiting customers are announced. The app must be a member. Default: nowhere. */
	readonly announceIn?: string | undefined;
	/**
	 * What becomes of what an agent writes to a customer whose bot is active: the agent is asked (`ask`, the
	 * default), it goes out after a takeover, or as an interjection after which the bot goes on.
	 */
	readonly whenBotActive?: WhenBotActive | undefined;
	/** What begins with it stays in the team. Not a slash: Slack would take it for a command. Default: `;;`. */
	readonly internalMarker?: string | undefined;
	/** How many lines are brought in when a conversation is opened, at most 200. Default: 30. */
	readonly history?: number | undefined;
	/** Where files go that agents send, and where the internet finds them. Without it agents cannot send files. */
	readonly media?: { readonly store: MediaStore; readonly publicUrl: string } | undefined;
	/** What the slash command is called. Default: `/baton`. */
	readonly command?: string | undefined;
	/** Default: `https://slack.com/api/`. */
	readonly apiUrl?: string | undefined;
	/** A call to Slack without an answer for this long has an unknown outcome. Default: 10,000 ms. */
	readonly answerWithinMs?: number | undefined;
	readonly clock?: Clock | undefined;
	/** Default: errors and warnings to standard error. */
	readonly logger?: Logger | undefined;
}

const id = z.string().regex(/^[CG][A-Z0-9]+$/, "expected the id of a channel, such as C0123456789");

/** What a program in JavaScript, or the environment, may get wrong. */
const checked = z.object({
	appId: z.string().min(1),
	appSecret: z.string().min(1),
	botToken: z.string().min(1),
	signingSecret: z.string().min(1).optional(),
	appToken: z.string().min(1).optional(),
	announceIn: id.optional(),
	rooms: z
		.discriminatedUnion("in", [
			z.object({ in: z.literal("channels"), private: z.boolean() }),
			z.object({ in: z.literal("threads"), channel: id }),
		])
		.optional(),
	whenBotActive: z.enum(["ask", "takeOver", "interject"]).optional(),
	internalMarker: z
		.string()
		.regex(/^[^/\s]/, "expected a marker that does not begin with a slash or a space")
		.optional(),
	history: z.number().int().min(0).max(200).optional(),
});

export function toSettings(options: SlackDeskOptions): Settings {
	check(options);
	return {
		appId: options.appId,
		command: options.command ?? "/baton",
		rooms: options.rooms ?? { in: "channels", private: true },
		announceIn: options.announceIn,
		whenBotActive: options.whenBotActive ?? "ask",
		internalMarker: options.internalMarker ?? ";;",
		history: options.history ?? 30,
		media: options.media,
		token: options.botToken,
		apiUrl: options.apiUrl ?? "https://slack.com/api/",
	};
}

function check(options: SlackDeskOptions): void {
	const { success, error } = checked.safeParse(options);
	const why = success ? missing(options) : z.prettifyError(error);
	if (why === undefined) return;
	throw new BatonError("bad-slack-options", `Cannot open the desk in Slack, correct its options: ${why}`, {
		cause: error,
	});
}

function missing({ signingSecret, appToken }: SlackDeskOptions): string | undefined {
	if (signingSecret !== undefined || appToken !== undefined) return undefined;
	return "give signingSecret for the endpoint, or appToken for Socket Mode";
}
