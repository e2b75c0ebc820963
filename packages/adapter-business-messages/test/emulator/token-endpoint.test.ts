import { generateKeyPairSync } from "node:crypto";
import { expect } from "chai";
import { importPKCS8, SignJWT } from "jose";
import { after, before, describe, it } from "mocha";
import { z } from "zod";
import { type BusinessMessagesEmulator, startEmulator } from "../../src/emulator/index.js";

const granted = z.looseObject({ access_token: z.string().optional() });
const businessMessages = "https://www.googleapis.com/auth/businessmessages";

describe("The emulated token endpoint", () => {
	let emulator: BusinessMessagesEmulator;

	before(async () => {
		emulator = await startEmulator();
	});

	after(() => emulator.close());

	interface Claims {
		readonly scope?: string;
		readonly issuer?: string;
		readonly audience?: string;
		readonly forS?: number;
		readonly key?: string;
	}

	/** The answer to an assertion that is right but for what is given. */
	async function ask(claims: Claims = {}, grantType = "urn:ietf:params:oauth:grant-type:jwt-bearer") {
		const { clientEmail, privateKey, tokenUrl = "" } = emulator.adapterOptions.serviceAccount;
		const { scope = businessMessages, issuer = clientEmail, audience = tokenUrl, forS = 3600 } = claims;
		const now = Math.floor(Date.now() / 1000);
		const assertion = await new SignJWT({ scope })
			.setProtectedHeader({ alg: "RS256" })
			.setIssuer(issuer)
			.setAudience(audience)
			.setIssuedAt(now + Math.min(0, forS))
			.setExpirationTime(now + forS)
			.sign(await importPKCS8(claims.key ?? privateKey, "RS256"));
		const body = new URLSearchParams({ grant_type: grantType, assertion });
		const response = await fetch(tokenUrl, { method: "POST", body });
		return { status: response.status, ...granted.parse(await response.json()) };
	}

	it("gives a token for an assertion that the account has signed", async () => {
		const answer = await ask();
		expect(answer).to.include({ status: 200, token_type: "Bearer", expires_in: 3600 });
		expect(answer.access_token).to.be.a("string");
	});

	const { privateKey: strange } = generateKeyPairSync("rsa", {
		modulusLength: 2048,
		publicKeyEncoding: { type: "spki", format: "pem" },
		privateKeyEncoding: { type: "pkcs8", format: "pem" },
	});

	const wrong: Readonly<Record<string, Claims>> = {
		"another account": { issuer: "somebody@else.invalid" },
		"another key": { key: strange },
		"another audience": { audience: "https://oauth2.googleapis.com/token" },
		"another scope": { scope: "https://www.googleapis.com/auth/drive" },
		"more than an hour": { forS: 3601 },
		"the past": { forS: -10 },
	};

	for (const [what, claims] of Object.entries(wrong)) {
		it(`gives none for ${what}`, async () => {
			expect(await ask(claims)).to.include({ status: 400, error: "invalid_grant" });
		});
	}

	it("gives none for another kind of grant, or for no assertion at all", async () => {
		expect(await ask({}, "password")).to.include({ status: 400, error: "unsupported_grant_type" });
		const { tokenUrl = "" } = emulator.adapterOptions.serviceAccount;
		const body = new URLSearchParams({
			grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
			assertion: "x.y.z",
		});
		expect((await fetch(tokenUrl, { method: "POST", body })).status).to.equal(400);
	});
});
