import { type EdgeAnswer, type EdgeRequest, plainText } from "@baton/core/http";
import { z } from "zod";
import { contentArgs, contentOf } from "./api/draft.js";
import { newSecret } from "./ids.js";
import { platformLimits, platformTimes } from "./limits.js";
import { SlackRefusal } from "./refusal.js";
import { amend, remove, say } from "./say.js";
import type { Channel, Install, Message } from "./state.js";
import type { World } from "./world.js";

/** Where an app may answer without a token: five times within thirty minutes. */
export interface ResponseUrls {
	mint(origin: ResponseOrigin): string;
	answer(request: EdgeRequest): EdgeAnswer;
}

/** What the app answers to. */
export interface ResponseOrigin {
	readonly install: Install;
	readonly channel: Channel;
	readonly user: string;
	/** The message that a button was on. */
	readonly message: Message | undefined;
}

interface Kept extends ResponseOrigin {
	readonly until: number;
	uses: number;
}

const bodySchema = z.object({
	...contentArgs,
	response_type: z.enum(["ephemeral", "in_channel"]).default("ephemeral"),
	replace_original: z.coerce.boolean().default(false),
	delete_original: z.coerce.boolean().default(false),
	thread_ts: z.string().optional(),
});

/** https://docs.slack.dev/interactivity/handling-user-interaction/#message_responses */
export function createResponseUrls(world: World): ResponseUrls {
	const kept = new Map<string, Kept>();
	return {
		mint(origin) {
			const key = newSecret();
			kept.set(key, { ...origin, until: world.clock.now() + platformTimes.responseUrlLives, uses: 0 });
			return `${world.url}/response/${key}`;
		},
		answer({ path, body }) {
			const origin = kept.get(path.split("/").at(-1) ?? "");
			if (origin === undefined) return refused(404, "invalid_url");
			if (world.clock.now() > origin.until) return refused(404, "expired_url");
			if (origin.uses >= platformLimits.responseUrlUses) return refused(404, "used_url");
			try {
				respond(world, origin, JSON.parse(Buffer.from(body).toString("utf8")));
			} catch (error) {
				if (error instanceof SyntaxError) return plainText(400, "invalid_payload");
				if (!(error instanceof SlackRefusal)) throw error;
				return plainText(error.error === "is_archived" ? 410 : 400, error.error);
			}
			origin.uses += 1;
			return plainText(200, "ok");
		},
	};
}

function refused(status: number, error: string): EdgeAnswer {
	return { ...plainText(status, JSON.stringify({ ok: false, error })) };
}

/** @throws SlackRefusal */
export function respond(
	world: World,
	{ install, channel, user, message }: ResponseOrigin,
	value: unknown,
): void {
	const { data } = bodySchema.safeParse(value);
	if (data === undefined) throw new SlackRefusal("invalid_payload");
	const place = { workspace: install.workspace, channel };
	if (data.delete_original) {
		if (message !== undefined && channel.messages.includes(message)) remove(world, place, message);
		return;
	}
	const content = contentOf(data);
	if (data.replace_original && message !== undefined) {
		amend(world, place, message, () =>
			Object.assign(message, { text: content.text, blocks: content.blocks }),
		);
		return;
	}
	if (channel.isArchived) throw new SlackRefusal("is_archived");
	const app = { appId: install.app.id, botId: install.botId, username: undefined, icons: undefined };
	const onlyFor = data.response_type === "ephemeral" ? user : undefined;
	say(world, place, { ...content, app, threadTs: data.thread_ts, onlyFor });
}
