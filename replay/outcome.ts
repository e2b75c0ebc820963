import type { Control, ReasonType } from "@baton/core";
import type { Activity } from "botbuilder-core";
import { z } from "zod";

/** What the user got. */
export type Outcome =
	| { readonly type: "answered"; readonly intent: string }
	/** A question back, with these intents to choose from. */
	| { readonly type: "clarified"; readonly intents: readonly string[] }
	| { readonly type: "handedOver"; readonly reason: ReasonType };

/** Reads off what was sent, and who was asked, what the middleware decided. */
export function outcomeOf(
	text: string,
	sent: readonly Partial<Activity>[],
	control: Control | undefined,
): Outcome {
	if (control?.phase === "offered") return { type: "handedOver", reason: control.offer.reason.type };
	const [first, ...more] = sent;
	if (first?.type !== "message" || more.length > 0) {
		throw new Error(
			`"${text}" was neither answered, nor asked about, nor handed over: ${JSON.stringify(sent)}`,
		);
	}
	const { suggestedActions } = first;
	if (suggestedActions === undefined) return { type: "answered", intent: first.text ?? "" };
	return { type: "clarified", intents: suggestedActions.actions.flatMap(({ value }) => intentBehind(value)) };
}

const choice = z.object({ payload: z.object({ intent: z.string().nullable() }) });

/** A choice is a button that carries its intent; "none of these" carries none. */
function intentBehind(value: unknown): readonly string[] {
	if (typeof value !== "string") return [];
	const { intent } = choice.parse(JSON.parse(value)).payload;
	return intent === null ? [] : [intent];
}
