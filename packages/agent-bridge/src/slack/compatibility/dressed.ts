import type { ActivityLike } from "@baton/core";
import { z } from "zod";

const labelled = z.looseObject({
	representative: z.looseObject({
		representativeType: z.enum(["BOT", "HUMAN"]),
		displayName: z.string(),
		avatarImage: z.string().optional(),
	}),
});

/**
 * As Slack shows it: what a human says under their name and picture, and who comes and goes as a line in italics. The
 * adapter gives all of `channelData` to Slack, which has no use for a label.
 */
export function dressed(activity: ActivityLike): ActivityLike {
	const label = labelled.safeParse(activity.channelData);
	if (!label.success) return activity;
	const { representative, ...channelData } = label.data;
	const { representativeType, displayName, avatarImage } = representative;
	if (isLine(activity)) return { ...activity, type: "message", text: `_${activity.text}_`, channelData };
	if (representativeType === "BOT") return { ...activity, channelData };
	const face = { username: displayName, ...(avatarImage === undefined ? {} : { icon_url: avatarImage }) };
	return { ...activity, channelData: { ...channelData, ...face } };
}

function isLine({ type, name = "", text }: ActivityLike): boolean {
	return type === "event" && name.startsWith("representative.") && typeof text === "string";
}
