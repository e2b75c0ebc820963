import type { Logger } from "@baton/core";
import type { BodyKind } from "./slack-edge.js";

export interface SocketModeOptions {
	readonly appToken: string;
	readonly apiUrl?: string | undefined;
	readonly take: (kind: BodyKind, body: unknown) => Promise<void>;
	readonly logger: Logger;
}

interface Envelope {
	readonly ack: () => Promise<void>;
	readonly type: string;
	readonly body: unknown;
}

const kinds: Readonly<Record<string, BodyKind>> = {
	events_api: "event",
	slash_commands: "command",
	interactive: "interaction",
};

/** Takes events, commands and buttons over a WebSocket that we open: no public address, and no signatures. */
export async function openSocketMode(options: SocketModeOptions): Promise<() => Promise<void>> {
	const { SocketModeClient, LogLevel } = await import("@slack/socket-mode");
	const { appToken, apiUrl, take, logger } = options;
	const client = new SocketModeClient({
		appToken,
		logLevel: LogLevel.ERROR,
		...(apiUrl === undefined ? {} : { clientOptions: { slackApiUrl: apiUrl } }),
	});
	client.on("slack_event", ({ ack, type, body }: Envelope) => {
		const kind = kinds[type];
		// What cannot be kept is not acknowledged, and comes again.
		if (kind !== undefined)
			take(kind, body)
				.then(ack)
				.catch((error: unknown) => logger.error("slack-request-not-kept", { kind, error }));
	});
	await client.start();
	return async () => {
		await client.disconnect();
	};
}
