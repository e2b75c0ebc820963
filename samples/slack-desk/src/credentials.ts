/** What a real workspace needs. https://api.slack.com/apps */
export interface Credentials {
	/** _OAuth & Permissions_: begins with `xoxb-`. */
	readonly botToken: string;
	/** _Basic Information_, App-Level Tokens: begins with `xapp-`. Events come over Socket Mode. */
	readonly appToken?: string | undefined;
	/** _Basic Information_: events come to the endpoint instead. */
	readonly signingSecret?: string | undefined;
	/** The channel, by id, in which waiting customers are announced. */
	readonly waiting: string;
	/** Conversations are threads in this channel, by id, instead of channels of their own. */
	readonly threads?: string | undefined;
	/** Where the internet finds the endpoint: files that agents send are fetched from there. */
	readonly publicUrl?: string | undefined;
}

/**
 * The credentials of an app in a workspace, if there are any.
 *
 * @throws Error if some are missing, with their names
 */
export function readCredentials(environment: NodeJS.ProcessEnv): Credentials | undefined {
	const { SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, SLACK_WAITING_CHANNEL } = environment;
	if (!SLACK_BOT_TOKEN) return undefined;
	if (!SLACK_WAITING_CHANNEL) throw new Error("Cannot use the workspace: set SLACK_WAITING_CHANNEL as well");
	if (!SLACK_APP_TOKEN && !SLACK_SIGNING_SECRET)
		throw new Error("Cannot use the workspace: set SLACK_APP_TOKEN or SLACK_SIGNING_SECRET as well");
	return {
		botToken: SLACK_BOT_TOKEN,
		appToken: SLACK_APP_TOKEN || undefined,
		signingSecret: SLACK_SIGNING_SECRET || undefined,
		waiting: SLACK_WAITING_CHANNEL,
		threads: environment.SLACK_THREADS_CHANNEL || undefined,
		publicUrl: environment.PUBLIC_URL || undefined,
	};
}
