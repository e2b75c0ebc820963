import type { CommandFrame } from "../../../protocol/client-frame.js";
import type { Snapshot } from "../../../protocol/parts.js";
import type { ServerFrameOf } from "../../../protocol/server-frame.js";
import type { BridgeEvent } from "../wire/bridge.js";
import type { ComposerText, Unanswered } from "./composer-text.js";
import type { Alert, DeskState } from "./desk-state.js";
import type { Direction } from "./hear-entry.js";
import type { UndeliveredLine } from "./undelivered.js";

type Told = Exclude<BridgeEvent, { readonly type: "typing" }>;

/** Everything that changes what the page shows. */
export type DeskEvent =
	| Told
	| { readonly type: "typing"; readonly frame: ServerFrameOf<"typing">; readonly until: number }
	/** `hasMore`: there are more than were asked for. */
	| {
			readonly type: "listed";
			readonly conversations: readonly Snapshot[];
			readonly hasMore: boolean;
	  }
	| { readonly type: "pageRead"; readonly frame: ServerFrameOf<"transcript">; readonly direction: Direction }
	/** The last pages of several. */
	| { readonly type: "pagesRead"; readonly frames: readonly ServerFrameOf<"transcript">[] }
	| { readonly type: "selected"; readonly conversationId: string | undefined }
	| { readonly type: "seen"; readonly conversationId: string }
	| { readonly type: "loading"; readonly conversationId: string; readonly isLoading: boolean }
	/** Without a command when it was answered. */
	| {
			readonly type: "working";
			readonly conversationId: string;
			readonly command: CommandFrame["type"] | undefined;
	  }
	| {
			readonly type: "saying";
			readonly conversationId: string;
			readonly text: string;
			readonly commandId: string;
			readonly at: number;
			readonly said: Unanswered;
	  }
	| {
			readonly type: "saidSo";
			readonly conversationId: string;
			readonly commandId: string;
			readonly entryIds: readonly string[];
	  }
	| {
			readonly type: "unsaid";
			readonly conversationId: string;
			readonly commandId: string;
			readonly written: ComposerText;
	  }
	| { readonly type: "written"; readonly conversationId: string; readonly text: ComposerText }
	| { readonly type: "meant"; readonly draftId: string; readonly intent: string | null | undefined }
	/** Those that are given are new. */
	| ({ readonly type: "replies" } & Partial<DeskState["replies"]>)
	| { readonly type: "alerted"; readonly alert: Alert }
	| { readonly type: "dismissed"; readonly id: number }
	| { readonly type: "undeliveredRead"; readonly lines: readonly UndeliveredLine[] }
	| { readonly type: "searched"; readonly text: string }
	| { readonly type: "searching"; readonly text: string; readonly isLooking: boolean }
	| { readonly type: "found"; readonly text: string; readonly frame: ServerFrameOf<"found"> };

export type DeskEventOf<T extends DeskEvent["type"]> = Extract<DeskEvent, { readonly type: T }>;
