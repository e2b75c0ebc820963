import type { Clock, Logger } from "@baton/core";
import type { MediaStore } from "@baton/core/http";
import type { Client } from "../../client/types.js";
import type { Snapshot } from "../../protocol/parts.js";
import type { DeskStore } from "../memory/desk-store.js";
import type { LineBook } from "../room/line-book.js";
import type { Poster } from "../room/post.js";
import type { RoomBook } from "../room/room-book.js";
import type { Team } from "../room/team.js";
import type { SlackApi } from "../web-api/slack-api.js";

/** What becomes of what an agent writes to a customer whose bot is active. */
export type WhenBotActive = "ask" | "takeOver" | "interject";

/** Where conversations are mirrored. */
export type RoomKind =
	| { readonly in: "channels"; readonly private: boolean }
	| { readonly in: "threads"; readonly channel: string };

export interface Settings {
	readonly appId: string;
	/** What the command is called, for texts about it. */
	readonly command: string;
	readonly rooms: RoomKind;
	/** The channel in which waiting customers are announced. */
	readonly announceIn: string | undefined;
	readonly whenBotActive: WhenBotActive;
	readonly internalMarker: string;
	/** How many lines are brought in when a room is opened. */
	readonly history: number;
	readonly media: { readonly store: MediaStore; readonly publicUrl: string } | undefined;
	readonly token: string;
	readonly apiUrl: string;
}

/** All that the parts of a working desk share. */
export interface Desk {
	readonly settings: Settings;
	readonly api: SlackApi;
	readonly client: Client;
	readonly clock: Clock;
	readonly logger: Logger;
	readonly store: DeskStore;
	/** What the names of its facts begin with. */
	readonly prefix: string;
	readonly rooms: RoomBook;
	readonly lines: LineBook;
	readonly poster: Poster;
	readonly team: Team;
	/** One thing at a time for each conversation, whether it comes from Slack or from the bridge. */
	inTurn<T>(conversationId: string, work: () => Promise<T>): Promise<T>;
}

/** How a conversation stands now. @throws BatonError `unknown-conversation` */
export async function standingOf(
	{ client }: Pick<Desk, "client">,
	conversationId: string,
): Promise<Snapshot> {
	return (await client.getTranscript({ conversationId, limit: 1 })).conversation;
}
