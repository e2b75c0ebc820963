import { handoffInitiation, type TurnContextLike } from "@baton/core";

/** What the bot says, and what Baton says in its name. */
export const texts = {
	welcome: "You are welcome! I am a bot, and I am here again if you need anything.",
	passedOn:
		"Thank you for writing to us. I am a bot: I pass this along to a colleague, who will be with you in a moment.",
} as const;

/** A bot that knows when it is thanked. Everything else is for a person. */
export async function bot(context: TurnContextLike): Promise<void> {
	const { type, text = "" } = context.activity;
	if (type !== "message") return;
	const isThanked = /\b(thanks?|thank you|bye)\b/i.test(text);
	await context.sendActivity(isThanked ? texts.welcome : handoffInitiation({ context, value: undefined }));
}
