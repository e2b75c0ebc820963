import type { Node } from "./node.js";

/** What must hold at every moment, whatever comes next. */
export function brokenAt({ conversation, timers, outbox, shown }: Node): string | undefined {
	const { control, turns } = conversation;
	if ("holder" in control && timers.get("idle") !== String(control.epoch))
		return "an app holds control, and no timer ends it";
	if ("offer" in control && timers.get("offer-expiry") !== control.offer.id)
		return "an offer stands, and no timer ends it";
	if ("offer" in control && timers.get("offer-retry") !== control.offer.id)
		return "an offer stands, and no timer repeats it";
	if (turns[0] !== undefined && timers.get("turn") !== turns[0].id)
		return "a turn is due, and no timer runs it";
	const joined = "human" in control ? control.human?.displayName : undefined;
	return outbox.length === 0 && shown !== joined
		? `the user sees ${shown ?? "the bot"}, ${joined ?? "the bot"} is in`
		: undefined;
}
