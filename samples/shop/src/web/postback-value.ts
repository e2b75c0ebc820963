/** A button press as it goes to the shop: the same as a button that the bot has sent. */
export function postbackValue(
	type: "ADD_TO_CART" | "DELETE_CART_ITEM" | "CHECKOUT",
	payload: object,
): string {
	return JSON.stringify({ type, payload });
}
