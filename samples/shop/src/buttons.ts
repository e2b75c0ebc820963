import { type PostbackContext, type PostbackRule, type Postbacks, postback, postbacks } from "@baton/core";
import { z } from "zod";
import { phrases } from "./answers.js";
import { itemCard } from "./cards.js";
import type { CartItem, Carts } from "./cart.js";
import { findProduct, languageOf, rupiah } from "./catalogue.js";

const addSchema = z.object({ product: z.string().refine((id) => findProduct(id) !== undefined) });
const deleteSchema = z.object({ item: z.string().min(1).max(64) });
const checkOutSchema = z.object({});

/** The buttons of the shop. */
export type ShopButtons = Postbacks<{
	readonly ADD_TO_CART: PostbackRule<typeof addSchema>;
	readonly DELETE_CART_ITEM: PostbackRule<typeof deleteSchema>;
	readonly CHECKOUT: PostbackRule<typeof checkOutSchema>;
}>;

interface ButtonParts {
	readonly carts: Carts;
	readonly address: string;
}

/** What answers each button: before the bot is asked, and also while a person is in the conversation. */
export function shopButtons({ carts, address }: ButtonParts): ShopButtons {
	const buttons: ShopButtons = postbacks({
		ADD_TO_CART: postback({
			schema: addSchema,
			async handle({ product }, context) {
				const { customer, language, message } = readPress(context);
				const item: CartItem = { id: message, product };
				await carts.add(customer, item);
				const card = itemCard({ buttons, address }, item, language);
				await context.say({ type: "message", text: phrases.added[language], attachments: card && [card] });
			},
		}),
		DELETE_CART_ITEM: postback({
			schema: deleteSchema,
			async handle({ item }, context) {
				const { customer, language } = readPress(context);
				const removed = await carts.remove(customer, item);
				const name = findProduct(removed?.product ?? "")?.name[language];
				await context.say(
					name === undefined ? phrases.notThere[language] : `${phrases.removed[language]} ${name}`,
				);
			},
		}),
		CHECKOUT: postback({
			schema: checkOutSchema,
			async handle(_, context) {
				const { customer, language, message } = readPress(context);
				const order = await carts.checkOut(customer, message);
				if (order === undefined) return context.say(phrases.emptyCart[language]);
				await context.say(`${phrases.ordered[language]} ${order.number}, ${rupiah(order.total)}.`);
			},
		}),
	});
	return buttons;
}

/** Whose press it was. The channel says so, never the button. */
function readPress({ activity }: PostbackContext) {
	return {
		customer: activity.from?.id ?? "",
		language: languageOf(activity.locale),
		message: activity.id ?? "",
	};
}
