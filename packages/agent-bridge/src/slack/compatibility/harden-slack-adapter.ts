import type { IncomingMessage, ServerResponse } from "node:http";
import {
	type ActivityLike,
	BatonError,
	type Clock,
	consoleLogger,
	type Logger,
	systemClock,
} from "@baton/core";
import { type Edge, type EdgeOptions, nodeHandler } from "@baton/core/http";
import { LogLevel, WebClient } from "@slack/web-api";
import { z } from "zod";
import { type BodyKind, slackEdge } from "../endpoint/slack-edge.js";
import { dressed } from "./dressed.js";
import { namer } from "./namer.js";
import { answerOf, type Logic, type Processed, processOnce } from "./process-once.js";

/** What is needed of a `SlackAdapter` of botbuilder-adapter-slack. */
export interface SlackAdapterLike {
	use(middleware: never): unknown;
	sendActivities(context: never, activities: never): Promise<unknown>;
	processActivity(req: never, res: never, logic: never): Promise<void>;
}

export interface HardenSlackOptions {
	/** Default: Slack's own. */
	readonly apiUrl?: string | undefined;
	/** Larger bodies are answered with 413, in bytes. Default: 1 MiB. */
	readonly bodyLimit?: number | undefined;
	readonly clock?: Clock | undefined;
	/** Default: errors and warnings to standard error. */
	readonly logger?: Logger | undefined;
}

const settings = z.looseObject({
	clientSigningSecret: z.string().min(1),
	botToken: z.string().optional(),
	getTokenForTeam: z
		.custom<(team: string) => Promise<string>>((value) => typeof value === "function")
		.optional(),
});

/** A command or a button may be answered with a text: what takes longer is answered without. */
const answerWithinMs = 2_500;
const mostRemembered = 10_000;

/**
 * Repairs a `SlackAdapter` of botbuilder-adapter-slack 1.0.14 in place, for bots whose customers are on Slack. Call it
 * before the adapter is given to Botkit.
 *
 * - Requests must be signed, within five minutes; without the raw body, or the header, they are refused and not let
 *   through or left hanging. Events are acknowledged at once, and dropped when they come again.
 * - The bot's own messages are not taken for a customer's.
 * - Calls to Slack have a time limit and are not repeated blindly, and what Slack refuses is an error.
 * - Customers have the name that they have in their workspace (with the scope `users:read`).
 * - What a human says carries their name and picture; joined and left are shown as a line.
 *
 * ```ts
 * const adapter = hardenSlackAdapter(new SlackAdapter(options));
 * ```
 *
 * @throws BatonError `bad-slack-adapter` if it has no `clientSigningSecret`, or is no SlackAdapter
 */
