import type { Clock, Logger } from "@baton/core";
import { notKept } from "./not-kept.js";
import type { BodyKind } from "./slack-edge.js";
import { takeBody } from "./take-body.js";

export interface SocketModeOptions {
	readonly appToken: string;
	readonly apiUrl?: string | undefined;
	readonly take: (kind: BodyKind, body: unknown) => Promise<void>;
	readonly logger: Logger;
	readonly clock: Clock;
}

interface Envelope {
	readonly ack: (answer?: object) => Promise<void>;
	readonly type: string;
	readonly body: unknown;
}

/** Of the three seconds that Slack waits. */
const withinMs = 2_500;

const kinds: Readonly<Record<string, BodyKind>> = {
	events_api: "event",
	slash_commands: "command",
	interactive: "interaction",
};

/** Takes events, commands and buttons over a WebSocket that we open: no public address, and no signatures. */
export async function openSocketMode(options: SocketModeOptions): Promise<() => Promise<void>> {
	const { SocketModeClient, LogLevel } = await import("@slack/socket-mode");
	const { appToken, apiUrl, take, logger, clock } = options;
	const client = new SocketModeClient({
		appToken,
		logLevel: LogLevel.ERROR,
		...(apiUrl === undefined ? {} : { clientOptions: { slackApiUrl: apiUrl } }),
	});
	/** What cannot be kept is not acknowledged: events come again, and Slack says itself that a button failed. */
	async function hear({ ack, type, body }: Envelope): Promise<void> {
		const kind = kinds[type];
		if (kind === undefined) return;
		const outcome = await takeBody({ taking: take(kind, body), clock, withinMs });
		if (outcome === "kept") return ack();
		logger.error("slack-request-not-kept", { kind, outcome });
		const said = notKept(kind, body);
		if (said !== undefined) await ack(said);
	}

	client.on("slack_event", (envelope: Envelope) => {
		hear(envelope).catch((error: unknown) => logger.error("slack-not-acknowledged", { error }));
	});
	await client.start();
	return async () => {
		await client.disconnect();
	};
}
