import type { AnyRefusalCode } from "../bridge/refusal.js";
import type { ClientFrameType } from "./client-frame.js";
import type { ServerFrameType } from "./server-frame.js";

/** What each frame from the server means. */
export const serverFrameMeanings: { readonly [Type in ServerFrameType]: string } = {
	userSay: "The user said something. Told to the app in control, to those who are asked, and to watchers.",
	botSay: "The bot said something.",
	agentSay: "An app said something, and as whom. Its own words come back to it with their place in the log.",
	notice: "A system line to the user.",
	joined: "The user was told that this human has joined.",
	left: "The user was told that this human has left.",
	edit: "What an entry says was replaced.",
	delete: "What an entry said was taken back.",
	note: "An internal line. The user never sees it.",
	draft: "An answer of the bot that was held back, and why.",
	rating: "The user rated a session: with 1 to 5 stars, or as the channel asks in its own way.",
	draftUsed:
		"A draft was sent, sent corrected, or discarded, and what the user meant, if whoever did it said so.",
	handover: "Control is offered. Repeated with `again` until somebody confirms or it ends.",
	handoverDeclined: "An app declined, and why if it said so.",
	handoverExpired: "Nobody confirmed in time.",
	handoverWithdrawn:
		"The offer does not stand any more, and why: `confirmed` by somebody, `cancelled` by the user, `tookOver` by an app, and so on.",
	messageLeft:
		"The user left a message since nobody was there. It waits for whoever comes next, and ends as an offer does.",
	handoverConfirmed:
		"`toAppId` holds control now, because it confirmed an offer. To that app: with what was said before.",
	takeoverConfirmed:
		"`toAppId` holds control now, because it took over. With `again`: it held control already.",
	takeover: "`fromAppId` lost control to another app, or person.",
	release:
		"`fromAppId` gave control back, or lost it. `why` is `released` or the words that came with it, `idle`, `lost` or `closed`.",
	reminder: "The user waits and the human in control is silent.",
	watch: "Your app watches from now on. With what was said before.",
	unwatch: "Your app no longer watches.",
	delivery: "What an app or the bot said could not be sent, or it is not known whether it was.",
	status: "The host bot was told how the handoff goes.",
	mode: "How the bot takes part was changed.",
	link: "The user was linked to an account of the business, or is no longer.",
	gap: "Your app was away for long, and `count` entries from position `from` to `through` are not told any more: read them with `getTranscript`, as far as they are still kept. Says who holds control now.",
	sessionEnd: "The session is over.",
	connected: "The connection stands. Whatever waits for the app follows.",
	ack: "The command had its effect, now or when it first came.",
	refused: "What was asked for was not done, and why. Says how control stands.",
	typing: "Somebody types. Not kept.",
	looking:
		"A person at a desk of the bot has the conversation on screen, writes in it, or has it no more. Told to people. Not kept.",
	colleague: "A person is at a desk of your bots, or no more. Told to people. Not kept.",
	deliveryReport: "How far something that was sent has come. Not kept; transcripts have it.",
	erased:
		"The conversation and all that was of it are gone: forget what you have of it. What the user says later begins anew.",
	outage:
		"What is said and done cannot be stored for the moment: what users say is kept and comes later, what you command fails. Or it can be again.",
	transcript: "The answer to `getTranscript`: how the conversation stands, and a page of its log.",
	transcriptUrl: "The answer to `getTranscript` as `URL`: a page to look at and to print.",
	list: "The answer to `getList`.",
	found: "The answer to `search`: the conversations that have the words, and how far was looked.",
	ticket: "The answer to `getTicket`.",
	audit: "The answer to `getAudit`: who did what, where, when, and what came of it. Never what was said.",
	goingAway:
		"The server stops, and ends the connection with 1001. Come back at a random moment within `withinMs`.",
	ping: "Are you there? Answer with `pong`.",
};

const outcome = "`ack` or `refused`";

interface ClientFrameMeaning {
	readonly means: string;
	readonly answered: string;
	/** Refusals of its own, besides those that any frame may meet. */
	readonly refusals?: readonly AnyRefusalCode[];
}

