import type { Outcome } from "@baton/core";
import type { ServerFrameOf } from "../protocol/server-frame.js";
import { toFrameHolder } from "../protocol/snapshot.js";

/** Why the bridge itself refuses. */
type BridgeRefusalCode =
	| "bad-frame"
	| "frame-too-large"
	| "frame-too-deep"
	| "too-many-frames"
	| "already-connected"
	| "not-connected"
	| "forbidden"
	| "unsupported-version"
	| "read-only"
	| "not-allowed"
	| "nothing-waits"
	| "no-page"
	| "failed";

type CoreRefusalCode = Extract<Outcome, { status: "refused" }>["code"];

export type AnyRefusalCode = BridgeRefusalCode | CoreRefusalCode;

/** For people: what was not done, and what to do about it. */
export const refusalAdvice: { readonly [code: string]: string } = {
	"bad-frame": "The frame could not be read: see the message for what is wrong with it",
	"frame-too-large": "The frame is larger than the server takes",
	"frame-too-deep": "The frame is nested deeper than the server takes",
	"illegal-move": "The conversation does not allow it now: look at who holds control",
	"offer-gone": "The offer does not stand any more: wait for the next, or take over",
	"not-in-control": "Your app does not hold control: take over first",
	"not-offered": "The offer was not made to your app, or there is nobody to make it to",
	"stale-epoch": "Control has changed hands since: look at who holds it now, and decide again",
	"no-request": "Nobody was asked for: there is nothing to cancel",
	"colleague-in-control": "A colleague holds control: take over from them first",
	"outside-window": "The user has not written for too long: the channel takes no more answers until they do",
	"at-capacity":
		"You hold as many conversations as you may: give one back first, or take over this one on purpose",
	"nothing-waits": "Nobody waits whom you were asked for",
	"nothing-to-withdraw": "No offer of yours stands: there is nothing to withdraw",
	"unknown-conversation": "No conversation of your bots has this id",
	erased: "It was said before the conversation was erased, and is not taken",
	"unknown-app": "Your app is not registered: add it to the apps of the handoff",
	"unknown-draft": "The draft was used already or is too old: write the answer anew",
	"unknown-entry": "The conversation has no such entry",
	"unknown-intent": "The bot has no such intent: give one that `connected` names, or null for none of them",
	"already-sent": "It was sent already",
	"already-asked": "The user was asked to rate this session before: once is enough",
	"nothing-to-say": "Give either input or activity",
	"bad-target": "An app that was named is unknown, is not one of this bot's, or is your own",
	"human-required": "Control is personal in this app: say which person acts",
	"read-only": "You may look and not act: ask for the role of an agent",
	"not-allowed": "It is not yours to do: a supervisor, or your app's own server, may",
	"no-page": "This server shows no pages to people: ask for the transcript as JSON",
	"too-many-frames": "Too many frames came within a second: wait, and send it again",
	"already-connected": "This connection is connected already",
	"not-connected": "Connect first",
	forbidden: "The secret or the ticket is not valid, or does not cover the bots",
	"unsupported-version": "This server speaks version 1",
	failed: "Something went wrong here: send it again with the same id",
};

type Refused = ServerFrameOf<"refused">;

export function refusal(
	code: AnyRefusalCode,
	about: Pick<Refused, "re" | "conversationId"> = {},
	message: string = refusalAdvice[code] ?? "It was not done",
): Refused {
	return { type: "refused", ...about, code, message };
}

/** The answer to a command. A conversation of somebody else's bot is refused like one that does not exist. */
export function answer(outcome: Outcome, re: string, conversationId: string): ServerFrameOf<"ack"> | Refused {
	if (outcome.status === "done") {
		const { epoch, entries, position, drafts } = outcome;
		return { type: "ack", re, conversationId, epoch, entryIds: entries, position, drafts };
	}
	const about = { re, conversationId };
	if (outcome.code === "not-your-bot") return refusal("unknown-conversation", about);
	const { standing, code, load } = outcome;
	const holder = standing?.holder && toFrameHolder(standing.holder);
	return { ...refusal(code, about), epoch: standing?.epoch, holder, load };
}
