import type { Activity } from "../conversation/activity.js";

type Members = Readonly<Record<string, unknown>>;

/**
 * The channel's own id of what came in: by it a repeat is told. Botkit's Messenger adapter leaves it where
 * Messenger has it, `mid` of the message or of the postback.
 */
export function messageIdOf({ id, channelData }: Activity): string | undefined {
	if (id !== undefined && id !== "") return id;
	if (!isObject(channelData)) return undefined;
	return midIn(channelData.message) ?? midIn(channelData.postback);
}

function midIn(value: unknown): string | undefined {
	return isObject(value) && typeof value.mid === "string" ? value.mid : undefined;
}

function isObject(value: unknown): value is Members {
	return typeof value === "object" && value !== null;
}
