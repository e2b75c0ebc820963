import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import {
	type Channel,
	type Clock,
	consoleLogger,
	conversationKey,
	type EntryId,
	type Handoff,
	type Logger,
	type Recipient,
	systemClock,
	toActivity,
	toReference,
} from "@baton/core";
import { BatonError } from "@baton/core/error";
import { type Edge, type FetchHandler, fetchHandler, type NodeHandler, nodeHandler } from "@baton/core/http";
import {
	type Activity,
	BotAdapter,
	type ConversationReference,
	type ResourceResponse,
	TurnContext,
} from "botbuilder-core";
import { createApi, defaultBaseUrl } from "./api.js";
import { createReceipts, type Receipts } from "./receipts.js";
import { type Receive, receiveConnected, receivePlain } from "./receive.js";
import { createChannel, type SendOptions, send } from "./send.js";
import { channelId } from "./to-activity.js";
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
	readonly name = "Business Messages Adapter";
	/** For `createHandoff({ channels: { "business-messages": … } })`. */
	readonly channel: Channel;
	/** What answers the platform's calls, for `mountExpress` and the like of `@baton/core/http`. */
	readonly edge: Edge;
	/** The same for Node's own server: `createServer(adapter.webhook)`. */
	readonly webhook: NodeHandler;
	/** The same for servers that speak Fetch. */
	readonly fetch: FetchHandler;

	private logic: Logic = async () => {};
	private receive: Receive;
	private receipts: Receipts | undefined;
	private handoff: Handoff | undefined;
	private readonly sending: SendOptions;
	private readonly serviceUrl: string;
	private readonly logger: Logger;

	/** @throws BatonError `bad-business-messages-options` if the base address cannot be one */
	constructor(options: BusinessMessagesAdapterOptions) {
		super();
		const { clientToken, allowUnsigned = false, logger = consoleLogger, clock = systemClock } = options;
		this.serviceUrl = options.baseUrl ?? defaultBaseUrl;
		this.logger = logger;
		this.sending = {
			api: createApi(options),
			claim: async (name, id, forMs) => (await this.handoff?.store.claimFact(name, id, forMs)) ?? id,
			onHuman: (to, entry) => this.receipts?.humanWrites(to, entry),
		};
		this.channel = createChannel(this.sending);
		this.receive = receivePlain({
			...{ serviceUrl: this.serviceUrl, clock, logger },
			run: (activity) =>
				this.runMiddleware(new TurnContext(this, activity as Partial<Activity>), (context) =>
					this.logic(context),
				),
		});
		this.edge = createWebhook({
			clientToken,
			allowUnsigned,
			logger,
			receive: (callback) => this.receive(callback),
		});
		const onError = (error: unknown): void => logger.error("webhook-failed", { error });
		this.webhook = nodeHandler(this.edge, { onError });
		this.fetch = fetchHandler(this.edge, { onError });
	}

	/** From now on what comes in is committed before it is acknowledged, and has its turn on the handoff's host. */
	connect(handoff: Handoff): void {
		const { logger, serviceUrl } = this;
		this.handoff = handoff;
		this.receipts = createReceipts({ api: this.sending.api, handoff, logger });
		this.receive = receiveConnected({ handoff, receipts: this.receipts, serviceUrl, logger });
	}

	/** Without Baton: what runs at the end of the adapter's middlewares. */
	run(logic: Logic): this {
		this.logic = logic;
		return this;
	}

	/** Without Baton: as other adapters of Bot Framework have it. */
	async processActivity(req: IncomingMessage, res: ServerResponse, logic: Logic): Promise<void> {
		this.run(logic).webhook(req, res);
	}

	/** @throws BatonError `not-sent` if the platform does not take it */
	override async sendActivities(
		_: TurnContext,
		activities: Partial<Activity>[],
	): Promise<ResourceResponse[]> {
		const responses: ResourceResponse[] = [];
		for (const activity of activities) responses.push({ id: await this.sendOne(activity) });
		return responses;
	}

	override async updateActivity(): Promise<void> {
		throw cannot("change");
	}

	override async deleteActivity(): Promise<void> {
		throw cannot("delete");
	}

	override async continueConversation(
		reference: Partial<ConversationReference>,
		logic: Logic,
	): Promise<void> {
		const event = TurnContext.applyConversationReference(
			{ type: "event", name: "continueConversation" },
			reference,
			true,
		);
		await this.runMiddleware(new TurnContext(this, event), logic);
	}

	private async sendOne(like: Partial<Activity>): Promise<string> {
		const id = randomUUID() as string as EntryId;
		const activity = toActivity(like);
		const result = await send(this.sending, { id, kind: "send", activity }, recipientOf(like));
		if (result.state === "sent") return result.nativeId ?? "";
		throw new BatonError("not-sent", `Cannot send the ${activity.type}: ${result.error}`);
	}
}

type Logic = (context: TurnContext) => Promise<void>;

/** Of an outgoing activity: the bot is who it is from. */
function recipientOf({ channelId: channel, conversation, from, recipient }: Partial<Activity>): Recipient {
	const business = from?.id || "bot";
	const reference = toReference({
		channelId: channel ?? channelId,
		conversation,
		from: recipient,
		recipient: from,
	});
	const key = conversationKey({ channel: channelId, business, conversation: reference.conversation.id });
	return { key, reference, nativeId: undefined };
}

function cannot(what: string): BatonError {
	return new BatonError(
		"not-supported",
		`Cannot ${what} what was sent: Business Messages has no way to, send a new message instead`,
	);
}
