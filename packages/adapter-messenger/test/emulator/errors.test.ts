import { expect } from "chai";
import {
	type EmulatedUser,
	type Fault,
	type MessengerEmulator,
	type PlatformError,
	type PlatformErrorName,
	platformErrors,
	type VirtualClock,
	virtualClock,
} from "../../src/emulator/index.js";
import {
	answerOf,
	codeOf,
	type GraphAnswer,
	graphOf,
	otherPage,
	page,
	type SmallApp,
	smallApp,
	startMessenger,
} from "./small-app.js";

describe("Errors of the emulated Graph API", () => {
	let app: SmallApp;
	let clock: VirtualClock;
	let messenger: MessengerEmulator;
	let graph: ReturnType<typeof graphOf>;
	let sari: EmulatedUser;

	beforeEach(async () => {
		app = await smallApp();
		clock = virtualClock();
		messenger = await startMessenger({ clock, webhook: app.webhook });
		graph = graphOf(messenger);
		sari = messenger.user({ name: "Sari" });
		sari.say("Hi");
	});

	afterEach(async () => {
		await messenger.close();
		await app.close();
	});

	function send(text: string): Promise<GraphAnswer> {
		return graph("me/messages", { recipient: { id: sari.id }, message: { text } });
	}

	it("come in Meta's envelope, with a trace that is never the same", async () => {
		const [first, second] = [await graph("me/messages", {}), await graph("me/messages", {})];
		const { fbtrace_id, ...error } = first.body.error;
		expect(error).to.deep.equal({
			message: "(#100) Must contain either a message or a state",
			type: "OAuthException",
			code: 100,
			error_subcode: 2018015,
		});
		expect(fbtrace_id).to.be.a("string").and.not.equal(second.body.error.fbtrace_id);
		expect(first.headers.get("content-type")).to.match(/^application\/json/);
	});

	for (const name of Object.keys(platformErrors) as PlatformErrorName[]) {
		const { code, subcode, status = 400, isTransient }: PlatformError = platformErrors[name];
		it(`can be ${name} (${code}${subcode === undefined ? "" : `/${subcode}`}), once, with nothing sent`, async () => {
			messenger.faults.next({ type: "refuse", error: name });
			const { body, ...answer } = await send("One");
			expect(answer.status).to.equal(status);
			expect(body.error).to.deep.include({ code, type: "OAuthException" });
			expect(body.error.error_subcode).to.equal(subcode);
			expect(body.error.is_transient).to.equal(isTransient);
			expect(sari.heard).to.deep.equal([]);
			expect((await send("Two")).status).to.equal(200);
		});
	}

	it("can say of a message that was sent that it was not", async () => {
		messenger.faults.next({ type: "garble-answer" });
		expect(codeOf(await send("One"))).to.equal("1/1357046");
		messenger.faults.next({ type: "garble-answer", status: 502 });
		expect((await send("Two")).status).to.equal(502);
		expect(sari.heard.map(({ text }) => text)).to.deep.equal(["One", "Two"]);
	});

	it("can leave a call without an answer, done or not", async () => {
		const lost = (fault: Fault, text: string) => {
			messenger.faults.next(fault);
			return send(text).then(
				() => "answered",
				() => "lost",
			);
		};
		expect(await lost({ type: "drop-request" }, "One")).to.equal("lost");
		expect(sari.heard).to.deep.equal([]);
		expect(await lost({ type: "drop-answer" }, "Two")).to.equal("lost");
		expect(sari.heard.map(({ text }) => text)).to.deep.equal(["Two"]);
		await messenger.webhooks.settled();
		expect(app.events().some(({ message }) => (message as { is_echo?: boolean })?.is_echo)).to.equal(true);
		expect(messenger.calls.map(({ status }) => status)).to.deep.equal([undefined, undefined]);
	});

	it("can come from something in front of the platform, several times, or late", async () => {
		messenger.faults.next({ type: "status", status: 503 }, { times: 2 });
		expect((await send("One")).status).to.equal(503);
		expect((await send("One")).body).to.equal("<h1>503</h1>");
		messenger.faults.next({ type: "slow", ms: 30_000 });
		const late = send("Two");
		await sari.hears("Two");
		await messenger.webhooks.settled();
		let isAnswered = false;
		void late.then(() => {
			isAnswered = true;
		});
		await clock.advance(29_999);
		expect(isAnswered).to.equal(false);
		await clock.advance(1);
		expect((await late).status).to.equal(200);
	});

	it("can be planned for other calls, and called off", async () => {
		messenger.faults.next({ type: "status", status: 500 }, { path: "personas", times: 5 });
		expect((await send("One")).status).to.equal(200);
		expect((await graph("me/personas")).status).to.equal(500);
		messenger.faults.clear();
		expect((await graph("me/personas")).status).to.equal(200);
	});

	describe("of whoever calls", () => {
		it("refuse a call without a token, or with one that is nobody's", async () => {
			const bare = await fetch(`${messenger.url}/v25.0/me`);
			expect(bare.status).to.equal(401);
			expect(codeOf(await graph("me", undefined, { token: "stolen" }))).to.equal("190");
		});

		it("refuse a call without the proof of the app's secret, or with another's", async () => {
			const bearer = { headers: { Authorization: "Bearer token-of-the-page" } };
			const bare = await fetch(`${messenger.url}/v25.0/me`, bearer);
			expect((await answerOf(bare)).body.error.message).to.match(/require an appsecret_proof/);
			const wrong = await graph("me", undefined, { secret: "wrong" });
			expect(wrong.body.error.message).to.match(/Invalid appsecret_proof/);
			const lenient = await startMessenger({ requiresProof: false });
			expect((await fetch(`${lenient.url}/v25.0/me`, bearer)).status).to.equal(200);
			expect((await graphOf(lenient)("me", undefined, { secret: "wrong" })).status).to.equal(400);
			await lenient.close();
		});

		it("take the token wherever it is given, and a body as a form", async () => {
			const lenient = await startMessenger({ requiresProof: false });
			const inQuery = await fetch(`${lenient.url}/me?access_token=token-of-the-page`);
			expect((await answerOf(inQuery)).body.id).to.equal(page);
			const dewi = lenient.user();
			dewi.say("Hi");
			const form = new URLSearchParams({
				access_token: "token-of-the-page",
				recipient: JSON.stringify({ id: dewi.id }),
				message: JSON.stringify({ text: "Hello" }),
			});
			await fetch(`${lenient.url}/v25.0/me/messages`, { method: "POST", body: form });
			expect(dewi.heard[0]?.text).to.equal("Hello");
			await lenient.close();
		});

		it("refuse a version that is not there yet, and serve an old one as the oldest", async () => {
			expect(codeOf(await graph("me", undefined, { version: "v99.0" }))).to.equal("2500");
			expect((await graph("me", undefined, { version: "v3.2" })).status).to.equal(200);
		});

		it("refuse another page, an unknown path and a body that is no JSON", async () => {
			expect(codeOf(await graph(`${otherPage}/personas`))).to.equal("200");
			expect(codeOf(await graph("me/nothing"))).to.equal("2500");
			expect(codeOf(await graph("me/messages/x"))).to.equal("2500");
			expect(codeOf(await graph("424242"))).to.equal("100/33");
			const headers = { "Content-Type": "application/json", Authorization: "Bearer token-of-the-page" };
			const response = await fetch(`${messenger.url}/me/messages`, { method: "POST", headers, body: "{" });
			expect(codeOf(await answerOf(response))).to.equal("100");
		});
	});

	describe("of whom is written to", () => {
		for (const [error, code] of [
			["unavailable", "551/1545041"],
			["unavailable-200", "200/1545041"],
			["cannot-receive", "10/2018108"],
			["not-a-tester", "10/2018028"],
		] as const) {
			it(`refuse somebody who is ${error} until that is over (${code})`, async () => {
				sari.block(error);
				expect(codeOf(await send("Hi"))).to.equal(code);
				sari.unblock();
				expect((await send("Hi")).status).to.equal(200);
			});
		}

		it("show a profile, none of a phone number, and nothing without the right to it", async () => {
			const fields = "fields=first_name,last_name,locale,profile_pic";
			const rosa = messenger.user({ name: "Rosa Maria Luz", locale: "pt_BR", id: "77" });
			expect((await graph(`77?${fields}`)).body).to.deep.equal({
				first_name: "Rosa",
				last_name: "Maria Luz",
				locale: "pt_BR",
				id: rosa.id,
			});
			messenger.user({ hasPhoneNumberOnly: true, id: "78" });
			expect(codeOf(await graph(`78?${fields}`))).to.equal("100/2018218");
			const shy = await startMessenger({
				pages: [{ id: page, name: "Shy", token: "t", sharesProfiles: false }],
			});
			shy.user({ id: "79" });
			expect((await graphOf(shy)(`79?${fields}`, undefined, { token: "t" })).body).to.deep.equal({});
			await shy.close();
		});
	});
});
