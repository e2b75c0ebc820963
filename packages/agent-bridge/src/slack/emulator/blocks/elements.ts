import { z } from "zod";
import { actionId, address, confirm, option, optionGroups, options, plain, slackFile } from "./parts.js";

const common = { action_id: actionId, confirm: confirm.optional(), focus_on_load: z.boolean().optional() };
const placeholder = plain(150).optional();
const atMost = z.number().int().min(1).optional();
const dispatch = z
	.strictObject({
		trigger_actions_on: z.array(z.enum(["on_enter_pressed", "on_character_entered"])).min(1),
	})
	.optional();

/** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
const button = z.strictObject({
	type: z.literal("button"),
	text: plain(75),
	action_id: actionId,
	value: z.string().max(2000).optional(),
	url: address.optional(),
	style: z.enum(["primary", "danger"]).optional(),
	confirm: confirm.optional(),
	accessibility_label: z.string().max(75).optional(),
});

/** https://docs.slack.dev/reference/block-kit/block-elements/image-element */
export const picture = z
	.strictObject({
		type: z.literal("image"),
		image_url: address.optional(),
		slack_file: slackFile.optional(),
		alt_text: z.string().min(1).max(2000),
	})
	.refine(({ image_url, slack_file }) => (image_url === undefined) !== (slack_file === undefined), {
		error: "must define either `slack_file` or `image_url`",
	});

/** https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element */
const choice = z
	.strictObject({
		type: z.enum(["static_select", "multi_static_select"]),
		...{ ...common, placeholder, options: options.optional(), option_groups: optionGroups.optional() },
		...{ initial_option: option.optional(), initial_options: options.optional() },
		max_selected_items: atMost,
	})
	.refine((select) => (select.options === undefined) !== (select.option_groups === undefined), {
		error: "must define either `options` or `option_groups`",
	});

const external = z.strictObject({
	type: z.enum(["external_select", "multi_external_select"]),
	...{ ...common, placeholder, min_query_length: z.number().int().min(0).optional() },
	...{ initial_option: option.optional(), initial_options: options.optional() },
	max_selected_items: atMost,
});

const people = z.strictObject({
	type: z.enum(["users_select", "multi_users_select"]),
	...{ ...common, placeholder, initial_user: z.string().optional() },
	initial_users: z.array(z.string()).optional(),
	max_selected_items: atMost,
});

const places = z.strictObject({
	type: z.enum([
		...["conversations_select", "multi_conversations_select"],
		...["channels_select", "multi_channels_select"],
	] as const),
	...{ ...common, placeholder, initial_conversation: z.string().optional() },
	...{ initial_channel: z.string().optional(), initial_channels: z.array(z.string()).optional() },
	initial_conversations: z.array(z.string()).optional(),
	...{
		default_to_current_conversation: z.boolean().optional(),
		response_url_enabled: z.boolean().optional(),
	},
	filter: z.record(z.string(), z.unknown()).optional(),
	max_selected_items: atMost,
});

/** https://docs.slack.dev/reference/block-kit/block-elements/overflow-menu-element */
const overflow = z.strictObject({
	type: z.literal("overflow"),
	...{ action_id: actionId, confirm: confirm.optional(), options: z.array(option).min(1).max(5) },
});

const fewOptions = z.array(option).min(1).max(10);
const radio = z.strictObject({
	type: z.literal("radio_buttons"),
	...{ ...common, options: fewOptions, initial_option: option.optional() },
});
const checkboxes = z.strictObject({
	type: z.literal("checkboxes"),
	...{ ...common, options: fewOptions, initial_options: fewOptions.optional() },
});

const times = z.strictObject({
	type: z.enum(["datepicker", "timepicker", "datetimepicker"]),
	...{ ...common, placeholder, timezone: z.string().optional() },
	initial_date: z
		.string()
		.regex(/^\d{4}-\d\d-\d\d$/)
		.optional(),
	initial_time: z
		.string()
		.regex(/^\d\d:\d\d$/)
		.optional(),
	initial_date_time: z.number().int().optional(),
});

/** https://docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element */
const textInput = z.strictObject({
	type: z.literal("plain_text_input"),
	...{ action_id: actionId, placeholder, initial_value: z.string().optional() },
	...{ multiline: z.boolean().optional(), focus_on_load: z.boolean().optional() },
	min_length: z.number().int().min(0).max(3000).optional(),
	max_length: z.number().int().min(1).max(3000).optional(),
	dispatch_action_config: dispatch,
});

const typedInput = z.strictObject({
	type: z.enum(["email_text_input", "url_text_input"]),
	...{ action_id: actionId, placeholder, initial_value: z.string().optional() },
	...{ focus_on_load: z.boolean().optional(), dispatch_action_config: dispatch },
});

const numberInput = z.strictObject({
	type: z.literal("number_input"),
	...{ action_id: actionId, placeholder, is_decimal_allowed: z.boolean() },
	...{
		initial_value: z.string().optional(),
		min_value: z.string().optional(),
		max_value: z.string().optional(),
	},
	...{ focus_on_load: z.boolean().optional(), dispatch_action_config: dispatch },
});

const fileInput = z.strictObject({
	type: z.literal("file_input"),
	action_id: actionId,
	filetypes: z.array(z.string()).min(1).optional(),
	max_files: z.number().int().min(1).max(10).optional(),
});

const pickers = [choice, external, people, places, radio, checkboxes, times] as const;

/** What an actions block takes. */
export const actionElement = z.discriminatedUnion("type", [button, overflow, ...pickers]);
/** What stands beside a section. */
export const accessory = z.discriminatedUnion("type", [button, overflow, picture, ...pickers]);
/** What an input block asks with. */
export const inputElement = z.discriminatedUnion("type", [
	textInput,
	typedInput,
	numberInput,
	fileInput,
	...pickers,
]);
