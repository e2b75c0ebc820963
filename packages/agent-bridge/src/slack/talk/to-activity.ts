import type { FrameActivity, Person } from "../../protocol/parts.js";
import type { HappeningOf } from "../endpoint/happening.js";
import { toEmoji } from "../text/emoji.js";
import { mentionedIn, unescapeText } from "../text/mrkdwn.js";
import type { Desk } from "./desk.js";
import { bringFile } from "./files.js";

/** What an agent wrote in Slack, as the customer's channel will say it. `undefined` if nothing is left to say. */
export async function toActivity(
	desk: Desk,
	said: Pick<HappeningOf<"said">, "text" | "files">,
): Promise<FrameActivity | undefined> {
	const text = await plainText(desk, said.text);
	const attachments = await Promise.all(said.files.map((file) => bringFile(desk, file)));
	if (text === "" && attachments.length === 0) return undefined;
	return {
		type: "message",
		...(text === "" ? {} : { text }),
		...(attachments.length === 0 ? {} : { attachments }),
	};
}

export async function plainText({ team }: Pick<Desk, "team">, text: string): Promise<string> {
	const mentioned = new Map<string, Person | undefined>();
	for (const id of mentionedIn(text)) mentioned.set(id, await team.person(id).catch(() => undefined));
	return toEmoji(unescapeText(text, { user: (id) => mentioned.get(id)?.displayName })).trim();
}
