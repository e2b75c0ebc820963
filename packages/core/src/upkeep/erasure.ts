import type { AppId } from "../control/control.js";
import { nothingErased, sumErased } from "../conversation/erased.js";
import type { ConversationKey } from "../conversation/key.js";
import type { App, BotId, UserId } from "../conversation/participants.js";
import type { Signal } from "../conversation/signal.js";
import type { Spool, Spooled } from "../conversation/spool.js";
import type { Erased, Store } from "../conversation/store.js";
import { type AuditOptions, keepAnonymous } from "./audit-upkeep.js";

/** Who is erased: a person by their id, or by one of their conversations. */
export type Whom = { readonly user: UserId } | { readonly conversation: ConversationKey };

/** What was removed, and what is out of reach: an operator's answer to whoever asked for it. */
export interface Erasure {
	readonly conversations: readonly ConversationKey[];
	readonly removed: Erased;
	/** Where something may still be found, and until when. */
	readonly remains: readonly string[];
}

export interface ErasureOptions {
	readonly store: Store;
	readonly apps: ReadonlyMap<AppId, App>;
	readonly spool: Spool | undefined;
	readonly send: (signal: Signal) => void;
	readonly audit: AuditOptions | undefined;
}

/**
 * Removes every trace of a person: all their conversations with whatever hangs on them, their link to an account, and
 * what is known of them. Desks are told that the conversations are gone. What the person writes from then on begins
 * anew; what a platform repeats of before is not heard.
 */
export function createErasure({
	store,
	apps,
	spool,
	send,
	audit,
}: ErasureOptions): (whom: Whom) => Promise<Erasure> {
	async function eraseConversation(key: ConversationKey): Promise<Erased> {
		const { conversation } = await store.load(key);
		const erased = await store.erase(key);
		if (conversation !== undefined) tellErased(apps, send, conversation);
		return erased;
	}

	async function userOf(whom: Whom): Promise<UserId | undefined> {
		if ("user" in whom) return whom.user;
		return (await store.load(whom.conversation)).conversation?.user.id;
	}

	/** The conversation by which the person is found goes last, so that they can be found again if this fails midway. */
	return async (whom) => {
		const user = await userOf(whom);
		const named = "conversation" in whom ? [whom.conversation] : [];
		const theirs = user === undefined ? [] : await store.readConversationsOf(user);
		const others = theirs.filter((key) => !named.includes(key));
		const conversations = [...others, ...named];
		const removed: Erased[] = [];
		if (audit?.keepErased === true) await keepAnonymous(store, conversations);
		for (const key of others) removed.push(await eraseConversation(key));
		if (user !== undefined) removed.push(await store.eraseUser(user));
		if (spool !== undefined) removed.push(await eraseSpooled(spool, conversations, user));
		for (const key of named) removed.push(await eraseConversation(key));
		return {
			conversations,
			removed: removed.reduce(sumErased, nothingErased),
			remains: [...(store.residue ?? []), ...(spool === undefined ? [] : [inSpool]), ...elsewhere],
		};
	};
}

/** All apps of the bot, since any of them may have something of the conversation at hand. */
export function tellErased(
	apps: ReadonlyMap<AppId, App>,
	send: (signal: Signal) => void,
	{ key, bot }: { readonly key: ConversationKey; readonly bot: BotId },
): void {
	const to = [...apps.values()].filter(({ bots }) => bots.includes(bot)).map(({ id }) => id);
	send({ type: "erased", key, bot, to });
}

/** What the person said while the store was away and is still to be heard, or never will be. */
async function eraseSpooled(
	spool: Spool,
	conversations: readonly ConversationKey[],
	user: UserId | undefined,
): Promise<Erased> {
	const everything = Number.MAX_SAFE_INTEGER;
	const isTheirs = ({ key, command }: Spooled): boolean =>
		conversations.includes(key) || command.opening.user.id === user;
	const waiting = spool.readKeys(everything).flatMap((key) => spool.read(key, everything));
	const theirs = [...waiting, ...spool.readAside(everything)].filter(isTheirs);
	for (const item of theirs) await spool.remove([item]);
	return { ...nothingErased, entries: theirs.length };
}

const inSpool = "Pages of the spool's file that are free again, until they are reused";

const elsewhere = [
	"What the bot and its host keep of their own, as their conversation state and logs",
	"The memory of processes that heard or told of them lately, until it is used for others or they restart",
	"What channels and desks keep: the conversation on the platform, and what a desk's own system has stored",
] as const;
