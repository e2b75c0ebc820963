import type { Awaitable } from "../awaitable.js";
import type { Activity } from "../conversation/activity.js";
import type { ConversationKey } from "../conversation/key.js";
import type { User } from "../conversation/participants.js";
import type { ActivityLike } from "../host/turn-context.js";
import type { OutputOf, StandardSchema } from "./standard-schema.js";

/** What a rule has to answer a button press with. */
export interface PostbackContext {
	readonly key: ConversationKey;
	readonly user: User;
	/** The button press as it came in. */
	readonly activity: Activity;
	/** Answers the user in the bot's name, in order; resolves when the answer is kept and will be sent. */
	say(...activities: readonly (string | ActivityLike)[]): Promise<void>;
}

/** What a button press of one type carries, and what answers it. */
export interface PostbackRule<Schema extends StandardSchema = StandardSchema> {
	/** Zod or any other Standard Schema; may validate asynchronously. */
	readonly schema: Schema;
	handle(payload: OutputOf<Schema>, context: PostbackContext): Awaitable<void>;
}

/**
 * Declares what answers one type of button press. A press has the user's authority and no more: whoever can
 * write to a channel can press a button that was never shown, so check that the payload is theirs.
 *
 * ```ts
 * const rules = postbacks({
 *   DELETE_CART_ITEM: postback({
 *     schema: z.object({ sku: z.string() }),
 *     handle: async ({ sku }, { user, say }) => {
 *       await removeFromCart(user.id, sku);
 *       await say("It is out of your cart");
 *     },
 *   }),
 * });
 * ```
 */
export function postback<Schema extends StandardSchema>(rule: PostbackRule<Schema>): PostbackRule<Schema> {
	return rule;
}
