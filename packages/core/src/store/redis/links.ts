import type { AccountId, UserId } from "../../conversation/participants.js";
import { keyOf } from "./keyspace.js";
import type { Part, Parts } from "./parts.js";
import { textOf, texts } from "./replies.js";

/**
 * A user and their account are in two partitions. The user's own link is what counts; the account's list of users
 * is filled before it and emptied after it, and whoever is in it counts only if their link leads back.
 */
export function linksOf({ link, keyspace, veil }: Parts): Part<"readLink" | "writeLink" | "readUsers"> {
	const linkKey = (user: UserId): string => keyOf(keyspace.placeOf(user), "u");
	const usersKey = (account: AccountId): string => keyOf(keyspace.placeOf(account), "v");

	const hide = (user: UserId): string => veil.hide(user, "user");

	function accountIn(key: string, reply: unknown): AccountId | undefined {
		const kept = textOf(reply);
		return kept === undefined ? undefined : (veil.open(kept, key) as AccountId);
	}

	async function readLink(user: UserId): Promise<AccountId | undefined> {
		const key = linkKey(user);
		return accountIn(key, await link.read(key, ["GET", key]));
	}

	async function list(account: AccountId, user: UserId): Promise<void> {
		await link.write(usersKey(account), ["SADD", usersKey(account), hide(user)]);
	}

	/** Whoever links the user anew meanwhile has listed them before: then they are listed again. */
	async function unlist(account: AccountId, user: UserId): Promise<void> {
		await link.write(usersKey(account), ["SREM", usersKey(account), hide(user)]);
		if ((await readLink(user)) === account) await list(account, user);
	}

	return {
		readLink,
		async writeLink(user, account) {
			if (account !== undefined) await list(account, user);
			const key = linkKey(user);
			const command = account === undefined ? ["GETDEL", key] : ["SET", key, veil.seal(account, key), "GET"];
			const before = accountIn(key, await link.write(key, command));
			if (account !== undefined) await list(account, user);
			if (before !== undefined && before !== account) await unlist(before, user);
		},
		async readUsers(account) {
			const key = usersKey(account);
			const members = texts(await link.read(key, ["SMEMBERS", key]));
			const users = members.map((member) => veil.reveal(member, "user") as UserId);
			const accounts = await Promise.all(users.map(readLink));
			return users.filter((_, index) => accounts[index] === account);
		},
	};
}
