import type { User } from "../conversation/participants.js";
import type { Recognition } from "../gate/recognizer.js";
import { isHandoffStatus } from "../host/handoff-events.js";
import { consoleLogger, type Logger } from "../logger.js";
import { privateLogger } from "../private-logger.js";
import type { Turns } from "../turn/turns.js";
import { recognitionKey, userKey } from "../turn/way.js";
import type { ControllerLike, MessageLike, WorkerLike } from "./controller.js";
import { type DialogPolicy, forgetRehearsals, hasOpenDialog, tendDialogs } from "./dialogs.js";
import { guardChains } from "./guard.js";
import { guardErrors } from "./guard-errors.js";

export interface BotkitPluginOptions {
	/** What becomes of an open dialog when a person takes over. Default: `keep`. */
	readonly dialogs?: DialogPolicy | undefined;
	/** Where errors go that nobody else takes. Default: standard error. */
	readonly logger?: Logger | undefined;
}

/** What `controller.usePlugin` takes. */
export interface BotkitPluginLike {
	name: string;
	init(controller: ControllerLike): void;
}

/**
 * Puts Baton in front of a Botkit bot: what a rule, the gate or a person answers never reaches Botkit, and
 * whatever Botkit says goes the one way out. Also makes Botkit's turns settle and its errors reach
 * `adapter.onTurnError`.
 *
 * Handlers find who the user is in `message.customer`, what the gate recognized in `message.recognition`, and hear how a handoff goes with
 * `controller.on("handoff.status", ...)`.
 *
 * ```ts
 * controller.usePlugin(botkitPlugin(handoff, { dialogs: "re-prompt" }));
 * ```
 *
 * @param handoff what `createHandoff` made
 */
export function botkitPlugin(
	handoff: Pick<Turns, "onTurn" | "host">,
	{ dialogs = "keep", logger = consoleLogger }: BotkitPluginOptions = {},
): BotkitPluginLike {
	return {
		name: "baton",
		init(controller) {
			const { adapter, middleware } = controller;
			guardErrors(adapter, privateLogger(logger));
			guardChains(middleware);
			forgetRehearsals(controller);
			adapter.use?.(handoff);
			handoff.host({
				adapter,
				run: async (context) => {
					await controller.handleTurn(context);
				},
				expectsAnswer: (context) => hasOpenDialog(controller, context),
			});
			middleware.spawn.use((bot: WorkerLike) => {
				const own = bot.getConfig("adapter");
				if (own !== undefined && own !== adapter) handoff.host({ adapter: own });
			});
			middleware.ingest.use(async (bot: WorkerLike, message: MessageLike) => {
				describe(message);
				const open = bot.getConfig("dialogContext");
				if (open !== undefined) await tendDialogs(open, message.incoming_message, dialogs);
			});
		},
	};
}

/** Tells handlers who the user is, what the gate recognized, and which event is theirs. */
function describe(message: MessageLike): void {
	const recognition = message.context?.turnState.get(recognitionKey);
	if (recognition !== undefined) message.recognition = recognition as Recognition;
	const customer = message.context?.turnState.get(userKey);
	if (customer !== undefined) message.customer = customer as User;
	if (isHandoffStatus(message.incoming_message)) message.type = "handoff.status";
}
