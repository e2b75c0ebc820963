import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createHandoff, type Handoff, silentLogger } from "@baton/core";
import { expect } from "chai";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import Provider from "oidc-provider";
import { type BridgeServer, bridgeServer } from "../src/index.js";
import { type Claims, openIdSignIn } from "../src/oidc.js";

const [clientId, clientSecret] = ["console", "a secret of the console and its provider"];

/** A browser that keeps its cookies by server, and does not follow by itself. */
function browser() {
	const jars = new Map<string, Map<string, string>>();
	return async (address: string, form?: Readonly<Record<string, string>>): Promise<Response> => {
		const { host } = new URL(address);
		const jar = jars.get(host) ?? new Map<string, string>();
		jars.set(host, jar);
		const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
		const body = form === undefined ? {} : { method: "POST", body: new URLSearchParams(form) };
		const response = await fetch(address, { redirect: "manual", headers: { cookie }, ...body });
		for (const line of response.headers.getSetCookie()) {
			const [pair = ""] = line.split(";");
			jar.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
		}
		return response;
	};
}

type Browser = ReturnType<typeof browser>;

/** Where a page sends the browser next. */
const next = (response: Response, from: string): string =>
	new URL(response.headers.get("location") ?? expect.fail(`No redirect: ${response.status}`), from).href;

async function listening(server: Server): Promise<string> {
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return `http://localhost:${(server.address() as AddressInfo).port}`;
}

