import { type Awaitable, then } from "../awaitable.js";
import type { Conversation } from "../conversation/conversation.js";
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
	/** Brings a link that was made, or undone, elsewhere into a conversation. Returns the conversation as it is then. */
	recall(conversation: Conversation): Awaitable<Conversation>;
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
		recall: (conversation) =>
			then(store.readLink(conversation.user.id), (account) => {
				if (account === conversation.user.account) return conversation;
				const linking = door.submit(conversation.key, { type: "link", account });
				return then(linking, (answer) => answer.conversation ?? conversation);
			}),
	};
}
