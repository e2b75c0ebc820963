import type { AccountId, UserId } from "../../conversation/participants.js";
import { keyOf } from "./keyspace.js";
import type { Part, Parts } from "./parts.js";
import { textOf, texts } from "./replies.js";

/**
 * A user and their account are in two partitions. The user's own link is what counts; the account's list of users
 * is filled before it and emptied after it, and whoever is in it counts only if their link leads back.
 */
export function linksOf({ link, keyspace }: Parts): Part<"readLink" | "writeLink" | "readUsers"> {
	const linkKey = (user: UserId): string => keyOf(keyspace.placeOf(user), "u");
	const usersKey = (account: AccountId): string => keyOf(keyspace.placeOf(account), "v");

	async function readLink(user: UserId): Promise<AccountId | undefined> {
		const key = linkKey(user);
		return textOf(await link.read(key, ["GET", key])) as AccountId | undefined;
	}

	async function list(account: AccountId, user: UserId): Promise<void> {
		await link.write(usersKey(account), ["SADD", usersKey(account), user]);
	}

	/** Whoever links the user anew meanwhile has listed them before: then they are listed again. */
	async function unlist(account: AccountId, user: UserId): Promise<void> {
		await link.write(usersKey(account), ["SREM", usersKey(account), user]);
		if ((await readLink(user)) === account) await list(account, user);
	}

	return {
		readLink,
		async writeLink(user, account) {
			if (account !== undefined) await list(account, user);
			const key = linkKey(user);
			const command = account === undefined ? ["GETDEL", key] : ["SET", key, account, "GET"];
			const before = textOf(await link.write(key, command)) as AccountId | undefined;
			if (account !== undefined) await list(account, user);
			if (before !== undefined && before !== account) await unlist(before, user);
		},
		async readUsers(account) {
			const key = usersKey(account);
			const users = texts(await link.read(key, ["SMEMBERS", key])) as UserId[];
			const accounts = await Promise.all(users.map(readLink));
			return users.filter((_, index) => accounts[index] === account);
		},
	};
}
