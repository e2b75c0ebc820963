import type { Recognition } from "../gate/recognizer.js";

/** Decides whether a handler is meant, as `controller.hears` takes it. */
export type Pattern = (message: {
	readonly type: string;
	readonly recognition?: Recognition | undefined;
}) => Promise<boolean>;

/**
 * Hears an intent that the gate recognized: the best one only, since that is the one the gate let through.
 *
 * ```ts
 * controller.hears(intent("shipping"), "message", async (bot, message) => {
 * 	await bot.reply(message, "We ship within two days.");
 * });
 * ```
 *
 * @param names one intent, or several that are answered alike
 */
export function intent(names: string | readonly string[]): Pattern {
	const wanted = new Set(typeof names === "string" ? [names] : names);
	return async ({ recognition }) => {
		const best = recognition?.intents[0];
		return best !== undefined && wanted.has(best.intent);
	};
}
