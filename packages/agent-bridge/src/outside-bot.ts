import {
	type AppId,
	BatonError,
	type BotId,
	type Channel,
	type Command,
	type CommandId,
	type ConversationKey,
	consoleLogger,
	conversationKey,
	type DeskPort,
	type Logger,
	parseConversationKey,
	userId,
} from "@baton/core";
import { type Edge, type EdgeAnswer, plainText } from "@baton/core/http";
import { WebSocket } from "ws";
import { connectOver } from "./client/connect-over.js";
import type { Client, Destination, Heard } from "./client/types.js";
import { callBot } from "./outside-bot/call-bot.js";
import { type Report, readReport } from "./outside-bot/report.js";
import { isSigned } from "./outside-bot/signature.js";
import { withoutAddress } from "./protocol/to-command.js";

export { signatureOf } from "./outside-bot/signature.js";

export interface OutsideBotOptions {
	/** What the bot's conversations are on, as a channel id. Default: `outside`. */
	readonly channelId?: string | undefined;
	/** Signs what is told in both directions. */
	readonly secret: string;
	/** Where the bot is told what to say, and when to be quiet. */
	readonly address: string;
	/** Default: 10,000 ms. */
	readonly answerWithinMs?: number | undefined;
	/** Default: errors and warnings to standard error. */
	readonly logger?: Logger | undefined;
}

export interface OutsideBotConnection {
	readonly handoff: DeskPort;
	/** An app of kind `bot` that is not `offered`: through it the bot hears who has control. */
	readonly appId: string;
	readonly appSecret: string;
	readonly connect: Destination;
}

/** A bot that does not use the middleware. */
export interface OutsideBot {
	/** For `createHandoff`, under its channel id. */
	readonly channel: Channel;
	/** Takes what the bot reports. Put it on a server with `@baton/core/http`. */
	readonly edge: Edge;
	/** Once, with the handoff and a way to its bridge. */
	connect(connection: OutsideBotConnection): void;
	close(): void;
}

/**
 * Lets a bot take part that does not use the middleware: it reports by HTTP what came in and what it sent, and is told
 * at an address of its own when to be quiet, when to go on, and what people say in its place.
 *
 * ```ts
 * const outside = outsideBot({ secret, address: "https://bot.example.com/baton" });
 * const handoff = createHandoff({ bot, apps, channels: { outside: outside.channel } });
 * outside.connect({ handoff, appId: "outside", appSecret, connect: { dial: inProcess(bridge) } });
 * mountExpress(app, "/outside", outside.edge);
 * ```
 */
export function outsideBot(options: OutsideBotOptions): OutsideBot {
	const { channelId = "outside", secret, logger = consoleLogger } = options;
	let connection: OutsideBotConnection | undefined;
	let client: Client | undefined;

	function connected(): OutsideBotConnection {
		if (connection !== undefined) return connection;
		throw new BatonError("not-connected", "Cannot reach the outside bot: call connect first");
	}

	const call = (what: object) => callBot({ ...options, clock: connected().handoff.clock }, what);

	return {
		channel: {
			reach: "anywhere",
			repeat: "idempotent",
			async send({ id, kind, activity }, { key }) {
				const { conversation: conversationId } = parseConversationKey(key);
				return call({
					type: kind === "send" ? "say" : kind,
					id,
					conversationId,
					text: activity.text,
					activity,
				});
			},
		},
		async edge(request) {
			if (request.method !== "POST") return { ...plainText(405, "Use POST"), headers: { allow: "POST" } };
			const { handoff } = connected();
			if (!isSigned(request, secret, handoff.clock.now()))
				return plainText(401, "Sign the body, with the time");
			const read = readReport(request.body);
			if ("wrong" in read) return plainText(400, `The report cannot be read: ${read.wrong}`);
			return take(connected(), channelId, read);
		},
		connect(given) {
			connection = given;
			client = connectOver((url) => new WebSocket(url, { perMessageDeflate: false }), {
				...given.connect,
				appId: given.appId,
				appSecret: given.appSecret,
				confirmHandovers: false,
				attempts: Number.POSITIVE_INFINITY,
				onError: (error) => logger.error("outside-bot-not-told", { error }),
			});
			client.listen((heard) => tellControl(heard, call));
		},
		close: () => client?.close(),
	};
}

/** Commits what the bot reports. The answer says whether a person speaks at the moment. */
async function take(
	{ handoff, appId }: OutsideBotConnection,
	channelId: string,
	told: Report,
): Promise<EdgeAnswer> {
	const [bot] = handoff.bots.keys();
	const key = keyOf(channelId, told, bot);
	if (bot === undefined || key === undefined) return plainText(400, "The conversation cannot be named");
	const known = (await handoff.store.load(key)).conversation;
	const command = toCommand(told, channelId, bot, known?.user.id);
	if (command === undefined) return plainText(409, "Report what came in before what was sent");
	const outcome = await handoff.submit(key, command);
	if (outcome.status === "refused") return plainText(409, outcome.code);
	const app = appId as AppId;
	if (known?.watchers.includes(app) !== true) await handoff.submit(key, { type: "watch", app });
	const { conversation } = await handoff.store.load(key);
	const isPaused = conversation !== undefined && "holder" in conversation.control;
	return {
		status: 200,
		headers: { "content-type": "application/json" },
		body: JSON.stringify({ paused: isPaused }),
	};
}

function keyOf(
	channel: string,
	{ conversationId: conversation }: Report,
	business: BotId | undefined,
): ConversationKey | undefined {
	return business === undefined ? undefined : conversationKey({ channel, business, conversation });
}

/** It has been said, or heard, already: nothing is left to send, and nobody here has to answer. */
function toCommand(
	told: Report,
	channelId: string,
	bot: BotId,
	knownUser: ReturnType<typeof userId> | undefined,
): Command | undefined {
	const activity = {
		type: "message",
		...(told.activity && withoutAddress(told.activity)),
		...(told.text === undefined ? {} : { text: told.text }),
	};
	const reference = { channelId, conversation: { id: told.conversationId } };
	const id = `outside:${told.type}:${told.id}` as CommandId;
	if (told.type === "heard") {
		const { id: user, name, locale } = told.user;
		const from = { id: user, ...(name === undefined ? {} : { name }) };
		const opening = {
			...{ bot, reference },
			user: { id: userId({ channel: channelId, business: bot, user }), name, locale },
		};
		return { type: "hear", id, opening, activity: { ...activity, from }, standby: true };
	}
	if (knownUser === undefined) return undefined;
	const opening = { bot, reference, user: { id: knownUser } };
	return { type: "say", id, opening, utterances: [{ activity, inline: true }] };
}

/** Told in order, again until the bot takes it, and after a restart as well: the mailbox keeps it. */
async function tellControl(heard: Heard, call: (what: object) => ReturnType<typeof callBot>): Promise<void> {
	const what = controlOf(heard);
	if (what === undefined) return;
	const result = await call(what);
	if (result.state === "sent") return;
	throw new BatonError("outside-bot-not-told", `Cannot tell the bot to ${what.type}: ${result.error}`);
}

function controlOf(heard: Heard) {
	if (!("position" in heard)) return undefined;
	const { conversation: conversationId } = parseConversationKey(heard.conversationId);
	const about = { id: heard.entryId, conversationId, time: heard.time };
	if (heard.type === "handoverConfirmed" || heard.type === "takeoverConfirmed")
		return heard.again ? undefined : { type: "pause", ...about, by: heard.toAppId };
	return heard.type === "release" && heard.holder === undefined ? { type: "unpause", ...about } : undefined;
}
