import { randomBytes } from "node:crypto";
import type { GraphCall } from "./graph-call.js";
import type { JsonObject } from "./json.js";
import { refusal } from "./platform-errors.js";
import { platformTimes } from "./platform-limits.js";
import { between, tellAll } from "./routing.js";
import type { Person } from "./state.js";
import type { World } from "./world.js";

/** https://developers.facebook.com/documentation/business-messaging/messenger-platform/identity/account-linking */
export interface AccountLinking {
	/** Where the button of type `account_link` leads the person, with a token of 5 minutes. */
	begin(person: Person, url: string): string;
	/** The page of the business sent the person back: with a code, or without one if the sign-in failed. */
	finish(query: URLSearchParams): boolean;
	unlink(person: Person): void;
	/** `GET /me?fields=recipient&account_linking_token=…` */
	readRecipient(call: GraphCall): JsonObject;
}

export function createAccountLinking(world: World, addressOf: () => string): AccountLinking {
	const tokens = new Map<string, { readonly person: Person; readonly until: number }>();

	function personOf(token: unknown): Person | undefined {
		const known = typeof token === "string" ? tokens.get(token) : undefined;
		return known !== undefined && known.until > world.clock.now() ? known.person : undefined;
	}

	function tellLinking(person: Person, account_linking: JsonObject): void {
		const event = between(world, person, "person", { account_linking });
		tellAll(world, person, "messaging_account_linking", event);
		world.changed(person);
	}

	return {
		begin(person, url) {
			const token = randomBytes(24).toString("base64url");
			tokens.set(token, { person, until: world.clock.now() + platformTimes.accountLinkingToken });
			const target = new URL(url);
			target.searchParams.set("account_linking_token", token);
			target.searchParams.set(
				"redirect_uri",
				`${addressOf()}/account_linking/?account_linking_token=${token}`,
			);
			return target.href;
		},
		finish(query) {
			const token = query.get("account_linking_token") ?? "";
			const person = personOf(token);
			tokens.delete(token);
			const code = query.get("authorization_code");
			if (person === undefined || code === null) return false;
			person.isLinked = true;
			tellLinking(person, { status: "linked", authorization_code: code });
			return true;
		},
		unlink(person) {
			if (!person.isLinked) return;
			person.isLinked = false;
			tellLinking(person, { status: "unlinked" });
		},
		readRecipient({ page, parameters }) {
			const person = personOf(parameters.account_linking_token);
			if (person?.page !== page) throw refusal("bad-linking-token");
			return { id: page.id, recipient: person.id };
		},
	};
}
