import type { Activity, Label } from "@baton/core";
import { z } from "zod";
import type { ApiRepresentative } from "./wire.js";

const labelled = z.object({
	representative: z.object({
		representativeType: z.enum(["BOT", "HUMAN"]),
		displayName: z.string().optional(),
		avatarImage: z.string().optional(),
	}),
});

/** Who speaks to the user: what Baton put on the activity, and the bot where nothing did. */
export function representativeOf({ channelData }: Pick<Activity, "channelData">): ApiRepresentative {
	const { data } = labelled.safeParse(channelData);
	return data === undefined ? { representativeType: "BOT" } : toApi(data.representative);
}

interface Speaker {
	readonly representativeType: Label;
	readonly displayName?: string | undefined;
	readonly avatarImage?: string | undefined;
}

/** Pictures that the platform could not load are left out: a message must not fail for them. */
export function toApi({ representativeType, displayName, avatarImage }: Speaker): ApiRepresentative {
	return {
		representativeType,
		...(displayName ? { displayName } : {}),
		...(isAddress(avatarImage) ? { avatarImage } : {}),
	};
}

function isAddress(url: string | undefined): url is string {
	return url !== undefined && /^https?:\/\//.test(url) && URL.canParse(url);
}
