import { BatonError } from "@baton/core/error";
import { z } from "zod";

const url = z.string().optional();

/**
 * What of an app's manifest the emulator goes by. Everything else in it is left alone.
 *
 * https://docs.slack.dev/reference/app-manifest
 */
const manifestSchema = z.object({
	display_information: z.object({ name: z.string().min(1).max(35) }),
	features: z
		.object({
			bot_user: z.object({ display_name: z.string().min(1).max(80) }).optional(),
			slash_commands: z
				.array(
					z.object({
						command: z.string().regex(/^\/[\p{Ll}\p{N}_-]{1,31}$/u),
						url,
						description: z.string().max(2000),
						usage_hint: z.string().max(1000).optional(),
						should_escape: z.boolean().optional(),
					}),
				)
				.default([]),
		})
		.prefault({}),
	oauth_config: z.object({
		redirect_urls: z.array(z.string()).optional(),
		scopes: z.object({
			bot: z.array(z.string()).default([]),
			user: z.array(z.string()).default([]),
		}),
	}),
	settings: z
		.object({
			event_subscriptions: z
				.object({ request_url: url, bot_events: z.array(z.string()).default([]) })
				.optional(),
			interactivity: z.object({ is_enabled: z.boolean(), request_url: url }).optional(),
			socket_mode_enabled: z.boolean().default(false),
		})
		.prefault({}),
});

/** An app as it is pasted into Slack: https://docs.slack.dev/app-manifests */
export type SlackManifest = z.infer<typeof manifestSchema>;

/** The scope that each event needs, or any of several. https://docs.slack.dev/reference/events */
const eventScopes: Readonly<Record<string, readonly string[]>> = {
	app_home_opened: [],
	app_mention: ["app_mentions:read"],
	app_uninstalled: [],
	channel_archive: ["channels:read"],
	channel_created: ["channels:read"],
	channel_deleted: ["channels:read"],
	channel_rename: ["channels:read"],
	channel_unarchive: ["channels:read"],
	file_shared: ["files:read"],
	group_archive: ["groups:read"],
	group_deleted: ["groups:read"],
	group_rename: ["groups:read"],
	group_unarchive: ["groups:read"],
	member_joined_channel: ["channels:read", "groups:read"],
	member_left_channel: ["channels:read", "groups:read"],
	"message.channels": ["channels:history"],
	"message.groups": ["groups:history"],
	"message.im": ["im:history"],
	"message.mpim": ["mpim:history"],
	reaction_added: ["reactions:read"],
	reaction_removed: ["reactions:read"],
	tokens_revoked: [],
};

/** @throws BatonError `bad-manifest` where Slack would not take it, or the emulator has no such event */
export function parseManifest(manifest: unknown): SlackManifest {
	const { data, error } = manifestSchema.safeParse(manifest);
	if (data === undefined) throw badManifest(z.prettifyError(error));
	const { bot } = data.oauth_config.scopes;
	if (data.features.slash_commands.length > 0 && !bot.includes("commands"))
		throw badManifest('slash commands need the scope "commands"');
	for (const event of data.settings.event_subscriptions?.bot_events ?? []) {
		const scopes = eventScopes[event];
		if (scopes === undefined) throw badManifest(`the emulator has no event "${event}"`);
		if (scopes.length > 0 && !scopes.some((scope) => bot.includes(scope)))
			throw badManifest(`the event "${event}" needs the scope ${scopes.join(" or ")}`);
	}
	return data;
}

function badManifest(problem: string): BatonError {
	return new BatonError("bad-manifest", `Cannot make the Slack app, correct its manifest: ${problem}`);
}
