import type { Classified, ErrorReason } from "./graph-error.js";

/** For the person who said it: Meta's own words come in the language of whoever made the token. */
const texts: Readonly<Record<ErrorReason, string>> = {
	temporary: "Messenger had a failure of its own",
	"rate-limited": "Messenger takes no more from this page for the moment",
	"other-flow": "Messenger itself is asking the user questions just now",
	"outside-window": "Messenger takes no answer any more: the user's last message is too long ago",
	unavailable: "The user cannot be reached on Messenger, or does not want to be",
	"no-such-user": "Messenger does not know this user for this page",
	"no-such-object": "Messenger does not know what the message refers to",
	"not-thread-owner": "Another app holds this conversation on Messenger",
	"bad-message": "Messenger does not take a message like this",
	"bad-media": "Messenger could not fetch the attachment, or does not take it",
	"attachment-gone": "Messenger has not got the attachment any more",
	token: "The page's access token is not valid any more: the operator has to make a new one",
	permission: "The app may not do this on Messenger: the operator has to get the permission",
	blocked: "Meta has restricted what this page may send: the operator has to see why",
	"no-answer": "Messenger did not answer",
	"unreadable-answer": "What Messenger answered cannot be understood",
};

/** Where Meta's own words say what to correct. */
const detailed: ReadonlySet<ErrorReason> = new Set([
	"bad-message",
	"bad-media",
	"no-such-object",
	"no-answer",
]);

export function reasonText(why: ErrorReason): string {
	return texts[why];
}

/** What went wrong, for people. */
export function describe({ why, error: { status, code, subcode, message } }: Classified): string {
	const detail = detailed.has(why) ? `: ${message}` : "";
	if (code === undefined) return `${texts[why]}${detail}${status === 0 ? "" : ` (HTTP ${status})`}`;
	return `${texts[why]}${detail} (error ${code}${subcode === undefined ? "" : `/${subcode}`})`;
}
