import type { IncomingMessage, ServerResponse } from "node:http";
import { BatonError, consoleLogger, type Handoff, type Logger, privateLogger } from "@baton/core";
import {
	type Edge,
	type EdgeOptions,
	type FetchHandler,
	fetchHandler,
	mediaEdge,
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
import { type AccountLinking, createAccountLinking, createLinkTaker } from "./account-linking.js";
import { createLoginLinks, type LoginLinks } from "./account-linking-login-links.js";
import { inTurns, takeAlone } from "./alone.js";
import { answerOne, mountOnController } from "./compatibility/botkit-webhook.js";
import { facebookWorker } from "./compatibility/botkit-worker.js";
import type { ControllerLike, WorkerLike } from "./compatibility/controller.js";
import { type FacebookApiLike, facebookApi } from "./compatibility/facebook-api.js";
import { type AnyAdapterOptions, settleOptions } from "./compatibility/options.js";
import { type Bot, runBot } from "./compatibility/run-bot.js";
import { connectedTake } from "./connected.js";
import { createEchoes } from "./echo.js";
import { lateStore } from "./facts.js";
import { createGraphApi, type GraphApi } from "./graph-api.js";
import { type Take, takeAll } from "./inbox.js";
import { createIncomingMedia, type IncomingMedia } from "./media-incoming.js";
import { keepingMedia } from "./media-kept.js";
import type { MessengerAdapterOptions } from "./options.js";
import { createProfiles, namingPeople } from "./profiles.js";
import { createReceipts } from "./receipts.js";
import { createMessengerChannel, type MessengerChannel } from "./send.js";
import { sendAlone } from "./send-alone.js";
import { createThreadControl, type ThreadControl } from "./thread-control.js";
import { createBoundApps } from "./thread-control-apps.js";
import { createThreadControlCalls, type ThreadControlCalls } from "./thread-control-calls.js";
import { webhookEdge } from "./webhook.js";

/**
 * Messenger as a Bot Framework adapter. Connected to Baton, it commits what comes in before it answers Messenger;
 * alone, it answers, and then runs the bot through its middlewares.
 *
 * ```ts
 * const messenger = new MessengerAdapter({ appSecret, verifyToken, accessTokens: { [page]: token } });
 * const handoff = createHandoff({ bot, apps, channels: { facebook: messenger.channel } });
 * messenger.connect(handoff);
 * messenger.use(handoff);
 * handoff.host({ adapter: messenger, run: (context) => bot.run(context) });
 * createServer(messenger.webhook).listen(3000);
 * ```
 *
 * @throws BatonError `bad-messenger-options`
 */
export class MessengerAdapter extends BotAdapter {
	readonly name = "Messenger";
	/** What `createHandoff` sends through: `channels: { facebook: messenger.channel }`. */
	readonly channel: MessengerChannel;
	/** Answers Messenger, on any server: for the mounts of `@baton/core/http`. */
	readonly edge: Edge;
	/** For Node's own server, and for whatever takes its `(req, res)`. */
	readonly webhook: NodeHandler;
	/** For servers that speak Fetch. */
	readonly fetch: FetchHandler;
	/** Other calls to the Graph API, in a page's name. */
	readonly graph: GraphApi;
	/** Conversation Routing, call by call. With bound apps it follows the control by itself. */
	readonly threadControl: ThreadControlCalls;
	/** With the option `media`: serves what users sent, under the store's paths. */
	readonly media: Edge | undefined;
	readonly accountLinking: AccountLinking;
	readonly loginLinks: LoginLinks;
	/** What Botkit makes its workers of: they have `bot.startConversationWithUser`. */
	botkit_worker: unknown;
	/** What Botkit puts into its own chains: it gives workers their `bot.api`. */
	readonly middlewares: { readonly spawn: readonly ((bot: WorkerLike, next: () => void) => void)[] };

	readonly #settings: MessengerAdapterOptions;
	readonly #logger: Logger;
	readonly #incoming: IncomingMedia | undefined;
	#take: Take;
	#handoff: Handoff | undefined;
	#thread: ThreadControl | undefined;
	#bot: Bot["run"] | undefined;

	constructor(options: AnyAdapterOptions) {
		super();
		const settings = settleOptions(options);
		const { appSecret, accessTokens } = settings;
		const logger = privateLogger(settings.logger ?? consoleLogger);
		this.#settings = settings;
		this.#logger = logger;
		this.graph = createGraphApi({
			...settings.api,
			appSecret,
			tokenOf: typeof accessTokens === "function" ? accessTokens : (page) => accessTokens[page],
		});
		this.channel = createMessengerChannel({
			...settings,
			graph: this.graph,
			store: () => this.#handoff?.store,
			threadControl: () => this.#thread,
		});
		const { media } = settings;
		if (media !== undefined) {
			const store = lateStore(() => this.#handoff?.store);
			this.#incoming = createIncomingMedia({ media, store, secret: appSecret, logger });
			this.media = mediaEdge(media.store, this.#incoming);
		}
		this.threadControl = createThreadControlCalls(this.graph);
		const handoff = (): Handoff => this.#connected();
		this.accountLinking = createAccountLinking({ graph: this.graph, api: settings.api?.baseUrl, handoff });
		this.loginLinks = createLoginLinks({ secret: appSecret, handoff });
		this.#take = this.#alone();
		this.edge = webhookEdge({ ...settings, logger, take: (webhook) => takeAll(webhook, this.#take, logger) });
		this.webhook = nodeHandler(this.edge, this.#edgeOptions());
		this.fetch = fetchHandler(this.edge, this.#edgeOptions());
		this.middlewares = { spawn: [(bot, next) => this.#equip(bot, next)] };
	}

	/**
	 * From now on what comes in is committed by Baton before Messenger has its answer, and what Messenger reports
	 * moves deliveries and control. Returns what ends that.
	 */
	connect(handoff: Handoff): () => void {
		if (this.#handoff !== undefined) throw alreadyConnected();
		const alone = this.#take;
		const logger = this.#logger;
		const apps = createBoundApps(this.#settings.apps, this.#settings.appId);
		const thread = createThreadControl({ handoff, calls: this.threadControl, apps, logger });
		const kept = this.#adorned(handoff);
		const tell = this.#alone();
		this.#handoff = handoff;
		this.#thread = thread;
		this.#take = connectedTake({
			...{ handoff: kept, thread, channel: this.channel, tell, logger },
			echoes: createEchoes({ handoff: kept, apps, channel: this.channel, thread, logger }),
			receipts: createReceipts(handoff),
			links: createLinkTaker(handoff, logger),
		});
		const leave = thread.attend();
		return () => {
			leave();
			this.#handoff = undefined;
			this.#thread = undefined;
			this.#take = alone;
		};
	}

	/**
	 * The bot that is run on what comes in where neither Baton nor Botkit runs it. With Baton, it is what hears of
	 * events that are of nobody's turn: echoes, receipts, the thread, the page.
	 */
	bot(run: Bot["run"]): void {
		this.#bot = run;
	}

	/** Called by Botkit: answers its webhook, ahead of its body parsers. */
	init(controller: ControllerLike): void {
		this.bot((context) => controller.handleTurn(context));
		this.botkit_worker = facebookWorker();
		const { edge, webhook } = this;
		mountOnController(controller, { edge, webhook, options: this.#edgeOptions() });
	}

	/** As botbuilder-adapter-facebook has it: answers one request, with the bot that it is given. */
	async processActivity(req: IncomingMessage, res: ServerResponse, logic: Bot["run"]): Promise<void> {
		this.bot(logic);
		await answerOne(this.webhook, req, res);
	}

	/** As botbuilder-adapter-facebook has it: the Graph API in the name of the page that the activity is of. */
	async getAPI(activity: Partial<Activity>): Promise<FacebookApiLike> {
		return facebookApi(this.graph, activity.recipient?.id ?? "");
	}

	async sendActivities(_: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
		return sendAlone(this.channel, activities);
	}

	/** Messenger changes nothing that was sent. */
	async updateActivity(): Promise<void> {
		throw cannotChange("update");
	}

	/** Messenger takes nothing back that was sent. */
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

	/** What comes in gets names and addresses that last. */
	#adorned(handoff: Handoff): Handoff {
		const { graph } = this;
		const { store, clock } = handoff;
		const logger = this.#logger;
		const named =
			this.#settings.profiles === false
				? handoff
				: namingPeople(handoff, createProfiles({ graph, store, clock, logger }));
		return this.#incoming === undefined ? named : keepingMedia(named, this.#incoming);
	}

	/** What runs the bot on everything, once in this process. */
	#alone(): Take {
		return takeAlone(inTurns((activity) => this.#run(activity as Partial<Activity>), this.#logger));
	}

	async #run(activity: Partial<Activity>): Promise<void> {
		const bot = this.#bot;
		if (bot === undefined && this.#handoff !== undefined) return;
		await runBot(this, activity, bot);
	}

	#equip(bot: WorkerLike, next: () => void): void {
		const page = bot.getConfig("activity")?.recipient?.id;
		if (page !== undefined) bot.api = facebookApi(this.graph, page);
		next();
	}

	#connected(): Handoff {
		if (this.#handoff !== undefined) return this.#handoff;
		throw new BatonError(
			"not-connected",
			"Cannot do this without Baton's store: call connect(handoff) on the adapter first",
		);
	}

	#edgeOptions(): EdgeOptions {
		return {
			bodyLimit: this.#settings.bodyLimit,
			onError: (error) => this.#logger.error("messenger-webhook-failed", { error }),
		};
	}
}

function alreadyConnected(): BatonError {
	return new BatonError(
		"already-connected",
		"Cannot connect the adapter twice: make one adapter for each handoff",
	);
}

function cannotChange(what: "update" | "delete"): BatonError {
	return new BatonError(
		"messenger-unsupported",
		`Cannot ${what} what was sent: Messenger has no call for it`,
	);
}
