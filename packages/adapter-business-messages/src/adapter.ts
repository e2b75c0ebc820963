import { once } from "node:events";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import {
	type ActivityLike,
	type Channel,
	type Clock,
	consoleLogger,
	type Handoff,
	type Logger,
	privateLogger,
	systemClock,
	type TurnContextLike,
} from "@baton/core";
import { BatonError } from "@baton/core/error";
import {
	type Edge,
	type EdgeOptions,
	type FetchHandler,
	fetchHandler,
	mountBotkit,
	type NodeHandler,
	nodeHandler,
} from "@baton/core/http";
import {
	type Activity,
	BotAdapter,
	type ConversationReference,
	type ResourceResponse,
	TurnContext,
} from "botbuilder-core";
import { createAnnouncements } from "./announcements.js";
import { type Api, createApi, defaultBaseUrl } from "./api.js";
import { createReceipts, type Receipts } from "./receipts.js";
import { type Receive, receiveConnected, receivePlain } from "./receive.js";
import { createChannel, type SendOptions } from "./send.js";
import { sendAlone } from "./send-alone.js";
import type { ServiceAccount } from "./tokens.js";
import { createWebhook } from "./webhook.js";

/**
 * What the agents of a partner need to be connected.
 *
 * ```ts
 * const options: BusinessMessagesAdapterOptions = { clientToken: "…", serviceAccount: { clientEmail: "…", privateKey: "…" } };
 * ```
 */
export interface BusinessMessagesAdapterOptions {
	/** Signs every webhook (`X-Goog-Signature`). */
	readonly clientToken: string;
	/** The account in whose name messages are sent. */
	readonly serviceAccount: ServiceAccount;
	/** Where the API is, for instance an emulator's or a gateway's address. Default: Google's, which is closed. */
	readonly baseUrl?: string | undefined;
	/** Whether webhooks without a signature are taken, for trials. Default: false. */
	readonly allowUnsigned?: boolean | undefined;
	/** A request to the API takes at most this long, in milliseconds. Default: 10,000. */
	readonly withinMs?: number | undefined;
	/** Default: errors and warnings to standard error. */
	readonly logger?: Logger | undefined;
	readonly clock?: Clock | undefined;
}

/**
 * Business Messages for Bot Framework and Botkit. By itself it is a plain adapter; connected, everything goes
 * through Baton.
 *
 * ```ts
 * const businessMessages = new BusinessMessagesAdapter({ clientToken, serviceAccount, baseUrl });
 * const handoff = createHandoff({ bot, apps, channels: { "business-messages": businessMessages.channel } });
 * businessMessages.connect(handoff);
 * createServer(businessMessages.webhook).listen(3978);
 * ```
 */
export class BusinessMessagesAdapter extends BotAdapter {
	/** Botkit takes adapters for plugins, and plugins have names. */
	readonly name = "Business Messages";
	/** What `createHandoff` sends through: `channels: { "business-messages": adapter.channel }`. */
	readonly channel: Channel;
	/** Answers the platform, on any server: for the mounts of `@baton/core/http`. */
	readonly edge: Edge;
	/** For Node's own server, and for whatever takes its `(req, res)`. */
	readonly webhook: NodeHandler;
	/** For servers that speak Fetch. */
	readonly fetch: FetchHandler;
	/** The API itself, call by call. */
	readonly api: Api;

	readonly #sending: SendOptions;
	readonly #serviceUrl: string;
	readonly #logger: Logger;
	#receive: Receive;
	#receipts: Receipts | undefined;
	#handoff: Handoff | undefined;
	#bot: Bot["run"] | undefined;

