import { type Recognition, recognitionKey, type TurnContextLike } from "@baton/core";

/** A bot whose answer is the name of the intent that the gate recognized. */
export async function intentBot(context: TurnContextLike): Promise<void> {
	// The middleware puts nothing else under its own key.
	const recognition = context.turnState.get(recognitionKey) as Recognition | undefined;
	const best = recognition?.intents[0];
	if (best !== undefined) await context.sendActivity({ type: "message", text: best.intent });
}
