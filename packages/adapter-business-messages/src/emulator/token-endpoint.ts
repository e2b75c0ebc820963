import { randomUUID } from "node:crypto";
import type { Clock } from "@baton/core";
import { importSPKI, jwtVerify } from "jose";
import { grantType, scope } from "../tokens.js";

export interface TokenEndpointOptions {
	/** PEM, by the account's address. */
	readonly publicKeys: Readonly<Record<string, string>>;
	readonly clock: Clock;
	/** How long a token is good for. */
	readonly tokenForS: number;
}

export interface TokenEndpoint {
	/** Answers a form. @param audience the endpoint's own address */
	grant(form: URLSearchParams, audience: string): Promise<TokenAnswer>;
	isGood(token: string): boolean;
	/** How many there were. */
	given(): number;
	/** Takes back every token that was given. */
	revoke(): void;
}

interface TokenAnswer {
	readonly status: number;
	readonly body: object;
}

/** Google asks for no more, in seconds. */
const longestAssertionS = 3600;

/** Gives access tokens for assertions that a service account has signed (RFC 7523). */
export function createTokenEndpoint({ publicKeys, clock, tokenForS }: TokenEndpointOptions): TokenEndpoint {
	/** Until when each is good, epoch milliseconds. */
	const good = new Map<string, number>();
	let given = 0;

	async function check(assertion: string, audience: string): Promise<string | undefined> {
		const issuer = issuerOf(assertion);
		const key = publicKeys[issuer];
		if (key === undefined) return "Invalid issuer";
		const currentDate = new Date(clock.now());
		const { payload } = await jwtVerify(assertion, await importSPKI(key, "RS256"), { audience, currentDate });
		const { iat = 0, exp = Number.POSITIVE_INFINITY } = payload;
		if (exp - iat > longestAssertionS) return "The assertion is good for too long";
		return payload.scope === scope ? undefined : "Invalid scope";
	}

	return {
		async grant(form, audience) {
			if (form.get("grant_type") !== grantType)
				return { status: 400, body: { error: "unsupported_grant_type" } };
			const problem = await check(form.get("assertion") ?? "", audience).catch((error: unknown) =>
				String(error),
			);
			if (problem !== undefined)
				return { status: 400, body: { error: "invalid_grant", error_description: problem } };
			const token = `ya29.${randomUUID()}`;
			given += 1;
			good.set(token, clock.now() + tokenForS * 1000);
			return { status: 200, body: { access_token: token, expires_in: tokenForS, token_type: "Bearer" } };
		},
		isGood: (token) => (good.get(token) ?? 0) > clock.now(),
		given: () => given,
		revoke: () => good.clear(),
	};
}

/** Not believed before its signature is checked. */
function issuerOf(assertion: string): string {
	try {
		const { iss }: { iss?: unknown } = JSON.parse(
			Buffer.from(assertion.split(".")[1] ?? "", "base64url").toString(),
		);
		return String(iss);
	} catch {
		return "";
	}
}