	/** @throws BatonError `bad-business-messages-options` if the base address cannot be one */
	constructor(options: BusinessMessagesAdapterOptions) {
		super();
		const { clientToken, allowUnsigned = false, clock = systemClock } = options;
		const logger = privateLogger(options.logger ?? consoleLogger);
		const serviceUrl = options.baseUrl ?? defaultBaseUrl;
		this.#serviceUrl = serviceUrl;
		this.#logger = logger;
		this.api = createApi(options);
		this.#sending = {
			api: this.api,
			announcements: createAnnouncements(this.api),
			claim: async (name, id, forMs) => (await this.#handoff?.store.claimFact(name, id, forMs)) ?? id,
			onHuman: (to, entry) => this.#receipts?.humanWrites(to, entry),
		};
		this.channel = createChannel(this.#sending);
		const run = (activity: ActivityLike): Promise<void> => this.#run(activity as Partial<Activity>);
		this.#receive = receivePlain({ run, serviceUrl, clock, logger });
		const receive: Receive = (callback) => this.#receive(callback);
		this.edge = createWebhook({ clientToken, allowUnsigned, logger, receive });
		this.webhook = nodeHandler(this.edge, this.#edgeOptions());
		this.fetch = fetchHandler(this.edge, this.#edgeOptions());
	}

	/**
	 * From now on what comes in is committed by Baton before it is acknowledged, and what the platform reports moves
	 * deliveries and control. Returns what ends that.
	 */
	connect(handoff: Handoff): () => void {
		if (this.#handoff !== undefined) throw alreadyConnected();
		const alone = this.#receive;
		const logger = this.#logger;
		const receipts = createReceipts({ api: this.api, handoff, logger });
		this.#handoff = handoff;
		this.#receipts = receipts;
		this.#receive = receiveConnected({ handoff, receipts, serviceUrl: this.#serviceUrl, logger });
		return () => {
			this.#handoff = undefined;
			this.#receipts = undefined;
			this.#receive = alone;
		};
	}

	/** The bot that is run on what comes in where neither Baton nor Botkit runs it. */
	bot(run: Bot["run"]): void {
		this.#bot = run;
	}

	/** Called by Botkit: hears the platform on its own webserver, ahead of its body parsers. */
	init(controller: ControllerLike): void {
		this.bot((context) => controller.handleTurn(context));
		if (controller.http !== undefined)
			mountBotkit(controller, controller.getConfig("webhook_uri"), this.edge, this.#edgeOptions());
	}

	/** As other adapters of Bot Framework have it: answers one request, with the bot that it is given. */
	async processActivity(
		req: IncomingMessage & { rawBody?: unknown },
		res: ServerResponse,
		logic: Bot["run"],
	): Promise<void> {
		this.bot(logic);
		// Botkit keeps the bytes as a text.
		if (typeof req.rawBody === "string") req.rawBody = Buffer.from(req.rawBody);
		const answered = once(res, "close");
		this.webhook(req, res);
		await answered;
	}

	/** @throws BatonError `not-sent` if the platform does not take it */
	async sendActivities(_: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
		const responses: ResourceResponse[] = [];
		for (const activity of activities) responses.push({ id: await sendAlone(this.#sending, activity) });
		return responses;
	}

	/** Business Messages changes nothing that was sent. */
	async updateActivity(): Promise<void> {
		throw cannotChange("update");
	}

	/** Business Messages takes nothing back that was sent. */
	async deleteActivity(): Promise<void> {
		throw cannotChange("delete");
	}

	async continueConversation(
		reference: Partial<ConversationReference>,
		logic: (context: TurnContext) => Promise<void>,
	): Promise<void> {
		const event = { type: "event", name: "continueConversation" };
		const activity = TurnContext.applyConversationReference(event, reference, true);
		await this.runMiddleware(new TurnContext(this, activity), logic);
	}

	async #run(activity: Partial<Activity>): Promise<void> {
		await this.runMiddleware(new TurnContext(this, activity), async (context) => {
			await this.#bot?.(context);
		});
	}

	#edgeOptions(): EdgeOptions {
		return { onError: (error) => this.#logger.error("business-messages-webhook-failed", { error }) };
	}
}

/** A method, so that functions fit which take the host's own context. */
interface Bot {
	run(context: TurnContextLike): Promise<unknown>;
}

/** What is needed of Botkit. */
interface ControllerLike {
	readonly http?: Server | undefined;
	handleTurn(context: TurnContextLike): Promise<unknown>;
	getConfig(name: "webhook_uri"): string;
}

function alreadyConnected(): BatonError {
	return new BatonError(
		"already-connected",
		"Cannot connect the adapter twice: make one adapter for each handoff",
	);
}

function cannotChange(what: "update" | "delete"): BatonError {
	return new BatonError(
		"not-supported",
		`Cannot ${what} what was sent: Business Messages has no call for it, send a new message instead`,
	);
}
