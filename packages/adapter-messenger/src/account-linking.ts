import { randomBytes } from "node:crypto";
import {
	type AccountId,
	type ActivityLike,
	BatonError,
	type ConversationKey,
	type Handoff,
	type Logger,
	parseConversationKey,
} from "@baton/core";
import { z } from "zod";
import { callbackOf } from "./account-linking-callback.js";
import { factOfPerson, isNewest } from "./facts.js";
import type { GraphApi } from "./graph-api.js";
import { type EventOf, id } from "./wire.js";

/** The button that opens the login page. It has no title of its own. */
export interface AccountLinkButton {
	readonly type: "account_link";
	readonly url: string;
}

/** What Messenger opened the login page with: the query of its request. */
export interface LoginRequest {
	/** The page of the business. */
	readonly page: string;
	/** `redirect_uri`. */
	readonly redirectUri: string;
	/** `account_linking_token`: good for five minutes, and for one person. */
	readonly token: string;
}

/**
 * Links the person in Messenger to the business's own account. Bot and desk see it from then on, as
 * `handoff.accounts`.
 *
 * https://developers.facebook.com/docs/messenger-platform/identity/account-linking
 */
export interface AccountLinking {
	/**
	 * The person has logged in on the business's own page: where to redirect their browser. The link is made when
	 * Messenger tells of it.
	 *
	 * @throws BatonError `bad-redirect` if `redirectUri` is not Messenger's, `linking-expired` if the token is not
	 * good any more, `not-connected`
	 */
	complete(request: LoginRequest, account: AccountId | string): Promise<string>;
	/**
	 * The person did not log in: where to redirect their browser.
	 *
	 * @throws BatonError `bad-redirect`
	 */
	refuse(request: Pick<LoginRequest, "redirectUri">): string;
}

/** `login` is the address of the business's own login page. */
export function accountLinkButton(login: string): AccountLinkButton {
	return { type: "account_link", url: login };
}

/** The words above the button, and the button. */
export function accountLinkMessage(text: string, login: string): ActivityLike {
	return buttonMessage(text, accountLinkButton(login));
}

/** Shows a button with which the person undoes the link. */
export function accountUnlinkMessage(text: string): ActivityLike {
	return buttonMessage(text, { type: "account_unlink" });
}

function buttonMessage(text: string, button: object): ActivityLike {
	const payload = { template_type: "button", text, buttons: [button] };
	return { type: "message", channelData: { attachment: { type: "template", payload } } };
}

/** Messenger's own token is good for five minutes; its webhook may be late. */
const codeForMs = 15 * 60 * 1000;

export interface AccountLinkingOptions {
	readonly graph: GraphApi;
	/** The base address of the Graph API, where it is not Meta's. */
	readonly api: string | undefined;
	readonly handoff: () => Pick<Handoff, "store">;
}

export function createAccountLinking({ graph, api, handoff }: AccountLinkingOptions): AccountLinking {
	return {
		async complete({ page, redirectUri, token }, account) {
			const callback = callbackOf(redirectUri, api);
			const { store } = handoff();
			const person = await personOf(graph, page, token);
			const code = randomBytes(24).toString("base64url");
			await store.writeFact(factOf(code), JSON.stringify({ page, person, account }), codeForMs);
			callback.search += `${callback.search === "" ? "?" : "&"}authorization_code=${code}`;
			return callback.href;
		},
		refuse: ({ redirectUri }) => callbackOf(redirectUri, api).href,
	};
}

/** Whose token it is: a code is good for that person alone, whoever brings it. */
async function personOf(graph: GraphApi, page: string, token: string): Promise<string> {
	const query = { fields: "recipient", account_linking_token: token };
	const result = await graph.call({ page, method: "GET", path: "me", query });
	const { data } = z.object({ recipient: id }).safeParse(result.isOk ? result.body : undefined);
	if (data !== undefined) return data.recipient;
	throw new BatonError(
		"linking-expired",
		"Cannot link the account: Messenger does not know the token any more, let the person press the button again",
		{ cause: result.isOk ? undefined : result.error },
	);
}

/** Messenger told of a link that was made or undone. */
export type TakeLink = (event: EventOf<"account_linking">, key: ConversationKey) => Promise<void>;

const granted = z.object({ page: z.string(), person: z.string(), account: z.string() });

export function createLinkTaker(
	{ store, accounts }: Pick<Handoff, "store" | "accounts">,
	logger: Logger,
): TakeLink {
	return async ({ id: event, at, content }, key) => {
		if (!(await isNewest(store, factOfPerson(key, "linked-at"), at))) return;
		if (content.status === "unlinked") return accounts.unlink(key);
		const account = await accountBehind(content.authorization_code ?? "", event, key);
		if (account !== undefined) await accounts.link(key, account);
	};

	/** A code of a team's own login page is the team's own business. */
	async function accountBehind(
		code: string,
		event: string,
		key: ConversationKey,
	): Promise<AccountId | undefined> {
		const { business, conversation } = parseConversationKey(key);
		const fact = await store.readFact(factOf(code));
		if (fact === undefined) return undefined;
		const { page, person, account } = granted.parse(JSON.parse(fact));
		const isTheirs = page === business && person === conversation;
		const isFirst = isTheirs && (await store.claimFact(`${factOf(code)}:used`, event, codeForMs)) === event;
		if (isFirst) return account as AccountId;
		logger.warn("messenger-linking-code-refused", { key, why: isTheirs ? "used" : "of-another-person" });
		return undefined;
	}
}

function factOf(code: string): string {
	return `messenger:linking:${code}`;
}
