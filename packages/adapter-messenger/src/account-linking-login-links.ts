import { createHmac, randomBytes } from "node:crypto";
import {
	BatonError,
	type Clock,
	type ConversationKey,
	type Handoff,
	parseConversationKey,
} from "@baton/core";
import { constantTimeEqual } from "@baton/core/http";

/**
 * Links that log a person in on the business's own site from the conversation: signed, good once, for minutes.
 * They tell nothing about the person, and nobody without one gets in.
 */
export interface LoginLinks {
	/**
	 * The address with a token in its query.
	 *
	 * @param forMs how long it is good, at most an hour; default 10 minutes
	 * @throws BatonError `bad-login-link` if the address is not one of https, or of the own machine
	 */
	create(key: ConversationKey, address: string, forMs?: number): Promise<string>;
	/**
	 * Who came by the link, once.
	 *
	 * @param link the address that was opened, or the token in it
	 * @throws BatonError `login-link-refused` if it is not ours, was used, or is too old
	 */
	redeem(link: string): Promise<ConversationKey>;
}

export interface LoginLinkOptions {
	readonly secret: string;
	readonly handoff: () => Pick<Handoff, "store"> & { readonly clock: Pick<Clock, "now"> };
}

const parameter = "baton_login";
const defaultMs = 10 * 60 * 1000;
const longestMs = 60 * 60 * 1000;

export function createLoginLinks({ secret, handoff }: LoginLinkOptions): LoginLinks {
	const sign = (what: string): string =>
		createHmac("sha256", secret).update(`login-link:${what}`).digest("base64url");

	return {
		async create(key, address, forMs = defaultMs) {
			const url = addressOf(address);
			const { store, clock } = handoff();
			const lasts = Math.min(forMs, longestMs);
			const what = `${randomBytes(18).toString("base64url")}.${Math.ceil(clock.now() + lasts)}`;
			await store.writeFact(factOf(what), key, lasts);
			url.searchParams.set(parameter, `${what}.${sign(what)}`);
			return url.href;
		},
		async redeem(link) {
			const token = URL.canParse(link) ? (new URL(link).searchParams.get(parameter) ?? "") : link;
			const end = token.lastIndexOf(".");
			const what = token.slice(0, Math.max(end, 0));
			if (!constantTimeEqual(token.slice(end + 1), sign(what))) throw refused("it was not made here");
			const { store, clock } = handoff();
			if (Number(what.split(".")[1]) <= clock.now()) throw refused("it is too old");
			const key = await store.readFact(factOf(what));
			if (key === undefined) throw refused("it was used, or is too old");
			const mine = randomBytes(9).toString("base64url");
			if ((await store.claimFact(`${factOf(what)}:used`, mine, longestMs)) !== mine)
				throw refused("it was used");
			await store.writeFact(factOf(what), undefined, 0);
			return parseConversationKey(key).key;
		},
	};
}

function addressOf(address: string): URL {
	const url = URL.canParse(address) ? new URL(address) : undefined;
	const isOwn = url?.hostname === "localhost" || url?.hostname === "127.0.0.1";
	if (url !== undefined && (url.protocol === "https:" || (url.protocol === "http:" && isOwn))) return url;
	throw new BatonError(
		"bad-login-link",
		`Cannot make a login link to ${JSON.stringify(address)}: whoever reads it on the way gets in, use https`,
	);
}

function refused(why: string): BatonError {
	return new BatonError(
		"login-link-refused",
		`Cannot log in with this link: ${why}, send the person a new one`,
	);
}

function factOf(what: string): string {
	return `messenger:login:${what}`;
}
