import { isHandoffStatus } from "../host/handoff-events.js";
import { toActivity } from "../host/to-activity.js";
import type { ActivityLike, TurnContextLike } from "../host/turn-context.js";
import { readPostback } from "../postback/read-postback.js";
import { rehearsalKey } from "../turn/way.js";
import type { ControllerLike, DialogContextLike } from "./controller.js";

/**
 * What becomes of an open dialog when a person takes over: it is kept, and the user's first message after the
 * person left answers it; it is cancelled; or it is kept, and its question is asked again afterwards.
 */
export type DialogPolicy = "keep" | "cancel" | "re-prompt";

/** Reads no more than Botkit will read itself in this turn, from the same cache, and builds nothing if it can. */
export async function hasOpenDialog(controller: ControllerLike, context: TurnContextLike): Promise<boolean> {
	const states = statesOf(controller);
	if (states === undefined) {
		return (await controller.dialogSet.createContext(context)).activeDialog !== undefined;
	}
	const state = await states.load(context);
	const dialogs = state?.[String(controller.getConfig("dialogStateProperty"))];
	return isStack(dialogs) && dialogs.dialogStack.length > 0;
}

/** What Botkit remembers of conversations. */
interface States {
	load(context: TurnContextLike): Promise<Readonly<Record<string, unknown>> | undefined>;
}

/** Botkit keeps it to itself, so its types do not show it. */
function statesOf(controller: ControllerLike): States | undefined {
	const states: unknown = Reflect.get(controller, "conversationState");
	return hasLoad(states) ? states : undefined;
}

function hasLoad(value: unknown): value is States {
	return typeof value === "object" && value !== null && "load" in value && typeof value.load === "function";
}

function isStack(value: unknown): value is { readonly dialogStack: readonly unknown[] } {
	return (
		typeof value === "object" && value !== null && "dialogStack" in value && Array.isArray(value.dialogStack)
	);
}

/** Does with open dialogs what is to be done at this turn, before Botkit looks at them. */
export async function tendDialogs(
	dialogs: DialogContextLike,
	activity: ActivityLike,
	policy: DialogPolicy,
): Promise<void> {
	if (dialogs.activeDialog === undefined) return;
	if (isHandoffStatus(activity)) {
		passBy(dialogs);
		const { state } = activity.value;
		if (state === "accepted" && policy === "cancel") await dialogs.cancelAllDialogs();
		if (state === "completed" && policy === "re-prompt") await dialogs.repromptDialog();
		return;
	}
	if (isPress(activity)) passBy(dialogs);
}

/** What the bot asks for the desk alone, the user cannot answer: it is forgotten with the turn. */
export function forgetRehearsals(controller: ControllerLike): void {
	const save = controller.saveState.bind(controller);
	controller.saveState = async (bot) => {
		if (bot.getConfig("context")?.turnState.get(rehearsalKey) !== true) await save(bot);
	};
}

/**
 * Botkit takes any message for the answer to an open dialog. This makes it hear the message instead, for this
 * one turn: the context lives no longer.
 */
function passBy(dialogs: DialogContextLike): void {
	dialogs.continueDialog = async () => ({ status: "empty" });
}

/** A button that may be pressed at any time, unlike the quick replies of the dialog's own question. */
function isPress(activity: ActivityLike): boolean {
	return isMessengerPostback(activity) || readPostback(toActivity(activity)) !== undefined;
}

function isMessengerPostback({ channelData }: ActivityLike): boolean {
	return typeof channelData === "object" && channelData !== null && "postback" in channelData;
}
