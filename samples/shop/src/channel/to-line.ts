import type { Activity, VisibleEntry } from "@baton/core";
import { z } from "zod";
import type { Line, LineButton, LineCard } from "./server-frame.js";

const action = z.looseObject({
	type: z.string(),
	title: z.string(),
	value: z.unknown(),
	displayText: z.string().optional(),
});
const card = z.looseObject({
	title: z.string().default(""),
	subtitle: z.string().optional(),
	text: z.string().optional(),
	images: z.array(z.looseObject({ url: z.string() })).optional(),
	buttons: z.array(action).default([]),
});
const spoken = z.looseObject({
	text: z.string().optional(),
	attachments: z.array(z.looseObject({ content: z.unknown() })).default([]),
	suggestedActions: z.looseObject({ actions: z.array(action).default([]) }).optional(),
});

/** An entry of the log as the customer sees it. `read` says whether they have had it before their eyes. */
export function toLine(entry: VisibleEntry, read: boolean): Line {
	const facts = { id: entry.id, position: entry.position, at: entry.at };
	const { activity } = entry;
	const text = activity.text ?? "";
	switch (entry.type) {
		case "userSaid":
			return { ...facts, kind: "user", text, messageId: activity.id };
		case "joined":
		case "left":
			return { ...facts, kind: entry.type, representative: entry.representative, text };
		case "notice": {
			const { notice, representative } = entry;
			return { ...facts, kind: "notice", notice, representative, text, choices: toParts(activity).choices };
		}
		case "botSaid":
		case "appSaid":
			return { ...facts, kind: "said", representative: entry.representative, read, ...toParts(activity) };
	}
}

/** What a bot or a desk sends is theirs to shape: whatever the page cannot show is left out. */
function toParts(activity: Activity): {
	readonly text?: string | undefined;
	readonly cards: readonly LineCard[];
	readonly choices: readonly LineButton[];
} {
	const { data } = spoken.safeParse(activity);
	if (data === undefined) return { text: activity.text, cards: [], choices: [] };
	const cards = data.attachments.flatMap(({ content }) => toCard(content));
	const choices = (data.suggestedActions?.actions ?? []).flatMap(toButton);
	return { text: data.text, cards, choices };
}

function toCard(content: unknown): readonly LineCard[] {
	const { data } = card.safeParse(content);
	if (data === undefined) return [];
	const { title, subtitle, text, images, buttons } = data;
	return [{ title, subtitle, text, picture: images?.[0]?.url, buttons: buttons.flatMap(toButton) }];
}

/** `imBack` says the value as if the customer had written it; `postBack` sends it unseen. */
function toButton({
	type,
	title,
	value,
	displayText = title,
}: z.infer<typeof action>): readonly LineButton[] {
	if (typeof value !== "string") return [];
	if (type === "imBack") return [{ title, said: value }];
	return type === "postBack" ? [{ title, said: displayText, value }] : [];
}
