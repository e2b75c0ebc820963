import { randomBytes } from "node:crypto";
import { consoleLogger, systemClock } from "@baton/core";
import type { Edge } from "@baton/core/http";
import { z } from "zod";
import type { Self } from "./endpoint/parse-event.js";
import { receiver } from "./endpoint/receiver.js";
import { slackEdge } from "./endpoint/slack-edge.js";
import { openSocketMode } from "./endpoint/socket-mode.js";
import { durableInbox } from "./memory/durable-inbox.js";
import { keepLease, type Lease } from "./memory/lease.js";
import { type SlackDeskOptions, toSettings } from "./options.js";
import { createSlackApi, type SlackApi } from "./web-api/slack-api.js";
import { startWork, type Work } from "./work.js";

/** A desk in Slack. Start it in as many processes as there are: one does the work, the others take in. */
export interface SlackDesk {
	/** Answers Slack's events, commands and buttons, all at one address. Put it on a server with `@baton/core/http`. */
	readonly edge: Edge;
	/** @throws BatonError `slack-…` if the token is not valid, `slack-unanswered` */
	start(): Promise<void>;
	/** Finishes nothing: what is under way is taken up by the next process, or at the next start. */
	stop(): Promise<void>;
}

export interface SlackDeskParts {
	/** How long a process that died is waited for before another goes on. Default: 15,000 ms. */
	readonly leaseMs?: number | undefined;
	/** Between two messages in one channel. Default: 1,000 ms, as Slack wants it. */
	readonly postEveryMs?: number | undefined;
}

/**
 * ```ts
 * const desk = slackDesk({
 * 	appId: "slack",
 * 	appSecret,
 * 	connect: { dial: inProcess(bridge) },
 * 	store,
 * 	botToken: process.env.SLACK_BOT_TOKEN,
 * 	signingSecret: process.env.SLACK_SIGNING_SECRET,
 * 	announceIn: "C0123456789",
 * });
 * mountExpress(app, "/slack", desk.edge);
 * await desk.start();
 * ```
 *
 * @throws BatonError `bad-slack-options`
 */
export function slackDesk(
	options: SlackDeskOptions,
	{ leaseMs, postEveryMs }: SlackDeskParts = {},
): SlackDesk {
	const settings = toSettings(options);
	const {
		clock = systemClock,
		logger = consoleLogger,
		store,
		botToken,
		signingSecret,
		appToken,
		apiUrl,
		answerWithinMs,
	} = options;
	const api = createSlackApi({ token: botToken, apiUrl, clock, answerWithinMs, postEveryMs });
	const prefix = `slack:${options.appId}`;
	const inbox = durableInbox({ store, clock, logger, name: `${prefix}:inbox` });
	let self: Self | undefined;
	let lease: Lease | undefined;
	let work: Work | undefined;
	let hangUp: (() => Promise<void>) | undefined;
	const take = receiver({ inbox, logger, self: () => self });

	function begin(): void {
		work = startWork({ ...options, settings, api, inbox, prefix, clock, logger, store });
	}

	function end(): void {
		work?.end();
		work = undefined;
	}

	return {
		edge: signingSecret === undefined ? refuseAll : slackEdge({ signingSecret, take, logger, clock }),
		async start() {
			self = await whoWeAre(api);
			lease = keepLease({
				...{ store, clock, name: `${prefix}:worker`, owner: randomBytes(12).toString("hex"), leaseMs },
				onGained: begin,
				onLost: end,
				onError: (error) => logger.error("slack-lease-unknown", { error }),
			});
			if (appToken !== undefined) hangUp = await openSocketMode({ appToken, apiUrl, take, logger, clock });
		},
		async stop() {
			await hangUp?.();
			end();
			await lease?.end();
		},
	};
}

const identity = z.looseObject({ user_id: z.string(), bot_id: z.string().optional() });

async function whoWeAre(api: SlackApi): Promise<Self> {
	const { user_id: userId, bot_id: botId } = await api.repeat("auth.test", {}, identity);
	return { userId, botId, appId: undefined };
}

/** In Socket Mode nobody calls. */
const refuseAll: Edge = async () => ({ status: 404 });
