import type { Json } from "./state.js";

/** A button, a menu or a field somewhere in blocks. */
export interface Interactive {
	readonly blockId: string;
	readonly element: Json;
	/** It asks, and says nothing until it is submitted. */
	readonly isInput: boolean;
	readonly isOptional: boolean;
	readonly label: string;
}

/** Everything in blocks that can be pressed, chosen or filled in, in order. */
export function interactivesIn(blocks: readonly Json[] = []): readonly Interactive[] {
	return blocks.flatMap((block): readonly Interactive[] => {
		const blockId = String(block.block_id);
		const plain = { blockId, isInput: false, isOptional: true };
		if (block.type === "actions")
			return (block.elements as readonly Json[]).map((element) => ({
				...plain,
				element,
				label: labelOf(element),
			}));
		const accessory = block.accessory as Json | undefined;
		if (block.type === "section" && accessory !== undefined && accessory.type !== "image")
			return [{ ...plain, element: accessory, label: labelOf(accessory) }];
		if (block.type !== "input") return [];
		const label = textOf(block.label);
		const isOptional = block.optional === true;
		return [{ blockId, element: block.element as Json, isInput: true, isOptional, label }];
	});
}

function labelOf(element: Json): string {
	return textOf(element.text ?? element.placeholder);
}

/** Of a text object. */
export function textOf(value: unknown): string {
	return typeof value === "object" && value !== null ? String((value as Json).text ?? "") : "";
}

/** What was chosen or typed, as Slack tells it, or `undefined` if the element has no such option. */
export function stateOf(element: Json, given: string | readonly string[]): Json | undefined {
	const type = String(element.type);
	const list = typeof given === "string" ? [given] : given;
	const [one = ""] = list;
	switch (type) {
		case "static_select":
		case "external_select":
		case "radio_buttons":
		case "overflow": {
			const option = optionNamed(element, one);
			return option && { type, selected_option: option };
		}
		case "multi_static_select":
		case "checkboxes": {
			const options = list.map((each) => optionNamed(element, each));
			return options.includes(undefined) ? undefined : { type, selected_options: options };
		}
		case "users_select":
			return { type, selected_user: one };
		case "multi_users_select":
			return { type, selected_users: list };
		case "conversations_select":
			return { type, selected_conversation: one };
		case "channels_select":
			return { type, selected_channel: one };
		case "datepicker":
			return { type, selected_date: one };
		case "timepicker":
			return { type, selected_time: one };
		case "datetimepicker":
			return { type, selected_date_time: Number(one) };
		default:
			return { type, value: one };
	}
}

/** What it holds before anybody touched it. */
export function initialOf(element: Json): Json {
	const type = String(element.type);
	if (element.initial_option !== undefined) return { type, selected_option: element.initial_option };
	if (element.initial_options !== undefined) return { type, selected_options: element.initial_options };
	if (element.initial_user !== undefined) return { type, selected_user: element.initial_user };
	if (element.initial_date !== undefined) return { type, selected_date: element.initial_date };
	if (element.initial_value !== undefined) return { type, value: element.initial_value };
	if (/^multi_static|checkboxes/.test(type)) return { type, selected_options: [] };
	return /select|radio/.test(type) ? { type, selected_option: null } : { type, value: null };
}

function optionsOf({ options, option_groups: groups }: Json): readonly Json[] {
	if (Array.isArray(options)) return options as readonly Json[];
	return Array.isArray(groups) ? (groups as readonly Json[]).flatMap(optionsOf) : [];
}

function optionNamed(element: Json, name: string): Json | undefined {
	return optionsOf(element).find((option) => option.value === name || textOf(option.text) === name);
}
