import { type Clock, systemClock } from "@baton/core";
import { BatonError } from "@baton/core/error";
import { importPKCS8, SignJWT } from "jose";
import { z } from "zod";

/** The account in whose name messages are sent: what its key file says under `client_email` and so on. */
export interface ServiceAccount {
	readonly clientEmail: string;
	/** PKCS #8, as it is in the key file. */
	readonly privateKey: string;
	/** Default: `https://oauth2.googleapis.com/token`. */
	readonly tokenUrl?: string | undefined;
}

export interface TokensOptions {
	readonly serviceAccount: ServiceAccount;
	readonly clock?: Clock | undefined;
	/** A request takes at most this long, in milliseconds. */
	readonly withinMs: number;
}

/** Access tokens of a service account: https://developers.google.com/identity/protocols/oauth2/service-account */
export interface Tokens {
	/**
	 * @throws BatonError `token-refused` if the account is not let in, `token-unavailable` if it cannot be said now
	 */
	current(): Promise<string>;
	/** The API took this one for no good: the next one is asked for anew. */
	discard(token: string): void;
}

export const scope = "https://www.googleapis.com/auth/businessmessages";
export const grantType = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const defaultTokenUrl = "https://oauth2.googleapis.com/token";
/** Google takes none that is asked for longer, in seconds. */
const assertionForS = 3600;
/** How long before it lapses a token is renewed, so that nobody has to wait for the next. */
const renewBeforeMs = 300_000;
/** A token that is given for less than that is renewed after half of its time. */
const renewAfterShare = 0.5;

const granted = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

interface Held {
	readonly token: string;
	/** When it is time for the next, and when it lapses: epoch milliseconds. */
	readonly renewAt: number;
	readonly until: number;
}

/** Keeps one token, renews it before it lapses, and asks for one at a time. */
export function createTokens({ serviceAccount, clock = systemClock, withinMs }: TokensOptions): Tokens {
	let held: Held | undefined;
	let renewing: Promise<Held> | undefined;

	function renew(): Promise<Held> {
		renewing ??= request(serviceAccount, clock, withinMs)
			.then((next) => {
				held = next;
				return next;
			})
			.finally(() => {
				renewing = undefined;
			});
		return renewing;
	}

	return {
		async current() {
			const now = clock.now();
			if (held === undefined || held.until <= now) return (await renew()).token;
			// Whoever needs it once this one has lapsed hears why it could not be renewed.
			if (held.renewAt <= now) renew().catch(() => {});
			return held.token;
		},
		discard(token) {
			if (held?.token === token) held = undefined;
		},
	};
}

async function request(account: ServiceAccount, clock: Clock, withinMs: number): Promise<Held> {
	const { tokenUrl = defaultTokenUrl } = account;
	const now = clock.now();
	const assertion = await sign(account, tokenUrl, now);
	const response = await fetch(tokenUrl, {
		method: "POST",
		body: new URLSearchParams({ grant_type: grantType, assertion }),
		signal: AbortSignal.timeout(withinMs),
		redirect: "error",
	}).catch((cause: unknown) => {
		throw unavailable(tokenUrl, "it did not answer", cause);
	});
	const { status } = response;
	const body: unknown = await response.json().catch(() => undefined);
	if (refusals.has(status)) throw refused(account, status, body);
	const { data } = granted.safeParse(body);
	if (data === undefined) throw unavailable(tokenUrl, `it answered ${status} without a token`, undefined);
	const forMs = data.expires_in * 1000;
	const renewAt = now + Math.max(forMs - renewBeforeMs, forMs * renewAfterShare);
	return { token: data.access_token, renewAt, until: now + forMs };
}

/** As OAuth answers who is not let in. Anything else may be somebody in between, and pass. */
const refusals: ReadonlySet<number> = new Set([400, 401, 403]);

async function sign(account: ServiceAccount, audience: string, now: number): Promise<string> {
	const issuedAt = Math.floor(now / 1000);
	try {
		return await new SignJWT({ scope })
			.setProtectedHeader({ alg: "RS256", typ: "JWT" })
			.setIssuer(account.clientEmail)
			.setAudience(audience)
			.setIssuedAt(issuedAt)
			.setExpirationTime(issuedAt + assertionForS)
			.sign(await importPKCS8(account.privateKey, "RS256"));
	} catch (cause) {
		throw new BatonError(
			"token-refused",
			`Cannot sign in as ${account.clientEmail}: its private key cannot be read, give it in PKCS #8 as it is in the account's key file`,
			{ cause },
		);
	}
}

function refused({ clientEmail }: ServiceAccount, status: number, body: unknown): BatonError {
	return new BatonError(
		"token-refused",
		`Cannot sign in as ${clientEmail}, check the service account and its key: the token endpoint answered ${status} ${JSON.stringify(body)}`,
	);
}

function unavailable(tokenUrl: string, why: string, cause: unknown): BatonError {
	return new BatonError("token-unavailable", `Cannot sign in at ${tokenUrl} now, try again later: ${why}`, {
		cause,
	});
}
