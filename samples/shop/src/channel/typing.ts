import type { Activity } from "@baton/core";
import { z } from "zod";
import type { ServerFrame } from "./server-frame.js";

const labelled = z.object({
	representative: z.object({
		representativeType: z.enum(["BOT", "HUMAN"]),
		displayName: z.string(),
		avatarImage: z.string().optional(),
	}),
});

/** Shows who is typing, by the label that every outgoing activity carries. */
export function toTyping({ channelData }: Activity): ServerFrame | undefined {
	const { data } = labelled.safeParse(channelData);
	return data === undefined ? undefined : { type: "typing", representative: data.representative };
}
