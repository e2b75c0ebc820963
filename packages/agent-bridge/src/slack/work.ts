import type { Clock, Logger } from "@baton/core";
import { WebSocket } from "ws";
import { connectOver } from "../client/connect-over.js";
import { tellNotDone } from "./command/tell-not-done.js";
import { type Happening, happening } from "./endpoint/happening.js";
import type { DurableInbox } from "./memory/durable-inbox.js";
import type { SlackDeskOptions } from "./options.js";
import { createLineBook } from "./room/line-book.js";
import { createPoster } from "./room/post.js";
import { createRoomBook } from "./room/room-book.js";
import { createTeam } from "./room/team.js";
import type { Desk, Settings } from "./talk/desk.js";
import { hearSlack } from "./talk/hear-slack.js";
import { createTurns } from "./talk/in-turn.js";
import { mirror } from "./talk/mirror.js";
import { noteApps } from "./talk/standing-text.js";
import type { SlackApi } from "./web-api/slack-api.js";

export interface WorkOptions extends Pick<SlackDeskOptions, "appSecret" | "connect" | "store"> {
	readonly settings: Settings;
	readonly api: SlackApi;
	readonly inbox: DurableInbox;
	readonly prefix: string;
	readonly clock: Clock;
	readonly logger: Logger;
}

export interface Work {
	end(): void;
}

/** Slack sends again what it thinks was lost, for an hour at most. */
const seenForMs = 2 * 60 * 60_000;

/** The work of a desk, while this process is the one that does it: to the bridge and back. */
export function startWork(options: WorkOptions): Work {
	const { settings, api, inbox, prefix, clock, logger, store } = options;
	const client = connectOver((url) => new WebSocket(url, { perMessageDeflate: false }), {
		...options.connect,
		appId: settings.appId,
		appSecret: options.appSecret,
		confirmHandovers: false,
		// Slack may be away for hours. What it refuses for good is not thrown.
		attempts: Number.POSITIVE_INFINITY,
		clock,
		onError: (error) => logger.error("slack-desk-failed", { error }),
	});
	const lines = createLineBook(store, prefix);
	const desk: Desk = {
		...{ settings, api, client, clock, logger, store, prefix, lines },
		rooms: createRoomBook(store, prefix),
		poster: createPoster({ api, clock, lines }),
		team: createTeam(api, clock),
		inTurn: createTurns(),
	};
	const worker = inbox.work({
		handle: (item) => hearOnce(desk, item),
		giveUp: (item, error) => giveUp(desk, item, error),
	});
	// What agents had written before a crash is known as theirs before the bridge tells it back.
	client.listen((heard) => worker.caughtUp.then(() => mirror(desk, heard)));
	client.whenConnected().then(
		({ apps }) => noteApps(client, apps),
		() => {},
	);
	return {
		end() {
			worker.end();
			client.close();
		},
	};
}

async function hearOnce(desk: Desk, item: string): Promise<void> {
	const what = happening.parse(JSON.parse(item));
	if ((await desk.store.readFact(seenName(desk, what))) !== undefined) return;
	await hearSlack(desk, what);
	await desk.store.writeFact(seenName(desk, what), "1", seenForMs);
}

/** What an agent was told is not done is not done after all when Slack tells it again. */
async function giveUp(desk: Desk, item: string, error: unknown): Promise<void> {
	const what = happening.safeParse(JSON.parse(item)).data;
	if (what === undefined) return;
	await tellNotDone(desk, what, error);
	await desk.store.writeFact(seenName(desk, what), "1", seenForMs);
}

function seenName({ prefix }: Desk, { id }: Happening): string {
	return `${prefix}:seen:${id}`;
}