/** What each frame from a client means, and what answers it. */
export const clientFrameMeanings: { readonly [Type in ClientFrameType]: ClientFrameMeaning } = {
	connect: {
		means: "Says who connects, and for which bots. The first frame.",
		answered: "`connected`, or `refused` and the end",
		refusals: ["forbidden", "unsupported-version", "already-connected"],
	},
	ack: {
		means: "Everything told of this conversation up to this position was taken in.",
		answered: "nothing",
	},
	askRating: {
		means:
			"Asks the user how the session was, in the channel's way. Once in a session, whoever holds control.",
		answered: outcome,
		refusals: ["already-asked", "human-required"],
	},
	typing: { means: "Somebody in the app types.", answered: "nothing" },
	looking: {
		means:
			"A person has the conversation on screen, writes in it, or has it no more. To be said again every 20 seconds.",
		answered: "nothing",
	},
	pong: { means: "The answer to `ping`.", answered: "nothing" },
	getTranscript: {
		means:
			"Asks for a page of a conversation's log (the last entries, or those after or before a position), for all that was said with a user, in pages, or for an address that shows it.",
		answered: "`transcript` or `refused`",
	},
	getList: {
		means:
			"Asks for the conversations that wait, that the app holds, that are open, or in which something could not be sent.",
		answered: "`list` or `refused`",
	},
	search: {
		means: "Looks for conversations by the user's name or id, and by what was said.",
		answered: "`found` or `refused`",
	},
	takeNext: {
		means:
			"Takes the one who has waited longest of those whom the app was asked for, left messages among them. `ack` says which.",
		answered: outcome,
		refusals: ["nothing-waits", "at-capacity", "human-required"],
	},
	getTicket: {
		means: "An app's own server asks for what lets the browser of one person connect, once and soon.",
		answered: "`ticket` or `refused`",
		refusals: ["not-allowed", "forbidden"],
	},
	getAudit: {
		means: "Asks what apps and people did, the newest first. For supervisors, and for an app itself.",
		answered: "`audit` or `refused`",
		refusals: ["not-allowed"],
	},
	handover: {
		means:
			"The app in control offers it to others; to every desk, if none is named. With `toPersonId`: to one person first, of the one app that is named or of one's own.",
		answered: outcome,
		refusals: [
			"not-in-control",
			"stale-epoch",
			"colleague-in-control",
			"bad-target",
			"not-offered",
			"illegal-move",
		],
	},
	handoverConfirmed: {
		means: "Takes control as offered.",
		answered: outcome,
		refusals: ["offer-gone", "not-offered", "human-required"],
	},
	handoverDeclined: {
		means: "Does not want what was offered.",
		answered: outcome,
		refusals: ["offer-gone", "not-offered"],
	},
	withdraw: {
		means: "Takes an offer of one's own back.",
		answered: outcome,
		refusals: ["nothing-to-withdraw", "not-in-control", "stale-epoch", "colleague-in-control"],
	},
	takeover: { means: "Takes control at once.", answered: outcome, refusals: ["human-required"] },
	release: {
		means: "Gives control back to the bot.",
		answered: outcome,
		refusals: ["not-in-control", "stale-epoch", "colleague-in-control"],
	},
	close: {
		means: "Ends the session, and gives control back if one has it.",
		answered: outcome,
		refusals: ["not-in-control", "stale-epoch", "colleague-in-control"],
	},
	agentSay: {
		means: "Says something to the user. Only in control.",
		answered: outcome,
		refusals: [
			"not-in-control",
			"stale-epoch",
			"colleague-in-control",
			"human-required",
			"outside-window",
			"nothing-to-say",
		],
	},
	interject: {
		means: "Says something while the bot keeps control.",
		answered: outcome,
		refusals: ["not-in-control", "human-required", "outside-window", "nothing-to-say"],
	},
	edit: {
		means: "Corrects what the app itself has said. Only in control. Not every channel can show it.",
		answered: outcome,
		refusals: ["unknown-entry", "bad-target", "not-in-control", "stale-epoch", "nothing-to-say"],
	},
	delete: {
		means: "Takes back what the app itself has said. Only in control. Not every channel can do it.",
		answered: outcome,
		refusals: ["unknown-entry", "bad-target", "not-in-control", "stale-epoch"],
	},
	sendDraft: {
		means: "Sends a draft, as it is or corrected. Only in control. May say what the user meant.",
		answered: outcome,
		refusals: [
			"unknown-draft",
			"already-sent",
			"unknown-intent",
			"not-in-control",
			"stale-epoch",
			"colleague-in-control",
			"human-required",
			"outside-window",
		],
	},
	discardDraft: {
		means: "Puts a draft away. May say what the user meant.",
		answered: outcome,
		refusals: ["unknown-draft", "already-sent", "unknown-intent"],
	},
	watch: { means: "Wants to hear the conversation without control.", answered: outcome },
	unwatch: { means: "No longer wants to.", answered: outcome },
	note: { means: "Writes an internal line.", answered: outcome },
	sayAgain: {
		means: "Says again what could not be sent, as whoever said it, if they still may speak.",
		answered: outcome,
		refusals: ["unknown-entry", "bad-target", "already-sent", "not-in-control", "outside-window"],
	},
	giveUp: {
		means: "Takes what could not be sent off the list of it.",
		answered: outcome,
		refusals: ["unknown-entry"],
	},
	mode: { means: "Sets how the bot takes part in this conversation.", answered: outcome },
};
