import { type ConversationKey, conversationKey } from "@baton/core";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { accountLinkMessage, accountUnlinkMessage, MessengerAdapter } from "../src/index.js";
import { json, refusal } from "./support/graph-server.js";
import { type Scene, scene } from "./support/scene.js";
import { body, noon, page, person, said, secret, told } from "./support/webhook-body.js";

const redirectUri = "https://www.facebook.com/messenger_platform/account_linking/?account_linking_token=T";

async function thrownBy(work: Promise<unknown>): Promise<unknown> {
	return work.then(
		() => undefined,
		(error: unknown) => error,
	);
}

describe("Account linking", () => {
	let stage: Scene;
	beforeEach(async () => {
		stage = await scene();
	});
	afterEach(() => stage.end());

	const account = async (): Promise<string | undefined> =>
		(await stage.handoff.store.load(stage.key)).conversation?.user.account;

	/** The person logs in as somebody, on the business's own page. */
	async function logIn(as: string): Promise<string> {
		stage.graph.answers.push(json(200, { id: page, recipient: person }));
		const address = await stage.messenger.accountLinking.complete({ page, redirectUri, token: "T" }, as);
		return new URL(address).searchParams.get("authorization_code") ?? "";
	}

	const linked = (code: string, at = 1_760_000_000_000): Readonly<Record<string, unknown>> => ({
		...told({ account_linking: { status: "linked", authorization_code: code } }),
		timestamp: at,
	});

	it("begins with a button, and ends with another", () => {
		const buttonOf = (message: ReturnType<typeof accountLinkMessage>): unknown =>
			(message.channelData as { attachment: { payload: { buttons: readonly unknown[] } } }).attachment.payload
				.buttons[0];
		expect(buttonOf(accountLinkMessage("Log in", "https://shop.example/login"))).to.deep.equal({
			...{ type: "account_link", url: "https://shop.example/login" },
		});
		expect(buttonOf(accountUnlinkMessage("Log out"))).to.deep.equal({ type: "account_unlink" });
	});

	it("sends the browser back to Messenger with a code, and with none where nobody logged in", async () => {
		const { accountLinking } = stage.messenger;
		stage.graph.answers.push(json(200, { id: page, recipient: person }));
		const back = await accountLinking.complete({ page, redirectUri, token: "T" }, "customer-7");
		expect(back).to.match(
			/^https:\/\/www\.facebook\.com\/messenger_platform\/account_linking\/\?account_linking_token=T&authorization_code=[\w-]{32}$/,
		);
		expect(accountLinking.refuse({ redirectUri })).to.equal(redirectUri);
		expect(stage.graph.calls[0]?.query.get("account_linking_token")).to.equal("T");
	});

	it("sends no browser to where an attacker wants it", async () => {
		const addresses = [
			"https://evil.example/?account_linking_token=T",
			"https://facebook.com.evil.example/",
			"https://evilfacebook.com/",
			"https://www.facebook.com@evil.example/",
			"https://user@www.facebook.com/",
			"https://www.facebook.com:8443/",
			"http://www.facebook.com/",
			"javascript:alert(1)",
			"//www.facebook.com/",
			"https://l.facebook.com/l.php?u=https://evil.example",
			"https://www.facebook.com/l.php?u=https://evil.example",
			"https://www.facebook.com/?authorization_code=mine",
			"",
		];
		for (const address of addresses) {
			expect(() => stage.messenger.accountLinking.refuse({ redirectUri: address }), address).to.throw(
				"[bad-redirect]",
			);
			const request = { page, redirectUri: address, token: "T" };
			expect(await thrownBy(stage.messenger.accountLinking.complete(request, "customer-7"))).to.include({
				code: "bad-redirect",
			});
		}
		expect(stage.graph.calls).to.have.length(0);
	});

	it("is refused where Messenger does not know the token any more", async () => {
		stage.graph.answers.push(refusal(10303));
		const request = { page, redirectUri, token: "old" };
		const error = await thrownBy(stage.messenger.accountLinking.complete(request, "customer-7"));
		expect(error).to.include({ code: "linking-expired" });
	});

	it("is known to bot and desk before the bot hears of it", async () => {
		await stage.post(body(said("hello")));
		await stage.post(body(linked(await logIn("customer-7"))));
		await stage.hears(2);
		expect(await account()).to.equal("customer-7");
		expect((await stage.entries()).map(({ type }) => type)).to.deep.equal(["userSaid", "linked", "userSaid"]);
	});

	it("may be the first thing that is heard of a person", async () => {
		await stage.post(body(linked(await logIn("customer-7"))));
		expect(await account()).to.equal("customer-7");
	});

	it("is undone when Messenger says so", async () => {
		await stage.post(body(linked(await logIn("customer-7"))));
		await stage.post(body(told({ account_linking: { status: "unlinked" } })));
		expect(await account()).to.equal(undefined);
	});

	it("takes each code once, from the person whose it is", async () => {
		const code = await logIn("customer-7");
		const stranger = { ...linked(code), sender: { id: "6666" } };
		await stage.post(body(stranger));
		const other = conversationKey({
			channel: "facebook",
			business: page,
			conversation: "6666",
		}) as ConversationKey;
		expect((await stage.handoff.store.load(other)).conversation?.user.account).to.equal(undefined);
		await stage.post(body(linked(code)));
		expect(await account()).to.equal("customer-7");
		await stage.post(body(told({ account_linking: { status: "unlinked" } })));
		await stage.post(body(linked(code, 1_760_000_009_000)));
		expect(await account()).to.equal(undefined);
	});

	it("is not undone by an older word of Messenger's that comes again", async () => {
		const unlinked = body(told({ account_linking: { status: "unlinked" } }));
		await stage.post(unlinked);
		await stage.post(body(linked(await logIn("customer-7"), noon + 1)));
		await stage.post(unlinked);
		expect(await account()).to.equal("customer-7");
	});

	it("leaves a code of the team's own to the bot", async () => {
		await stage.post(body(linked("a code of theirs")));
		await stage.hears(1);
		expect(await account()).to.equal(undefined);
		expect(stage.heard[0]?.value).to.include({ authorization_code: "a code of theirs" });
	});
});