export function hardenSlackAdapter<A extends SlackAdapterLike>(
	adapter: A,
	given: HardenSlackOptions = {},
): A {
	const { clock = systemClock, logger = consoleLogger, bodyLimit } = given;
	const options = optionsOf(adapter);
	const process: SlackAdapterLike["processActivity"] = adapter.processActivity.bind(adapter);
	const send = adapter.sendActivities.bind(adapter);
	const seen = new Set<string>();
	let bot: Logic | undefined;

	function run(body: unknown): Promise<Processed> {
		if (bot === undefined) throw new BatonError("no-bot", "Cannot run the bot: nothing was processed yet");
		return processOnce(process as never, body, bot);
	}

	function isNew(id: string): boolean {
		if (seen.has(id)) return false;
		seen.add(id);
		if (seen.size > mostRemembered) seen.delete(seen.values().next().value ?? id);
		return true;
	}

	/** Acknowledged before the bot runs. */
	async function takeEvent(body: unknown): Promise<void> {
		const id = eventIdOf(body);
		if (id !== undefined && isNew(id))
			run(body).catch((error: unknown) => logger.error("slack-turn-failed", { error }));
	}

	/** Each request has an edge of its own, so that the answer to a command or a button finds back to it. */
	const edge: Edge = async (request) => {
		let running: Promise<Processed> | undefined;
		const check = slackEdge({
			signingSecret: options.clientSigningSecret,
			...{ clock, logger },
			async take(kind, body) {
				if (kind === "event") return takeEvent(body);
				running = run(toForm(kind, body));
				running.catch((error: unknown) => logger.error("slack-turn-failed", { error }));
			},
		});
		const acknowledged = await check(request);
		return running === undefined ? acknowledged : answerOf(running, clock, answerWithinMs);
	};
	const edgeOptions: EdgeOptions = {
		bodyLimit,
		onError: (error) => logger.error("slack-webhook-failed", { error }),
	};
	const handle = nodeHandler(edge, edgeOptions);
	const apis = new Map<string, WebClient>();

	const getAPI = async (activity: ActivityInTeam): Promise<WebClient> => {
		const token = options.botToken ?? (await options.getTokenForTeam?.(teamOf(activity)));
		if (token === undefined)
			throw new BatonError("no-token", "Cannot call Slack: there is no token for this workspace");
		const known = apis.get(token) ?? openClient(token, given.apiUrl);
		apis.set(token, known);
		return known;
	};
	adapter.use(namer(getAPI, logger) as never);

	return Object.assign(adapter, {
		async processActivity(req: IncomingMessage & { rawBody?: unknown }, res: ServerResponse, logic: Logic) {
			bot = logic;
			// Botkit's own webserver keeps the bytes as a text.
			if (typeof req.rawBody === "string") req.rawBody = Buffer.from(req.rawBody);
			const answered = new Promise<void>((resolve) => void res.once("close", resolve));
			handle(req, res);
			await answered;
		},
		async sendActivities(context: unknown, activities: readonly ActivityLike[]): Promise<unknown> {
			const shown = activities.map(dressed);
			const responses = await send(context as never, shown as never);
			const wanted = shown.filter(({ type }) => type === "message").length;
			// The adapter logs what Slack refuses and says nothing else.
			if (Array.isArray(responses) && responses.length < wanted)
				throw new BatonError("slack-not-sent", "Cannot send: Slack refused it, see what the adapter printed");
			return responses;
		},
		getAPI,
	});
}

interface ActivityInTeam {
	readonly conversation?: object | undefined;
}

function teamOf({ conversation }: ActivityInTeam): string {
	return conversation !== undefined && "team" in conversation ? String(conversation.team) : "";
}

function optionsOf(adapter: object): z.infer<typeof settings> {
	const read = settings.safeParse((adapter as { readonly options?: unknown }).options);
	if (read.success) return read.data;
	throw new BatonError(
		"bad-slack-adapter",
		"Cannot repair the adapter: pass a SlackAdapter of botbuilder-adapter-slack with a clientSigningSecret",
		{ cause: read.error },
	);
}

/** It repeats nothing by itself: a message that was posted twice cannot be told from two. */
function openClient(token: string, apiUrl: string | undefined): WebClient {
	return new WebClient(token, {
		...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
		...{ logLevel: LogLevel.ERROR, retryConfig: { retries: 0 }, timeout: 10_000 },
	});
}

const envelope = z.looseObject({
	type: z.literal("event_callback"),
	event_id: z.string(),
	api_app_id: z.string().optional(),
	event: z.looseObject({
		type: z.string(),
		bot_id: z.string().nullish(),
		app_id: z.string().nullish(),
		channel: z.unknown().optional(),
	}),
});

/** `undefined` for what the adapter would leave hanging, and for what the bot itself has said. */
function eventIdOf(body: unknown): string | undefined {
	const read = envelope.safeParse(body);
	if (!read.success) return undefined;
	const { event, event_id, api_app_id } = read.data;
	const isOwn = event.type === "message" && event.bot_id != null && event.app_id === api_app_id;
	return isOwn ? undefined : event_id;
}

/** As a body parser gives it to the adapter. */
function toForm(kind: BodyKind, body: unknown): unknown {
	return kind === "interaction" ? { payload: JSON.stringify(body) } : body;
}
