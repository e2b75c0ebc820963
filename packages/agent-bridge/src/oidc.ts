import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { BatonError } from "@baton/core";
import * as openId from "openid-client";
import { z } from "zod";
import { readSigned, writeSigned } from "./bridge/signed.js";
import { redirect, respondText } from "./server/respond.js";
import type { Account, SignIn } from "./server/sign-in.js";

/** What the provider says of whoever signed in: verified, and still anybody's guess in its form. */
export type Claims = Readonly<Record<string, unknown>> & { readonly sub: string };

export interface OpenIdOptions {
	/** The provider, for instance `https://login.example.com`. */
	readonly issuer: string;
	readonly clientId: string;
	readonly clientSecret?: string | undefined;
	/** The console's sign-in address, as it is registered there: `https://bot.example.com/console/sign-in`. */
	readonly redirectUri: string;
	/** Default: `openid profile`. */
	readonly scope?: string | undefined;
	/** Who it is and what they may do; `undefined` for whoever may not sign in. */
	readonly account: (claims: Claims) => Account | undefined;
	/** Takes a provider without TLS: for development and tests. */
	readonly allowHttp?: boolean | undefined;
	/** Told why a sign-in failed: the person is only told that it did. */
	readonly onError?: ((error: unknown) => void) | undefined;
}

/** What a browser brings back from the provider is held against this. */
const flow = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), until: z.number() });
type Flow = z.infer<typeof flow>;

const cookieName = "baton_sign_in";
const flowMs = 10 * 60_000;

/**
 * Signs people in to the console with OpenID Connect: authorization code with PKCE, state and nonce; the id token's
 * signature, issuer, audience and time are checked.
 *
 * ```ts
 * console: { appId: "console", signIn: openIdSignIn({ issuer, clientId, clientSecret, redirectUri, account }) }
 * ```
 */
export function openIdSignIn(options: OpenIdOptions): SignIn {
	const { redirectUri, account, onError = () => {} } = options;
	const key = options.clientSecret ?? randomBytes(32).toString("base64url");
	let known: Promise<openId.Configuration> | undefined;

	/** Asked for once; again, if that failed. */
	function configuration(): Promise<openId.Configuration> {
		known ??= discover(options).catch((error: unknown) => {
			known = undefined;
			throw error;
		});
		return known;
	}

	return async (request, response) => {
		const { searchParams, search } = new URL(request.url ?? "", redirectUri);
		const isBack = searchParams.has("code") || searchParams.has("error") || searchParams.has("state");
		try {
			if (!isBack) return await sendAway(await configuration(), response, { options, key });
			const begun = readFlow(key, request);
			response.setHeader("Set-Cookie", flowCookie(redirectUri, "", 0));
			const claims = await claimsOf(await configuration(), new URL(search, redirectUri), begun);
			const found = account(claims);
			if (found === undefined) respondText(response, 403, "You may not sign in here: ask whoever runs it");
			return found;
		} catch (error) {
			onError(error);
			respondText(response, 401, "You could not be signed in: try again from the beginning");
			return undefined;
		}
	};
}

async function discover({
	issuer,
	clientId,
	clientSecret,
	allowHttp = false,
}: OpenIdOptions): Promise<openId.Configuration> {
	const execute = [openId.enableNonRepudiationChecks, ...(allowHttp ? [openId.allowInsecureRequests] : [])];
	return openId.discovery(new URL(issuer), clientId, clientSecret, undefined, { execute });
}

async function sendAway(
	configuration: openId.Configuration,
	response: ServerResponse,
	{ options, key }: { readonly options: OpenIdOptions; readonly key: string },
): Promise<undefined> {
	const { redirectUri, scope = "openid profile" } = options;
	const [state, nonce, verifier] = [
		openId.randomState(),
		openId.randomNonce(),
		openId.randomPKCECodeVerifier(),
	];
	const address = openId.buildAuthorizationUrl(configuration, {
		...{ redirect_uri: redirectUri, scope, state, nonce, response_type: "code" },
		code_challenge: await openId.calculatePKCECodeChallenge(verifier),
		code_challenge_method: "S256",
	});
	const begun: Flow = { state, nonce, verifier, until: Date.now() + flowMs };
	const cookie = flowCookie(redirectUri, writeSigned(key, "openid", begun), flowMs);
	redirect(response, address.href, { "Set-Cookie": cookie });
	return undefined;
}

/** Of this browser: nobody else's can be finished with it. */
function readFlow(key: string, { headers: { cookie = "" } }: IncomingMessage): Flow {
	const pair = cookie.split(";").find((one) => one.trim().startsWith(`${cookieName}=`));
	const { data } = flow.safeParse(readSigned(key, "openid", pair?.trim().slice(cookieName.length + 1) ?? ""));
	if (data !== undefined && Date.now() < data.until) return data;
	throw new BatonError(
		"sign-in-not-begun",
		"Cannot finish the sign-in: this browser has not begun it here, or too long ago; begin anew",
	);
}

async function claimsOf(
	configuration: openId.Configuration,
	address: URL,
	{ state, nonce, verifier }: Flow,
): Promise<Claims> {
	const tokens = await openId.authorizationCodeGrant(configuration, address, {
		pkceCodeVerifier: verifier,
		expectedState: state,
		expectedNonce: nonce,
		idTokenExpected: true,
	});
	const claims = tokens.claims();
	if (claims !== undefined) return claims;
	throw new BatonError(
		"no-id-token",
		"Cannot sign in: the provider gave no id token, ask for the scope openid",
	);
}

/** Lax: the browser comes back from another site, and is to bring it along. */
function flowCookie(redirectUri: string, value: string, forMs: number): string {
	const { pathname, protocol } = new URL(redirectUri);
	const secure = protocol === "https:" ? "; Secure" : "";
	return `${cookieName}=${value}; Path=${pathname}; Max-Age=${forMs / 1000}; HttpOnly; SameSite=Lax${secure}`;
}
