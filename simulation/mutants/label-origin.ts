import type { Activity, Command, Entry, OutboxItem, Representative } from "@baton/core";
import { decide } from "../../packages/core/src/conversation/decide.js";
import { labelOf } from "../promises/voice.js";
import type { Composition } from "../world/world.js";

/** Labels are taken from the payload, where it brings one along. */
export const withLabelFromPayload: Composition = {
	decide: (key, conversation, command, env) => {
		const decision = decide(key, conversation, command, env);
		const { change } = decision;
		const claims = claimsIn(command);
		if (change === undefined || claims.size === 0) return decision;
		const entries = change.entries.map((entry) => claimed(entry, claims));
		const outbox = change.outbox.map((item) => claimed(item, claims));
		return { ...decision, change: { ...change, entries, outbox } };
	},
};

type Claims = ReadonlyMap<string, Representative>;

/** By text, what the payload says about its speaker. */
function claimsIn(command: Command): Claims {
	const claims = new Map<string, Representative>();
	for (const activity of activitiesIn(command)) {
		const claim = labelOf(activity);
		if (claim !== undefined && activity.text !== undefined) claims.set(activity.text, claim);
	}
	return claims;
}

function activitiesIn(command: Command): readonly Activity[] {
	if (command.type === "say") return command.utterances.map(({ activity }) => activity);
	return command.type === "speak" ? [command.activity] : [];
}

function claimed<Labelled extends Entry | OutboxItem>(labelled: Labelled, claims: Claims): Labelled {
	const activity = "activity" in labelled ? labelled.activity : undefined;
	const claim = claims.get(activity?.text ?? "");
	if (claim === undefined) return labelled;
	const channelData = { ...(activity?.channelData as object), representative: claim };
	const representative = "representative" in labelled ? { representative: claim } : {};
	return { ...labelled, ...representative, activity: { ...activity, channelData } };
}
