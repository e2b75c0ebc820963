import { type PostbackRule, type Postbacks, postback, postbacks } from "@baton/core";
import { MessageFactory } from "botbuilder-core";
import { z } from "zod";
import { answers } from "./answers.js";
import { catalogueCards } from "./cards.js";
import { catalogue, findProduct, type Product, rupiah } from "./catalogue.js";

const nothing = z.object({});
const product = z.object({ product: z.string() }).transform(({ product: id }, { addIssue }): Product => {
	const found = findProduct(id);
	if (found !== undefined) return found;
	addIssue("There is no such product");
	return z.NEVER;
});

/** The buttons of the shop. */
export type ShopButtons = Postbacks<{
	readonly GET_STARTED: PostbackRule<typeof nothing>;
	readonly BROWSE: PostbackRule<typeof nothing>;
	readonly ADD_TO_CART: PostbackRule<typeof product>;
	readonly CHECKOUT: PostbackRule<typeof nothing>;
}>;

/**
 * What answers each button, before the bot is asked. Carts are forgotten with the process: this is about Messenger.
 *
 * @param address where pictures are
 */
export function shopButtons(address: string): ShopButtons {
	const carts = new Map<string, readonly Product[]>();
	const buttons: ShopButtons = postbacks({
		GET_STARTED: postback({
			schema: nothing,
			handle: (_, { say }) => say(MessageFactory.suggestedActions([browse(buttons)], answers.greeting)),
		}),
		BROWSE: postback({
			schema: nothing,
			handle: (_, { say }) => say(...catalogueCards(buttons, catalogue, address)),
		}),
		ADD_TO_CART: postback({
			schema: product,
			async handle(added, { user, say }) {
				const cart = [...(carts.get(user.id) ?? []), added];
				carts.set(user.id, cart);
				const actions = [buttons.button("CHECKOUT", {}, { title: "Check out", channelId }), browse(buttons)];
				const text = `${added.name} is in your cart. Together: ${rupiah(totalOf(cart))}.`;
				await say(MessageFactory.suggestedActions(actions, text));
			},
		}),
		CHECKOUT: postback({
			schema: nothing,
			async handle(_, { user, say }) {
				const cart = carts.get(user.id) ?? [];
				carts.delete(user.id);
				const total = rupiah(totalOf(cart));
				await say(cart.length === 0 ? "Your cart is empty." : `Thank you! You pay ${total} when it arrives.`);
			},
		}),
	});
	return buttons;
}

/** Buttons are made to fit it. */
const channelId = "facebook";

function browse(buttons: ShopButtons) {
	return buttons.button("BROWSE", {}, { title: "See the clothes", channelId });
}

function totalOf(cart: readonly Product[]): number {
	return cart.reduce((sum, { price }) => sum + price, 0);
}
