import type { FrameOffer } from "../../../protocol/parts.js";

/** What a gate writes: its own word for why, then the best guess and how sure it was. */
const guess = /^[a-z-]+: (.+) (\d(?:\.\d+)?)$/;

/** The detail of a reason as people read it: a guess with how sure the bot was, or the words as they are. */
export function reasonDetail({ type, detail }: FrameOffer["reason"]): string | undefined {
	if (detail === undefined || detail === type) return undefined;
	const [, intent, confidence] = guess.exec(detail) ?? [];
	if (intent === undefined || confidence === undefined) return detail;
	return `${intent.replaceAll("_", " ")} ${Math.round(Number(confidence) * 100)} %`;
}
