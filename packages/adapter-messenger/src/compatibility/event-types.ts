import type { MiddlewareLike, TurnContextLike } from "@baton/core";
import { isObject, type Members } from "../wire.js";

/**
 * Gives Botkit the event names of botbuilder-adapter-facebook: `controller.on("facebook_postback", …)`. Without
 * it a press is a `message` and everything else an `event`, as there.
 *
 * Two faults of the original are not repeated: what is said while another app has the thread is always
 * `standby`, and a message that came by an advertisement stays a message.
 *
 * ```ts
 * adapter.use(new FacebookEventTypeMiddleware());
 * ```
 */
export class FacebookEventTypeMiddleware implements MiddlewareLike {
	async onTurn({ activity }: TurnContextLike, next: () => Promise<void>): Promise<void> {
		const type = isObject(activity.channelData) ? botkitEventType(activity.channelData) : undefined;
		if (type !== undefined)
			Object.assign(activity, {
				channelData: { ...(activity.channelData as object), botkitEventType: type },
			});
		await next();
	}
}

/** By the member that says what happened, the first that is there. The first part has the names of the original. */
const names: Readonly<Record<string, string>> = {
	postback: "facebook_postback",
	referral: "facebook_referral",
	optin: "facebook_optin",
	delivery: "message_delivered",
	read: "message_read",
	account_linking: "facebook_account_linking",
	app_roles: "facebook_app_roles",
	pass_thread_control: "facebook_receive_thread_control",
	take_thread_control: "facebook_lose_thread_control",
	request_thread_control: "facebook_request_thread_control",

	reaction: "facebook_reaction",
	message_edit: "facebook_message_edit",
	policy_enforcement: "facebook_policy_enforcement",
	"policy-enforcement": "facebook_policy_enforcement",
	messaging_feedback: "facebook_messaging_feedback",
	response_feedback: "facebook_response_feedback",
	order: "facebook_order",
	template: "facebook_template",
	game_play: "facebook_game_play",
};

/** `undefined` for what is just a message, and for what has no name. */
export function botkitEventType(channelData: Members): string | undefined {
	if (channelData.standby === true) return "standby";
	if (isObject(channelData.message)) return channelData.message.is_echo === true ? "message_echo" : undefined;
	const member = Object.keys(names).find((each) => isObject(channelData[each]));
	return member === undefined ? undefined : names[member];
}
