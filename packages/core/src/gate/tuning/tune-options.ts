import { z } from "zod";
import { BatonError } from "../../error.js";

export interface TuneOptions {
	/** The share of answers that are to be right, above 0 and below 1. Default: 0.95. */
	readonly target?: number | undefined;
	/** How sure it is to be that they are, on new data, above 0 and below 1. Default: 0.95. */
	readonly confidence?: number | undefined;
	/**
	 * The share of out-of-scope messages to expect, from 0 and below 1. Default: 0.18. The examples may have
	 * another share of them; if they have none, the promise is made of what is in scope alone.
	 */
	readonly oosShare?: number | undefined;
}

const within = z.number().gt(0).lt(1);

const tuneOptions = z.object({
	target: within.default(0.95),
	confidence: within.default(0.95),
	oosShare: z.number().min(0).lt(1).default(0.18),
});

/** @throws BatonError `bad-tune-options` if a share is out of its bounds */
export function checkTuneOptions(options: TuneOptions): z.infer<typeof tuneOptions> {
	const parsed = tuneOptions.safeParse(options);
	if (parsed.success) return parsed.data;
	throw new BatonError(
		"bad-tune-options",
		`Cannot tune the gate, correct the options: ${z.prettifyError(parsed.error)}`,
		{ cause: parsed.error },
	);
}
