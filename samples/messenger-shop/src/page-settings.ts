import type { MessengerAdapter } from "@baton/adapter-messenger";
import type { ShopButtons } from "./buttons.js";

/** What the menu says, and the bot hears. */
export const talkToPerson = "Talk to a person";

/**
 * What the page shows beside its messages: a button before the first word, and a menu.
 *
 * @throws Error if Messenger refuses
 */
export async function writePageSettings(
	{ graph }: MessengerAdapter,
	page: string,
	buttons: ShopButtons,
): Promise<void> {
	const clothes = buttons.button("BROWSE", {}, { title: "See the clothes", channelId: "facebook" });
	const items = [
		{ type: "postback", title: clothes.title, payload: clothes.value },
		{ type: "postback", title: talkToPerson, payload: JSON.stringify({ type: "PERSON", payload: {} }) },
	];
	const start = buttons.button("GET_STARTED", {}, { title: "Get started", channelId: "facebook" });
	const body = {
		get_started: { payload: start.value },
		persistent_menu: [{ locale: "default", composer_input_disabled: false, call_to_actions: items }],
	};
	const result = await graph.call({ page, path: `${page}/messenger_profile`, body });
	if (!result.isOk) throw new Error(`Cannot write the page's settings: ${result.error.message}`);
}
