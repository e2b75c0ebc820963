import { z } from "zod";
import type { PhoneAction } from "./phone-port.js";

/** In UTF-16 units. Platforms refuse far less; an emulator should be the one to do it. */
const longestText = 20_000;
const longestPicture = 5_000_000;

const actionSchema = z.discriminatedUnion("type", [
	z.strictObject({ type: z.literal("say"), text: z.string().min(1).max(longestText) }),
	z.strictObject({
		type: z.literal("picture"),
		url: z
			.string()
			.max(longestPicture)
			.regex(/^data:image\/(?:png|jpeg|gif|webp);base64,/),
	}),
	z.strictObject({ type: z.literal("press"), press: z.string().min(1).max(longestText) }),
	z.strictObject({ type: z.literal("typing") }),
	z.strictObject({ type: z.literal("read") }),
]);

/** What a page sent, or `undefined` if it is nothing that a phone can do. */
export function parseAction(json: string): PhoneAction | undefined {
	try {
		const parsed = actionSchema.safeParse(JSON.parse(json));
		return parsed.success ? parsed.data : undefined;
	} catch {
		return undefined;
	}
}
