import type { AppId } from "../control/control.js";
import type { ConversationKey } from "../conversation/key.js";
import type { AccountId, UserId } from "../conversation/participants.js";
import { type Condition, type Disk, type Operation, type Plan, put } from "./disk.js";
import { accountKey, cursorKey, newsKey, presenceKey, stateKey, userKey, usersOf } from "./disk-key.js";

export function planAcknowledge(
	disk: Disk,
	app: AppId,
	{ key, position }: { readonly key: ConversationKey; readonly position: number },
): Plan<undefined> {
	const state = disk.get(stateKey(key));
	if (state === undefined) return { answer: undefined };
	const cursor = disk.get(cursorKey(app, key));
	const news = disk.get(newsKey(app, key));
	const conditions: Condition[] = [{ key: stateKey(key), version: state.version }];
	const operations: Operation[] = [];
	if (position > (cursor?.value ?? 0)) {
		conditions.push({ key: cursorKey(app, key), version: cursor?.version });
		operations.push(put(cursorKey(app, key), position, (cursor?.version ?? 0) + 1));
	}
	if (news !== undefined && news.value.position <= position) {
		conditions.push({ key: news.key, version: news.version });
		operations.push({ remove: news.key });
	}
	return operations.length === 0
		? { answer: undefined }
		: { batch: { conditions, operations }, answer: undefined };
}

/** Whoever writes last knows best: there is nothing to merge. */
export function planPresence(disk: Disk, app: AppId, until: number): Plan<undefined> {
	const row = disk.get(presenceKey(app));
	const operations = [put(presenceKey(app), until, (row?.version ?? 0) + 1)];
	return {
		batch: { conditions: [{ key: presenceKey(app), version: row?.version }], operations },
		answer: undefined,
	};
}

export function planLink(disk: Disk, user: UserId, account: AccountId | undefined): Plan<undefined> {
	const row = disk.get(accountKey(user));
	if (row?.value === account) return { answer: undefined };
	const operations: Operation[] = row === undefined ? [] : [{ remove: userKey(row.value, user) }];
	if (account === undefined) operations.push({ remove: accountKey(user) });
	else
		operations.push(
			put(accountKey(user), account, (row?.version ?? 0) + 1),
			put(userKey(account, user), user, 1),
		);
	return {
		batch: { conditions: [{ key: accountKey(user), version: row?.version }], operations },
		answer: undefined,
	};
}

/** A user counts only if the link still leads back. */
export function readLinked(disk: Disk, account: AccountId): readonly UserId[] {
	const users = disk.range(usersOf(account)).map(({ value }) => value);
	return users.filter((user) => disk.get(accountKey(user))?.value === account);
}
