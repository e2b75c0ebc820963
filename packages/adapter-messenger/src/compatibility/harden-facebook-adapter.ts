import type { IncomingMessage, ServerResponse } from "node:http";
import { type ActivityLike, BatonError, consoleLogger, type Logger, privateLogger } from "@baton/core";
import { type EdgeOptions, nodeHandler } from "@baton/core/http";
import type { Activity, BotAdapter, ResourceResponse, TurnContext } from "botbuilder-core";
import { inTurns, takeAlone } from "../alone.js";
import { createGraphApi } from "../graph-api.js";
import { takeAll } from "../inbox.js";
import { createMessengerChannel } from "../send.js";
import { sendAlone } from "../send-alone.js";
import { webhookEdge } from "../webhook.js";
import { isObject } from "../wire.js";
import { answerOne, mountOnController } from "./botkit-webhook.js";
import type { ControllerLike } from "./controller.js";
import { facebookApi } from "./facebook-api.js";
import { type FacebookAdapterOptions, settleOptions } from "./options.js";
import { type Bot, runBot } from "./run-bot.js";

export interface HardenOptions {
	/** Larger webhooks are answered with 413, in bytes. Default: 1 MiB. */
	readonly bodyLimit?: number | undefined;
	/** Takes webhooks with the old `X-Hub-Signature` (SHA-1) alone. Default: no. */
	readonly allowSha1?: boolean | undefined;
	/** Default: errors and warnings to standard error. */
	readonly logger?: Logger | undefined;
	/** Instead of `https://` and the adapter's `api_host`. */
	readonly baseUrl?: string | undefined;
}

/**
 * Repairs a `FacebookAdapter` of botbuilder-adapter-facebook in place, for teams that keep it. Call it before the
 * adapter is given to Botkit. What it repairs and what nobody can from outside is in the README.
 *
 * ```ts
 * const adapter = hardenFacebookAdapter(new FacebookAdapter(options));
 * ```
 *
 * @throws BatonError `bad-messenger-options` if the adapter has no secret or no token, or is no FacebookAdapter
 */
export function hardenFacebookAdapter<A extends BotAdapter>(adapter: A, given: HardenOptions = {}): A {
	const { bodyLimit, allowSha1 } = given;
	const logger = privateLogger(given.logger ?? consoleLogger);
	const settings = settleOptions(optionsOf(adapter));
	const { appSecret, verifyToken, accessTokens } = settings;
	const graph = createGraphApi({
		appSecret,
		baseUrl: given.baseUrl ?? settings.api?.baseUrl,
		version: settings.api?.version,
		tokenOf: typeof accessTokens === "function" ? accessTokens : (page) => accessTokens[page],
	});
	const channel = createMessengerChannel({ graph, logger });
	let bot: Bot["run"] | undefined;
	const take = takeAlone(inTurns((activity) => runBot(adapter, activity as Partial<Activity>, bot), logger));
	const edge = webhookEdge({
		...{ appSecret, verifyToken, allowSha1, logger, objects: ["page", "instagram"] },
		take: (webhook) =>
			takeAll(webhook, (event, activity) => take(event, on(webhook.object, activity)), logger),
	});
	const options: EdgeOptions = {
		bodyLimit,
		onError: (error) => logger.error("messenger-webhook-failed", { error }),
	};
	const webhook = nodeHandler(edge, options);

	return Object.assign(adapter, {
		async init(controller: ControllerLike): Promise<void> {
			bot = (context) => controller.handleTurn(context);
			mountOnController(controller, { edge, webhook, options });
		},
		async processActivity(req: IncomingMessage, res: ServerResponse, logic: Bot["run"]): Promise<void> {
			bot = logic;
			await answerOne(webhook, req, res);
		},
		sendActivities: (_: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> =>
			sendAlone(channel, activities),
		updateActivity: () => Promise.reject(unsupported("update")),
		deleteActivity: () => Promise.reject(unsupported("delete")),
		getAPI: async (activity: Partial<Activity>) => facebookApi(graph, activity.recipient?.id ?? ""),
	});
}

/** What nobody has changed is a version that Meta does not serve any more. */
const expired = "v3.2";

function optionsOf(adapter: BotAdapter): FacebookAdapterOptions {
	const { options } = adapter as { readonly options?: unknown };
	if (!isObject(options)) {
		throw new BatonError(
			"bad-messenger-options",
			"Cannot repair the adapter: it is no FacebookAdapter of botbuilder-adapter-facebook, pass that one",
		);
	}
	const { api_version, ...others } = options as unknown as FacebookAdapterOptions;
	return api_version === expired ? others : { ...others, api_version };
}

function on(object: string, activity: ActivityLike): ActivityLike {
	return object === "instagram" ? { ...activity, channelId: object } : activity;
}

function unsupported(what: "update" | "delete"): BatonError {
	return new BatonError(
		"messenger-unsupported",
		`Cannot ${what} what was sent: Messenger has no call for it`,
	);
}
