import { z } from "zod";
import type { Happening } from "./happening.js";

const command = z.looseObject({
	command: z.string(),
	text: z.string().default(""),
	channel_id: z.string(),
	user_id: z.string(),
	trigger_id: z.string(),
	response_url: z.string().optional(),
});

const interaction = z.looseObject({
	type: z.string(),
	user: z.looseObject({ id: z.string() }),
	trigger_id: z.string().optional(),
	response_url: z.string().optional(),
	channel: z.looseObject({ id: z.string() }).optional(),
	container: z
		.looseObject({ message_ts: z.string().optional(), thread_ts: z.string().optional() })
		.optional(),
	message: z.looseObject({ ts: z.string().optional(), thread_ts: z.string().optional() }).optional(),
	actions: z
		.array(
			z.looseObject({
				action_id: z.string(),
				action_ts: z.string().optional(),
				value: z.string().optional(),
				selected_option: z.looseObject({ value: z.string() }).nullish(),
			}),
		)
		.optional(),
});

/** @throws z.ZodError if it is not what Slack documents */
export function parseCommand(form: unknown): Happening {
	const { text, channel_id: channel, user_id: user, trigger_id, response_url } = command.parse(form);
	return { kind: "command", id: trigger_id, channel, user, text, respond: response_url };
}

const submission = z.looseObject({
	user: z.looseObject({ id: z.string() }),
	trigger_id: z.string().optional(),
	view: z.looseObject({
		id: z.string(),
		callback_id: z.string(),
		private_metadata: z.string(),
		state: z.looseObject({
			values: z.record(z.string(), z.record(z.string(), z.looseObject({ value: z.string().nullish() }))),
		}),
	}),
});

const named = z.looseObject({ view: z.looseObject({ callback_id: z.literal("correct-draft") }) });

/** The app may have other forms than the desk's. */
function isOurs(payload: unknown): boolean {
	return named.safeParse(payload).success;
}

function parseSubmission(payload: unknown): Happening {
	const { user, view } = submission.parse(payload);
	const [text] = Object.values(view.state.values).flatMap((block) => Object.values(block));
	const about = { form: view.callback_id, value: view.private_metadata };
	return { kind: "submitted", id: view.id, user: user.id, ...about, text: text?.value ?? "" };
}

/**
 * A button that was pressed, or a form that was sent; `undefined` for other things that people do.
 *
 * @throws z.ZodError if it is not what Slack documents
 */
export function parseInteraction(payload: unknown): Happening | undefined {
	const done = interaction.parse(payload);
	if (done.type === "view_submission") return isOurs(payload) ? parseSubmission(payload) : undefined;
	const [action] = done.actions ?? [];
	if (done.type !== "block_actions" || action === undefined || done.channel === undefined) return undefined;
	const ts = done.message?.ts ?? done.container?.message_ts ?? "";
	const thread = done.message?.thread_ts ?? done.container?.thread_ts;
	return {
		kind: "pressed",
		id: done.trigger_id ?? `${ts}:${action.action_ts ?? ""}`,
		channel: done.channel.id,
		user: done.user.id,
		ts,
		thread: thread === ts ? undefined : thread,
		action: action.action_id,
		value: action.value ?? action.selected_option?.value ?? "",
		respond: done.response_url,
		trigger: done.trigger_id,
	};
}
