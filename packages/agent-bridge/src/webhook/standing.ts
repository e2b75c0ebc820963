import type { AppKind } from "@baton/core";
import type { EntryFrame } from "../protocol/entry-frame.js";
import type { FrameHolder } from "../protocol/parts.js";

/** How a conversation stands for the app, by the lines that it was told so far. */
export interface Standing {
	/** The epoch of the human conversation, or the one that it will have; 0 while a bot has it. */
	readonly epoch: number;
	/** Who answers: the app itself, a bot, or a human elsewhere; `asked` while the app has been offered it. */
	readonly who: "us" | "bot" | "human" | "asked";
}

export const atFirst: Standing = { epoch: 0, who: "bot" };

export interface Observer {
	readonly appId: string;
	readonly kind: AppKind;
	/** The kind of each app, by its id. */
	readonly kinds: ReadonlyMap<string, AppKind>;
}

/** How it stands after a line. What says nothing of control changes nothing. */
export function standingAfter(before: Standing, frame: EntryFrame, { appId, kinds }: Observer): Standing {
	switch (frame.type) {
		case "handover":
			return frame.toAppIds.includes(appId) && before.who !== "us"
				? { epoch: frame.epoch + 1, who: "asked" }
				: before;
		case "handoverDeclined":
		case "handoverExpired":
		case "handoverWithdrawn":
			return before.who === "asked" ? atFirst : before;
		case "handoverConfirmed":
		case "takeoverConfirmed":
			if (frame.toAppId === appId) return { epoch: frame.epoch, who: "us" };
			return heldBy({ kind: kinds.get(frame.toAppId) ?? "human" }, frame.epoch);
		case "takeover":
		case "release":
			return heldBy(frame.holder, frame.holderEpoch);
		default:
			return before;
	}
}

function heldBy(holder: Pick<FrameHolder, "kind"> | undefined, epoch: number): Standing {
	return holder?.kind === "human" ? { epoch, who: "human" } : atFirst;
}

/** A bot keeps one id for ever. */
export function epochIn(kind: AppKind, { epoch }: Standing): number {
	return kind === "bot" ? 0 : epoch;
}

export function typeIn(kind: AppKind, { who }: Standing): "BOT" | "HUMAN" {
	const isBots = kind === "bot" ? who === "us" || who === "asked" : who === "bot" || who === "asked";
	return isBots ? "BOT" : "HUMAN";
}
