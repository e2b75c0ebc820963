import { CardFactory } from "botbuilder-core";
import type { ShopButtons } from "./buttons.js";
import { type Product, rupiah } from "./catalogue.js";

/** A line and a carousel. The adapter makes a generic template of it, within Messenger's limits. */
export function catalogueCards(buttons: ShopButtons, products: readonly Product[], address: string) {
	const attachments = products.map(({ id, name, about, price }) => {
		const add = buttons.button(
			"ADD_TO_CART",
			{ product: id },
			{ title: "Add to cart", channelId: "facebook" },
		);
		const picture = `${address}/pictures/${id}.jpg`;
		return CardFactory.heroCard(name, [picture], [add], { subtitle: `${rupiah(price)} · ${about}` });
	});
	return [
		"Here is what we have at the moment.",
		{ type: "message", attachmentLayout: "carousel", attachments },
	] as const;
}
