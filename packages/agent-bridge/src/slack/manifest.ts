/** What a Slack app manifest says, as far as the desk needs it. https://docs.slack.dev/reference/app-manifest */
export interface SlackManifest {
	readonly display_information: { readonly name: string; readonly description: string };
	readonly features: {
		readonly bot_user: { readonly display_name: string; readonly always_online: boolean };
		readonly slash_commands: readonly SlackManifestCommand[];
	};
	readonly oauth_config: { readonly scopes: { readonly bot: readonly string[] } };
	readonly settings: {
		readonly event_subscriptions: {
			readonly request_url?: string;
			readonly bot_events: readonly string[];
		};
		readonly interactivity: { readonly is_enabled: boolean; readonly request_url?: string };
		readonly org_deploy_enabled: boolean;
		readonly socket_mode_enabled: boolean;
		readonly token_rotation_enabled: boolean;
	};
}

interface SlackManifestCommand {
	readonly command: string;
	readonly url?: string;
	readonly description: string;
	readonly usage_hint: string;
	readonly should_escape: boolean;
}

export interface ManifestOptions {
	/** What the app is called in the workspace. Default: `Baton`. */
	readonly name?: string | undefined;
	/** Where Slack finds the endpoint. Without it the app uses Socket Mode. */
	readonly requestUrl?: string | undefined;
	/** Default: `/baton`. */
	readonly command?: string | undefined;
}

/** Each with what needs it. */
const scopes = [
	// Its own posts, under the customer's name and picture.
	"chat:write",
	"chat:write.customize",
	"commands",
	// Public and private channels: made, read, archived.
	"channels:manage",
	"channels:read",
	"channels:history",
	"groups:write",
	"groups:read",
	"groups:history",
	// Pictures and files that agents send.
	"files:read",
	// The mark on what could not be delivered.
	"reactions:write",
	// The name and picture of whoever writes.
	"users:read",
] as const;

const events = [
	"message.channels",
	"message.groups",
	"channel_archive",
	"group_archive",
	"channel_deleted",
	"group_deleted",
] as const;

/**
 * The manifest to paste at api.slack.com/apps under _Create New App, From a manifest_.
 *
 * ```ts
 * console.log(JSON.stringify(slackManifest({ requestUrl: "https://bot.example.com/slack" }), null, 2));
 * ```
 */
export function slackManifest({
	name = "Baton",
	requestUrl,
	command = "/baton",
}: ManifestOptions = {}): SlackManifest {
	const request = requestUrl === undefined ? {} : { request_url: requestUrl };
	return {
		display_information: { name, description: "Take over from the bot, where the team already is" },
		features: {
			bot_user: { display_name: name, always_online: true },
			slash_commands: [
				{
					command,
					...(requestUrl === undefined ? {} : { url: requestUrl }),
					description: "Talk to the bot's customers",
					usage_hint: "open sari | pause | unpause | close | queue | help",
					should_escape: false,
				},
			],
		},
		oauth_config: { scopes: { bot: [...scopes] } },
		settings: {
			event_subscriptions: { ...request, bot_events: [...events] },
			interactivity: { is_enabled: true, ...request },
			org_deploy_enabled: false,
			socket_mode_enabled: requestUrl === undefined,
			token_rotation_enabled: false,
		},
	};
}
