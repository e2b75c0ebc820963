import { type Attachment, CardFactory } from "botbuilder-core";
import { phrases } from "./answers.js";
import type { ShopButtons } from "./buttons.js";
import { type CartItem, totalOf } from "./cart.js";
import { catalogue, findProduct, type Language, type Product, picturePath, rupiah } from "./catalogue.js";

/** What cards are made with: the buttons on them, and where pictures are. */
export interface CardParts {
	readonly buttons: ShopButtons;
	/** The shop's public address, for instance `https://shop.example.com`. */
	readonly address: string;
}

const channelId = "webchat";

/** All products, each with a button that puts it into the cart. */
export function catalogueCards({ buttons, address }: CardParts, language: Language) {
	const cards = catalogue.map((product) => {
		const title = phrases.addToCart[language];
		const displayText = `${title}: ${product.name[language]}`;
		const add = buttons.button("ADD_TO_CART", { product: product.id }, { title, displayText, channelId });
		return productCard(product, { address, language, actions: [add] });
	});
	return carousel(phrases.browse[language], cards);
}

/** One product that is in the cart, with buttons to take it out and to check out. */
export function itemCard(parts: CardParts, item: CartItem, language: Language): Attachment | undefined {
	const product = findProduct(item.product);
	if (product === undefined) return undefined;
	const { address } = parts;
	const actions = [removeButton(parts, item, language), checkOutButton(parts, language)];
	return productCard(product, { address, language, actions });
}

/** All that is in the cart. */
export function cartCards(parts: CardParts, items: readonly CartItem[], language: Language) {
	if (items.length === 0) return { type: "message", text: phrases.emptyCart[language] };
	const cards = items.map((item) => itemCard(parts, item, language)).filter((card) => card !== undefined);
	return carousel(`${phrases.cart[language]}: ${rupiah(totalOf(items))}`, cards);
}

function carousel(text: string, attachments: readonly Attachment[]) {
	return { type: "message", text, attachmentLayout: "carousel", attachments: [...attachments] };
}

interface CardOptions {
	readonly address: string;
	readonly language: Language;
	readonly actions: readonly ReturnType<ShopButtons["button"]>[];
}

function productCard(product: Product, { address, language, actions }: CardOptions): Attachment {
	const { about, name, price } = product;
	return CardFactory.heroCard(
		name[language],
		about[language],
		[`${address}${picturePath(product)}`],
		[...actions],
		{
			subtitle: rupiah(price),
		},
	);
}

function removeButton({ buttons }: CardParts, { id, product }: CartItem, language: Language) {
	const title = phrases.remove[language];
	const displayText = `${title}: ${findProduct(product)?.name[language] ?? product}`;
	return buttons.button("DELETE_CART_ITEM", { item: id }, { title, displayText, channelId });
}

function checkOutButton({ buttons }: CardParts, language: Language) {
	return buttons.button("CHECKOUT", {}, { title: phrases.checkOut[language], channelId });
}