describe("Sign-in with OpenID Connect", () => {
	let folder: string;
	let handoff: Handoff;
	let server: BridgeServer;
	let web: Server;
	let address: string;
	let provider: Server;
	let issuer: string;
	let problems: unknown[];

	/** The console behind a provider. */
	async function open(answer: (...asked: Parameters<RequestListener>) => unknown): Promise<void> {
		folder = await mkdtemp(join(tmpdir(), "console-"));
		await writeFile(join(folder, "index.html"), "<!doctype html><title>Console</title>");
		problems = [];
		handoff = createHandoff({
			bot: { id: "shop", displayName: "Shop bot" },
			apps: [{ id: "console", kind: "human", displayName: "Console", personal: true }],
			logger: silentLogger,
		});
		provider.on("request", (request, response) => void answer(request, response));
		server = bridgeServer({
			handoff,
			console: {
				appId: "console",
				folder,
				signIn: openIdSignIn({
					...{ issuer, clientId, clientSecret, allowHttp: true },
					redirectUri: `${address}/console/sign-in`,
					account: toAccount,
					onError: (error) => problems.push(error),
				}),
			},
		});
		server.attach(web);
	}

	function toAccount({ sub, role }: Claims) {
		if (sub === "stranger") return undefined;
		const name = sub.charAt(0).toUpperCase() + sub.slice(1);
		return {
			person: { id: sub, displayName: name },
			role: role === "lead" ? "supervisor" : "agent",
		} as const;
	}

	beforeEach(async () => {
		provider = createServer();
		issuer = await listening(provider);
		web = createServer();
		address = await listening(web);
	});

	afterEach(async () => {
		await server.close();
		for (const one of [web, provider]) {
			one.closeAllConnections();
			one.close();
		}
		await handoff.stop();
		await rm(folder, { recursive: true });
	});

	const whoIsIn = async (visit: Browser): Promise<unknown> =>
		(await visit(`${address}/console/ticket`, {})).json();

	describe("at a real provider", () => {
		beforeEach(async () => {
			const real = new Provider(issuer, {
				clients: [
					{
						...{ client_id: clientId, client_secret: clientSecret },
						redirect_uris: [`${address}/console/sign-in`],
					},
				],
				cookies: { keys: ["a key of the provider's cookies"] },
				claims: { openid: ["sub", "role"] },
				conformIdTokenClaims: false,
				findAccount: (_, sub) => ({
					accountId: sub,
					claims: () => ({ sub, role: sub === "mara" ? "lead" : "agent" }),
				}),
			});
			await open(real.callback());
		});

		/** Through the provider's pages, up to the address that brings the browser back. */
		async function goThrough(visit: Browser, login: string): Promise<string> {
			let at = next(await visit(`${address}/console/sign-in`), address);
			for (let step = 0; step < 12; step += 1) {
				const response = await visit(at);
				if (response.status >= 300 && response.status < 400) {
					at = next(response, at);
					if (at.startsWith(`${address}/console/sign-in`)) return at;
					continue;
				}
				const page = await response.text();
				const action = /action="([^"]+)"/.exec(page)?.[1] ?? expect.fail(`No form: ${page.slice(0, 300)}`);
				const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1] ?? "";
				const here = new URL(action, at).href;
				at = next(await visit(here, { prompt, login, password: "any" }), here);
			}
			return expect.fail("The provider never sent the browser back");
		}

		it("signs in whoever the provider knows, with the role of a claim, and out again", async () => {
			const visit = browser();
			const response = await visit(await goThrough(visit, "mara"));

			expect(problems.map(String)).to.deep.equal([]);
			expect(response.headers.get("location")).to.equal("/console/");
			expect(await whoIsIn(visit)).to.deep.include({
				person: { id: "mara", displayName: "Mara" },
				role: "supervisor",
			});
			const records = await handoff.store.readAudit({ limit: 9 });
			expect(records.find(({ what }) => what === "signIn")).to.deep.include({
				outcome: "done",
				role: "supervisor",
			});

			await visit(`${address}/console/sign-out`, {});
			expect(await whoIsIn(visit)).to.include({ code: "signed-out" });
		});

		it("lets nobody in whom the host does not want, and says so in the audit log", async () => {
			const visit = browser();
			expect((await visit(await goThrough(visit, "stranger"))).status).to.equal(403);
			expect(await whoIsIn(visit)).to.include({ code: "signed-out" });
			const [record] = await handoff.store.readAudit({ limit: 1 });
			expect(record).to.include({ what: "signIn", outcome: "forbidden" });
		});

		it("takes a code once", async () => {
			const visit = browser();
			const back = await goThrough(visit, "mara");
			const other = browser();
			expect((await other(back)).status, "without the cookie of the browser that began").to.equal(401);
			expect((await visit(back)).status).to.equal(303);
			expect((await visit(back)).status, "again").to.equal(401);
		});

		it("takes no answer that was given to another question", async () => {
			const visit = browser();
			const back = new URL(await goThrough(visit, "mara"));
			back.searchParams.set("state", "another");
			expect((await visit(back.href)).status).to.equal(401);
			expect(await whoIsIn(visit)).to.include({ code: "signed-out" });
		});
	});

	describe("at a provider that is not what it should be", () => {
		let claims: Readonly<Record<string, unknown>>;
		let signsWith: Awaited<ReturnType<typeof generateKeyPair>>["privateKey"] | undefined;

		beforeEach(async () => {
			const { publicKey, privateKey } = await generateKeyPair("RS256");
			const jwk = { ...(await exportJWK(publicKey)), kid: "one", alg: "RS256", use: "sig" };
			claims = {};
			signsWith = undefined;
			await open(async (request, response) => {
				const pages: Readonly<Record<string, () => object | Promise<object>>> = {
					"/.well-known/openid-configuration": () => ({
						issuer,
						authorization_endpoint: `${issuer}/authorize`,
						token_endpoint: `${issuer}/token`,
						jwks_uri: `${issuer}/jwks`,
						response_types_supported: ["code"],
						subject_types_supported: ["public"],
						id_token_signing_alg_values_supported: ["RS256"],
					}),
					"/jwks": () => ({ keys: [jwk] }),
					"/token": async () => ({
						access_token: "none",
						token_type: "Bearer",
						id_token: await new SignJWT({ ...claims })
							.setProtectedHeader({ alg: "RS256", kid: "one" })
							.sign(signsWith ?? privateKey),
					}),
				};
				const page = await pages[request.url ?? ""]?.();
				response.writeHead(page === undefined ? 404 : 200, { "Content-Type": "application/json" });
				response.end(JSON.stringify(page ?? {}));
			});
		});

		/** Begins, and comes back with a code for a token with these claims. */
		async function come(changes: Readonly<Record<string, unknown>>): Promise<number> {
			const visit = browser();
			const asked = new URL(next(await visit(`${address}/console/sign-in`), address)).searchParams;
			const now = Math.floor(Date.now() / 1000);
			claims = {
				...{ iss: issuer, aud: clientId, sub: "mara", iat: now, exp: now + 60, nonce: asked.get("nonce") },
				...changes,
			};
			expect(asked.get("code_challenge_method")).to.equal("S256");
			const back = new URLSearchParams({ code: "a code", state: asked.get("state") ?? "" });
			return (await visit(`${address}/console/sign-in?${back}`)).status;
		}

		it("lets in with a good token", async () => {
			expect(await come({})).to.equal(303);
		});

		const longAgo = Math.floor(Date.now() / 1000) - 3_600;
		for (const [what, changes] of Object.entries({
			"for another audience": { aud: "another" },
			"of another issuer": { iss: "https://evil.example.com" },
			"that has expired": { iat: longAgo - 60, exp: longAgo },
			"for another question": { nonce: "another" },
			"without a subject": { sub: undefined },
		})) {
			it(`lets nobody in with a token ${what}`, async () => {
				expect(await come(changes)).to.equal(401);
				expect(problems).to.have.length(1);
			});
		}

		it("lets nobody in with a token that somebody else signed", async () => {
			signsWith = (await generateKeyPair("RS256")).privateKey;
			expect(await come({})).to.equal(401);
		});

		it("lets nobody in when the provider says no", async () => {
			const visit = browser();
			const asked = new URL(next(await visit(`${address}/console/sign-in`), address)).searchParams;
			const back = new URLSearchParams({ error: "access_denied", state: asked.get("state") ?? "" });
			expect((await visit(`${address}/console/sign-in?${back}`)).status).to.equal(401);
		});
	});
});
