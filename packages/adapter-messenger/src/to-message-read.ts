import { BatonError } from "@baton/core/error";
import { z } from "zod";

/** What a bot or a desk gave is not known until it is parsed. @throws BatonError `bad-activity` */
export function readPart<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
	const { success, data, error } = schema.safeParse(value);
	if (success) return data;
	throw new BatonError(
		"bad-activity",
		`Cannot send the activity to Messenger, correct its ${what}: ${z.prettifyError(error)}`,
		{ cause: error },
	);
}
