import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Awaitable, Clock } from "@baton/core";
import { z } from "zod";
import { readSigned, writeSigned } from "../bridge/signed.js";
import { ids, person, role } from "../protocol/parts.js";

const account = z.object({
	person,
	role: role.default("agent"),
	/** All that the console is registered for, if absent. */
	botIds: z.array(ids.bot).readonly().optional(),
});

/** Who signs in, and what they may do. */
export type Account = Readonly<z.input<typeof account>>;
export type SignedIn = Readonly<z.output<typeof account>>;

/**
 * Says who sends a request to `sign-in`: from a header that a proxy sets, or with a provider. To send people
 * to a provider, answer the request and return `undefined`; the provider sends them back to the same address.
 */
export type SignIn = (request: IncomingMessage, response: ServerResponse) => Awaitable<Account | undefined>;

const session = account.extend({ until: z.number() });

const cookieName = "baton_session";
const twelveHoursMs = 12 * 3_600_000;
const linkMs = 15 * 60_000;

export interface SignInDesk {
	/** For how long a session is good. */
	readonly sessionMs: number;
	/** A key that signs this person in once, soon. */
	issueKey(given: Account): string;
	redeemKey(key: string): SignedIn | undefined;
	/** With what is not given filled in. @throws ZodError where the host's hook gave something else */
	accountOf(given: Account): SignedIn;
	/** The value of a cookie that keeps a person signed in. */
	writeSession(given: Account): string;
	readSession(request: IncomingMessage): SignedIn | undefined;
}

export function signInDesk(signingKey: string, clock: Clock, sessionMs = twelveHoursMs): SignInDesk {
	const keys = new Map<string, { readonly signedIn: SignedIn; readonly until: number }>();
	return {
		sessionMs,
		issueKey(given) {
			const key = randomBytes(24).toString("base64url");
			keys.set(key, { signedIn: account.parse(given), until: clock.now() + linkMs });
			return key;
		},
		redeemKey(key) {
			const found = keys.get(key);
			keys.delete(key);
			return found !== undefined && clock.now() < found.until ? found.signedIn : undefined;
		},
		accountOf: (given) => account.parse(given),
		writeSession: (given) =>
			writeSigned(signingKey, "session", { ...account.parse(given), until: clock.now() + sessionMs }),
		readSession(request) {
			const { success, data } = session.safeParse(readSigned(signingKey, "session", cookieOf(request)));
			return success && clock.now() < data.until ? data : undefined;
		},
	};
}

function cookieOf({ headers: { cookie = "" } }: IncomingMessage): string {
	const pairs = cookie.split(";").map((pair) => pair.trim());
	return pairs.find((pair) => pair.startsWith(`${cookieName}=`))?.slice(cookieName.length + 1) ?? "";
}

/** The header that keeps, or with an empty value ends, a session. Scripts never see it, other sites never send it. */
export function sessionCookie(
	request: IncomingMessage,
	path: string,
	value: string,
	maxAgeMs = twelveHoursMs,
): string {
	const age = value === "" ? 0 : maxAgeMs / 1000;
	const secure = isSecure(request) ? "; Secure" : "";
	return `${cookieName}=${value}; Path=${path}; Max-Age=${age}; HttpOnly; SameSite=Strict${secure}`;
}

function isSecure({ socket, headers }: IncomingMessage): boolean {
	return "encrypted" in socket || headers["x-forwarded-proto"] === "https";
}
