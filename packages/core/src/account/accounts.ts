import { type Awaitable, then } from "../awaitable.js";
import type { Door } from "../conversation/door.js";
import type { ConversationKey } from "../conversation/key.js";
import type { AccountId, UserId } from "../conversation/participants.js";
import type { Store } from "../conversation/store.js";
import { BatonError } from "../error.js";

/** Who the user is to the business. Several users, on several channels, may lead to one account. */
export interface Accounts {
	/**
	 * Links the user of a conversation to the business's own account; bot and desk see it from then on.
	 *
	 * @throws BatonError `unknown-conversation`
	 */
	link(key: ConversationKey, account: AccountId): Promise<void>;
	/** @throws BatonError `unknown-conversation` */
	unlink(key: ConversationKey): Promise<void>;
	/** Everybody who leads to the account. */
	usersOf(account: AccountId): Promise<readonly UserId[]>;
	/** Brings the link into a conversation that began after it was made. */
	recall(key: ConversationKey, user: UserId): Awaitable<void>;
}

export function createAccounts(store: Store, door: Door): Accounts {
	async function write(key: ConversationKey, account: AccountId | undefined): Promise<void> {
		const { conversation } = await store.load(key);
		if (conversation === undefined) {
			throw new BatonError("unknown-conversation", `Cannot link ${key}: no such conversation, check the key`);
		}
		await store.writeLink(conversation.user.id, account);
		await door.submit(key, { type: "link", account });
	}

	return {
		link: (key, account) => write(key, account),
		unlink: (key) => write(key, undefined),
		usersOf: async (account) => store.readUsers(account),
		recall: (key, user) =>
			then(store.readLink(user), (account) => {
				if (account !== undefined) return then(door.submit(key, { type: "link", account }), () => {});
			}),
	};
}
