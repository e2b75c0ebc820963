import { z } from "zod";
import { invalid } from "../refusal.js";
import type { Json, ViewContent } from "../state.js";
import { checkViewBlocks, problemsIn } from "./check-blocks.js";
import { plain } from "./parts.js";

/** https://docs.slack.dev/reference/views/modal-views */
const modal = z.strictObject({
	type: z.literal("modal"),
	title: plain(24),
	blocks: z.array(z.unknown()),
	...{ close: plain(24).optional(), submit: plain(24).optional() },
	private_metadata: z.string().max(3000).optional(),
	callback_id: z.string().max(255).optional(),
	external_id: z.string().max(255).optional(),
	clear_on_close: z.boolean().optional(),
	notify_on_close: z.boolean().optional(),
	submit_disabled: z.boolean().optional(),
});

/** @throws SlackRefusal `invalid_arguments` with what is wrong and where */
export function checkView(value: unknown): ViewContent {
	const { data, error } = modal.safeParse(value, { reportInput: true });
	if (data === undefined) throw invalid("invalid_arguments", problemsIn(error, "view"));
	const blocks = checkViewBlocks(data.blocks);
	if (data.submit === undefined && blocks.some(({ type }) => type === "input"))
		throw invalid("invalid_arguments", [
			"must define `submit` to use an `input` block in modals [json-pointer:/view]",
		]);
	return { ...data, title: data.title as Json, blocks };
}
