import type { Activity, Representative } from "@baton/core";
import { z } from "zod";

const labelled = z.looseObject({
	representative: z.looseObject({
		representativeType: z.enum(["BOT", "HUMAN"]),
		displayName: z.string(),
		avatarImage: z.string().optional(),
	}),
});

/** Who is speaking, by the label that core put on the activity; `undefined` where Baton is not in between. */
export function representativeOf({ channelData }: Activity): Representative | undefined {
	if (channelData === undefined) return undefined;
	return labelled.safeParse(channelData).data?.representative;
}

/** The human whose words these are. The lines that somebody joined or left are the page's. */
export function humanSpeaker(activity: Activity): Representative | undefined {
	if (activity.type === "event") return undefined;
	const representative = representativeOf(activity);
	return representative?.representativeType === "HUMAN" ? representative : undefined;
}
