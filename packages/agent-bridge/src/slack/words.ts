/** What the desk says to agents. */
export const words = {
	buttons: {
		pause: "Pause the bot",
		unpause: "Hand back to the bot",
		takeOver: "Take over",
		close: "Close",
		handover: "Offer to others",
		take: "Take it",
		open: "Open",
		decline: "Not now",
		keep: "Keep it",
		sendAfterTakeover: "Pause the bot and send",
		interject: "Send, bot goes on",
		discard: "Do not send",
		sendDraft: "Send this",
		correctDraft: "Correct…",
		discardDraft: "Discard",
	},
	unknownUser: "Unknown customer",
} as const;
