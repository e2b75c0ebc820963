import { BatonError } from "@baton/core/error";
import { z } from "zod";
import type { AppAnswer } from "../delivery/ask-app.js";
import { pressAt, pressInViewAt } from "../person-press.js";
import { SlackRefusal } from "../refusal.js";
import type { User, Workspace } from "../state.js";
import type { PageParts } from "./page-parts.js";

const text = z.string().max(40_000);
const id = z.string().max(64);
const choice = z.union([text, z.array(text).max(100)]).default("");
const where = { channel: id, ts: id };
const thread = id.optional();

/** What a page can do in a person's name. */
const actSchema = z.discriminatedUnion("type", [
	z.strictObject({ type: z.literal("say"), channel: id, text, thread, broadcast: z.boolean().optional() }),
	z.strictObject({ type: z.literal("edit"), ...where, text }),
	z.strictObject({ type: z.literal("delete"), ...where }),
	z.strictObject({ type: z.literal("react"), ...where, emoji: z.string().max(100) }),
	z.strictObject({
		type: z.literal("upload"),
		...{ channel: id, name: z.string().min(1).max(255), data: z.base64(), comment: text.optional(), thread },
	}),
	z.strictObject({ type: z.literal("press"), ...where, block: z.string(), action: z.string(), choice }),
	z.strictObject({ type: z.literal("pressView"), block: z.string(), action: z.string(), choice }),
	z.strictObject({ type: z.literal("submit"), values: z.record(z.string(), choice) }),
	z.strictObject({ type: z.literal("close") }),
	z.strictObject({ type: z.literal("create"), name: z.string().max(200), isPrivate: z.boolean() }),
	z.strictObject({ type: z.enum(["join", "leave", "archive", "unarchive"]), channel: id }),
	z.strictObject({ type: z.literal("rename"), channel: id, name: z.string().max(200) }),
	z.strictObject({ type: z.literal("invite"), channel: id, who: id }),
	z.strictObject({ type: z.literal("direct"), who: id }),
]);

export type PageAct = z.infer<typeof actSchema>;

/** What came of it: where to look next, or why not. */
export interface PageActed {
	readonly channel?: string | undefined;
	readonly error?: string | undefined;
}

export async function perform(
	parts: PageParts,
	{ workspace, user }: { readonly workspace: Workspace; readonly user: User },
	value: unknown,
): Promise<PageActed> {
	const { data } = actSchema.safeParse(value);
	if (data === undefined) return { error: "The page cannot do this" };
	try {
		return await act(parts, workspace, user, data);
	} catch (error) {
		if (error instanceof SlackRefusal) return { error: error.error.replaceAll("_", " ") };
		// The class puts its code in front of the text.
		if (error instanceof BatonError) return { error: error.message.replace(/^\[[\w-]+\] /, "") };
		throw error;
	}
}

async function act(parts: PageParts, workspace: Workspace, user: User, act: PageAct): Promise<PageActed> {
	const person = parts.personOf(workspace, user);
	const own = parts.partsOf(workspace, user);
	switch (act.type) {
		case "say":
			if (act.text.startsWith("/") && act.thread === undefined)
				return answered(await person.commands(act.channel, act.text));
			person.says(act.channel, act.text, { thread: act.thread, broadcast: act.broadcast });
			return {};
		case "edit":
			person.edits(act, act.text);
			return {};
		case "delete":
			person.deletes(act);
			return {};
		case "react":
			person.reacts(act, act.emoji);
			return {};
		case "upload": {
			const { name, comment, thread } = act;
			person.uploads(act.channel, { name, comment, thread, bytes: Buffer.from(act.data, "base64") });
			return {};
		}
		case "press":
			return answered(await pressAt(own, act, act.choice));
		case "pressView":
			return answered(await pressInViewAt(own, act, act.choice));
		case "submit":
			return answered(await person.submits(act.values));
		case "close":
			await person.closes();
			return {};
		case "create":
			return { channel: person.creates(act.name, { isPrivate: act.isPrivate }) };
		case "join":
			person.joins(act.channel);
			return {};
		case "leave":
			person.leaves(act.channel);
			return {};
		case "archive":
			person.archives(act.channel);
			return {};
		case "unarchive":
			person.unarchives(act.channel);
			return {};
		case "rename":
			person.renames(act.channel, act.name);
			return {};
		case "invite":
			person.invites(act.channel, act.who);
			return {};
		case "direct":
			return { channel: person.direct(act.who) };
	}
}

/** Slack shows a command's failure in the channel, a button's nowhere but beside it. */
function answered(answer: AppAnswer): PageActed {
	return answer.ok ? {} : { error: `The app did not take it: ${answer.error.replaceAll("_", " ")}` };
}
