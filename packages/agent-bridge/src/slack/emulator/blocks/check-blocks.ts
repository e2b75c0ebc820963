import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { platformLimits } from "../limits.js";
import { invalid, SlackRefusal } from "../refusal.js";
import type { Json } from "../state.js";
import { messageBlocks, viewBlocks } from "./blocks.js";

/**
 * Blocks of a message as Slack takes them, each with an id.
 *
 * @throws SlackRefusal `invalid_blocks_format` if it is no list, `invalid_blocks` with what is wrong and where,
 * `msg_blocks_too_long`
 */
export function checkBlocks(value: unknown): readonly Json[] {
	const blocks = readBlocks(messageBlocks, value, "blocks");
	const texts = textIn(blocks).reduce((sum, text) => sum + text.length, 0);
	if (texts > platformLimits.blocksText) throw new SlackRefusal("msg_blocks_too_long");
	return blocks;
}

/** @throws SlackRefusal `invalid_arguments` */
export function checkViewBlocks(value: unknown): readonly Json[] {
	return readBlocks(viewBlocks, value, "view/blocks");
}

function readBlocks(schema: z.ZodType, value: unknown, place: string): readonly Json[] {
	const error = place === "blocks" ? "invalid_blocks" : "invalid_arguments";
	if (!Array.isArray(value)) throw new SlackRefusal(place === "blocks" ? "invalid_blocks_format" : error);
	const result = schema.safeParse(value, { reportInput: true });
	if (result.error !== undefined) throw refused(error, problemsIn(result.error, place));
	const blocks = withIds(value as readonly Json[]);
	const doubles = doubledIn(blocks, place);
	if (doubles.length > 0) throw refused(error, doubles);
	return blocks;
}

function refused(error: string, problems: readonly string[]): SlackRefusal {
	return invalid(error, problems, error === "invalid_blocks" ? { errors: problems } : {});
}

/** In Slack's words, with a pointer into what was sent. */
export function problemsIn(error: z.ZodError, place: string): readonly string[] {
	return error.issues.flatMap((issue) => {
		const pointer = `[json-pointer:/${[place, ...issue.path].filter((part) => part !== "").join("/")}]`;
		return wordsOf(issue).map((words) => `${words} ${pointer}`);
	});
}

function wordsOf(issue: z.core.$ZodIssue): readonly string[] {
	if (issue.input === undefined) return [`missing required field: ${String(issue.path.at(-1))}`];
	switch (issue.code) {
		case "too_big":
			if (issue.origin === "array") return [`no more than ${issue.maximum} items allowed`];
			return [`must be less than ${Number(issue.maximum) + 1} characters`];
		case "too_small":
			if (issue.origin === "array") return [`no fewer than ${issue.minimum} items allowed`];
			return [`must be more than ${Number(issue.minimum) - 1} characters`];
		case "unrecognized_keys":
			return issue.keys.map((key) => `invalid additional property: ${key}`);
		case "invalid_union":
			return ["unsupported type"];
		case "invalid_type":
			return [`must be a valid ${issue.expected}`];
		default:
			return [issue.message];
	}
}

function withIds(blocks: readonly Json[]): readonly Json[] {
	return blocks.map((block) => {
		const id = typeof block.block_id === "string" && block.block_id !== "" ? block.block_id : newId();
		return { ...block, block_id: id, ...elementsWithIds(block) };
	});
}

function elementsWithIds({ type, elements, accessory, element }: Json): Json {
	if (type === "actions" && Array.isArray(elements)) return { elements: elements.map(withActionId) };
	if (type === "section" && accessory !== undefined) return { accessory: withActionId(accessory as Json) };
	if (type === "input") return { element: withActionId(element as Json) };
	return {};
}

function withActionId(element: Json): Json {
	return element.type === "image" ? element : { action_id: newId(), ...element };
}

function newId(): string {
	return randomUUID().slice(0, 5);
}

function doubledIn(blocks: readonly Json[], place: string): readonly string[] {
	const ids = blocks.map(({ block_id }) => block_id);
	return ids.flatMap((id, at) =>
		ids.indexOf(id) < at ? [`block_id must be unique [json-pointer:/${place}/${at}/block_id]`] : [],
	);
}

function textIn(value: unknown): readonly string[] {
	if (Array.isArray(value)) return value.flatMap(textIn);
	if (typeof value !== "object" || value === null) return [];
	return Object.entries(value).flatMap(([name, member]) =>
		name === "text" && typeof member === "string" ? [member] : textIn(member),
	);
}
