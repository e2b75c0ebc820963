import { z } from "zod";
import { plain } from "../blocks/blocks.js";
import type { HappeningOf } from "../endpoint/happening.js";
import type { Desk } from "../talk/desk.js";
import { tellAgent } from "../talk/tell-agent.js";
import { toEmoji } from "../text/emoji.js";
import { toAnswer } from "./act.js";

type Pressed = HappeningOf<"pressed">;

/** What the buttons of a draft carry. */
const draftValue = z.tuple([z.string(), z.string()]);
/** And its form: also where to say that it came too late. */
export const formValue = z.tuple([z.string(), z.string(), z.string()]);

export async function useDraft(desk: Desk, { action, value, user, id }: Pressed): Promise<undefined> {
	const [conversationId, draftId] = draftValue.parse(JSON.parse(value));
	const person = await desk.team.person(user);
	const used = { id: `slack:${id}`, conversationId, draftId, person };
	if (action === "draft-send") await desk.client.send({ type: "sendDraft", ...used });
	else await desk.client.send({ type: "discardDraft", ...used });
}

/** A form with what the bot would have said, to be put right. */
export async function openCorrection(
	desk: Desk,
	{ trigger, value, channel }: Pressed,
): Promise<string | undefined> {
	const [conversationId, draftId] = draftValue.parse(JSON.parse(value));
	const { entries } = await desk.client.getTranscript({ conversationId, limit: 200 });
	const draft = entries.find(({ entryId }) => entryId === draftId);
	if (draft?.type !== "draft" || trigger === undefined)
		return "This draft is too old: write the answer anew.";
	const words = typeof draft.input.value === "string" ? draft.input.value : "";
	const view = correctionForm(JSON.stringify([conversationId, draftId, channel]), words);
	await desk.api.call("views.open", { trigger_id: trigger, view }, z.unknown());
	return undefined;
}

/** https://docs.slack.dev/reference/views/modal-views */
function correctionForm(about: string, words: string) {
	return {
		type: "modal",
		callback_id: "correct-draft",
		private_metadata: about,
		title: plain("Correct and send", 24),
		submit: plain("Send", 24),
		blocks: [
			{
				type: "input",
				block_id: "words",
				label: plain("What the customer gets", 2000),
				element: {
					type: "plain_text_input",
					action_id: "words",
					multiline: true,
					max_length: 3000,
					initial_value: words.slice(0, 3000),
				},
			},
		],
	};
}

export async function sendCorrected(
	desk: Desk,
	{ value, text, user, id }: HappeningOf<"submitted">,
): Promise<void> {
	const [conversationId, draftId, channel] = formValue.parse(JSON.parse(value));
	const person = await desk.team.person(user);
	// In a form Slack neither escapes nor makes links.
	const input = { type: "text", value: toEmoji(text) } as const;
	try {
		await desk.client.send({ type: "sendDraft", id: `slack:${id}`, conversationId, draftId, person, input });
	} catch (error) {
		await tellAgent(desk, { channel, user }, toAnswer(error));
	}
}