describe("A login link", () => {
	let stage: Scene;
	beforeEach(async () => {
		stage = await scene();
	});
	afterEach(() => stage.end());

	it("lets in the person of the conversation, and tells nothing about them", async () => {
		const link = await stage.messenger.loginLinks.create(stage.key, "https://shop.example/in?from=chat");
		expect(link).to.match(/^https:\/\/shop\.example\/in\?from=chat&baton_login=/);
		expect(link).not.to.contain(person);
		expect(await stage.messenger.loginLinks.redeem(link)).to.equal(stage.key);
	});

	it("is good once, also for two who come at once", async () => {
		const { loginLinks } = stage.messenger;
		const link = await loginLinks.create(stage.key, "https://shop.example/in");
		const both = await Promise.allSettled([loginLinks.redeem(link), loginLinks.redeem(link)]);
		expect(both.filter(({ status }) => status === "fulfilled")).to.have.length(1);
		expect(await thrownBy(loginLinks.redeem(link))).to.include({ code: "login-link-refused" });
	});

	it("is refused where it was changed, made elsewhere, or is too old", async () => {
		const { loginLinks } = stage.messenger;
		const link = await loginLinks.create(stage.key, "https://shop.example/in");
		const token = new URL(link).searchParams.get("baton_login") ?? "";
		const [nonce, until, signature] = token.split(".");
		const late = `${nonce}.${Number(until) + 1}.${signature}`;
		for (const wrong of [
			late,
			`${nonce}.${until}.`,
			`${token}x`,
			"",
			"..",
			"https://shop.example/in",
			"x".repeat(10_000),
		]) {
			expect(await thrownBy(loginLinks.redeem(wrong)), wrong.slice(0, 50)).to.include({
				code: "login-link-refused",
			});
		}
		const gone = await loginLinks.create(stage.key, "https://shop.example/in", 0);
		expect(await thrownBy(loginLinks.redeem(gone))).to.include({ code: "login-link-refused" });
		expect(await loginLinks.redeem(token)).to.equal(stage.key);
	});

	it("is not made for an address that others can read on the way", async () => {
		const { loginLinks } = stage.messenger;
		for (const address of ["http://shop.example/in", "ftp://shop.example", "in"]) {
			expect(await thrownBy(loginLinks.create(stage.key, address))).to.include({ code: "bad-login-link" });
		}
	});

	it("needs Baton's store", async () => {
		const alone = new MessengerAdapter({
			appSecret: secret,
			verifyToken: "v",
			accessTokens: { [page]: "t" },
		});
		const error = await thrownBy(alone.loginLinks.create(stage.key, "https://shop.example/in"));
		expect(error).to.include({ code: "not-connected" });
	});
});

describe("The options of the adapter", () => {
	it("are refused where a secret is missing, by whichever name", () => {
		const right = { appSecret: "s", verifyToken: "v", accessTokens: { 1: "t" } };
		const theirs = { app_secret: "s", verify_token: "v", access_token: "t" };
		expect(() => new MessengerAdapter(right)).not.to.throw();
		expect(() => new MessengerAdapter(theirs)).not.to.throw();
		for (const wrong of [
			...[
				{ ...right, appSecret: "" },
				{ ...right, verifyToken: "" },
				{ ...right, accessTokens: {} },
			],
			...[
				{ ...theirs, app_secret: "" },
				{ ...theirs, access_token: undefined, enable_incomplete: true },
			],
		]) {
			expect(() => new MessengerAdapter(wrong)).to.throw("[bad-messenger-options]");
		}
	});
});
