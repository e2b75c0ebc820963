import { z } from "zod";
import type { BodyKind } from "./slack-edge.js";

const text =
	"Baton could not take this down in time, so it may not be done. Look how things stand, then try again.";

const form = z.looseObject({
	type: z.literal("view_submission"),
	view: z.looseObject({ state: z.looseObject({ values: z.record(z.string(), z.unknown()) }) }),
});

/**
 * What Slack shows to whoever gave a command or sent a form that could not be kept, since Slack sends neither again. A
 * form stays open with it. `undefined` for a button, beside which Slack itself shows that it failed, and for events,
 * which come again. https://docs.slack.dev/interactivity/handling-user-interaction
 */
export function notKept(kind: BodyKind, body: unknown): object | undefined {
	if (kind === "command") return { response_type: "ephemeral", text };
	const { data } = form.safeParse(body);
	const [field] = Object.keys(data?.view.state.values ?? {});
	if (kind !== "interaction" || field === undefined) return undefined;
	return { response_action: "errors", errors: { [field]: text } };
}
