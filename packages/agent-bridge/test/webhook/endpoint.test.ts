import { expect } from "chai";
import { Webhook } from "standardwebhooks";
import { newSigningSecret, signWebhook, verifyWebhook } from "../../src/webhook.js";
import { codeOf, failure } from "../support/failure.js";
import { settle } from "../support/manual-clock.js";
import type { Received } from "./contact-center.js";
import { openScene, type Scene, type SceneOptions } from "./scene.js";

/** Pauses before the second to the fifth try, where chance is in the middle. */
const pauses = [15_000, 120_000, 600_000, 1_800_000];

describe("The endpoint of a webhook desk", () => {
	let scene: Scene;

	async function open(options?: SceneOptions): Promise<void> {
		scene = await openScene(options);
	}

	afterEach(() => scene.end());

	async function held(id = "ada"): Promise<Received> {
		const { stage, center, ask } = scene;
		const user = stage.customer(id);
		await user.say("hello");
		await ask("conversation.take", { conversation_id: user.key });
		return center.took(({ type, data }) => type === "conversation.gained" && data.reference === user.key);
	}

	const texts = (): readonly unknown[] =>
		scene.center.taken.filter(({ type }) => type === "message.user").map(({ data }) => data.text);

	/** Lets the next try be made and fail. */
	async function failAgain(afterMs: number): Promise<void> {
		const { center, stage } = scene;
		const so = center.requests.length;
		await settle();
		await stage.clock.advance(afterMs);
		await center.requested(so + 1);
		await settle();
	}

	/** Until the endpoint is not called any more. */
	async function becomesInactive(
		beforeTheLast: () => Promise<unknown> = async () => undefined,
	): Promise<void> {
		await scene.stage.customer("ada").say("can you hear me?");
		for (const pause of pauses.slice(0, -1)) await failAgain(pause);
		await beforeTheLast();
		await failAgain(pauses.at(-1) ?? 0);
		await until(async () => (await scene.desk.status()).status === "inactive");
	}

	describe("is set up", () => {
		beforeEach(() => open());

		it("when it answers with the word, which it is not told", async () => {
			await scene.setUp();
			const [verification] = scene.center.taken;
			expect(verification?.type).to.equal("verification");
			expect(JSON.stringify([verification?.raw, verification?.headers])).to.not.include(scene.center.token);
			expect((await scene.desk.status()).status).to.equal("active");
		});

		for (const [how, reaction] of [
			["a header", { status: 200, headers: { "x-verification-token": "the word between us" }, body: "{}" }],
			["a member", { status: 202, body: '{"verificationToken":"the word between us"}' }],
		] as const) {
			it(`with the word in ${how} of its answer`, async () => {
				scene.center.behave(() => reaction);
				await scene.setUp();
				expect((await scene.desk.status()).status).to.equal("active");
			});
		}

		for (const [what, reaction] of [
			["says nothing", { status: 200 }],
			["says another word", { status: 200, body: "another word" }],
			["repeats what it was sent", "echo"],
			["redirects", { status: 307, headers: { location: "/elsewhere" }, body: "the word between us" }],
			["fails", { status: 500, body: "the word between us" }],
			["breaks off", "break"],
		] as const) {
			it(`not when it ${what}`, async () => {
				scene.center.behave(({ raw }) => (reaction === "echo" ? { status: 200, body: raw } : reaction));
				expect(codeOf(await failure(scene.setUp()))).to.equal("not-verified");
				expect((await scene.desk.status()).status).to.equal("not-set-up");
			});
		}

		it("not with an address or a mapping that is none", async () => {
			for (const url of ["ftp://example.com", "nowhere", ""])
				expect(codeOf(await failure(scene.setUp({ url })))).to.equal("bad-endpoint");
			const profile = { name: "odd", out: {}, in: {} } as never;
			expect(codeOf(await failure(scene.setUp({ profile })))).to.equal("bad-mapping");
		});

		it("anew only when the new one is verified; until then the old one is used", async () => {
			await scene.setUp();
			await failure(scene.setUp({ verificationToken: "a word that nobody knows" }));
			await held();
		});
	});

	it("inside a private network is refused unless that is allowed, also where a name leads there", async () => {
		await open({ allowPrivate: false, lookup: async () => [{ address: "169.254.169.254", family: 4 }] });
		for (const url of ["https://127.0.0.1/", "https://[::1]/", "https://0x7f.1/", "https://desk.example/"])
			expect(codeOf(await failure(scene.setUp({ url })))).to.equal("not-verified");
		expect(codeOf(await failure(scene.setUp({ url: "http://desk.example/" })))).to.equal("bad-endpoint");
		expect(scene.center.requests).to.deep.equal([]);
	});

	describe("that fails", () => {
		beforeEach(async () => {
			await open();
			await scene.setUp();
			await held();
		});

		it("is tried five times within the hour, each time with the same id and a new time", async () => {
			scene.center.behave(() => ({ status: 503 }));
			const before = scene.center.requests.length;
			const began = scene.stage.clock.now();
			await becomesInactive();
			const tries = scene.center.requests.slice(before);
			expect(tries).to.have.length(5);
			expect(new Set(tries.map(({ id }) => id)).size).to.equal(1);
			const times = tries.map(({ headers }) => Number(headers["webhook-timestamp"]));
			expect(times).to.deep.equal([...times].sort((one, other) => one - other));
			expect(new Set(times).size).to.equal(5);
			expect(scene.stage.clock.now() - began).to.be.below(3_600_000);
		});

		for (const reaction of ["break", { status: 200 }, { status: 302, headers: { location: "/" } }] as const) {
			it(`has failed when it answers with ${JSON.stringify(reaction)}`, async () => {
				scene.center.behave(() => reaction);
				await becomesInactive();
			});
		}

		it("has failed when it does not answer in five seconds", async () => {
			scene.center.behave(() => "hang");
			const before = scene.center.requests.length;
			await scene.stage.customer("ada").say("can you hear me?");
			await scene.center.requested(before + 1);
			await scene.stage.clock.advance(5_000);
			await until(async () => (await scene.desk.status()).failures === 1);
			expect((await scene.desk.status()).why).to.match(/did not answer within 5000 ms/);
		});

		it("is inactive after that: the operator and the users are told, and control is given back", async () => {
			scene.center.behave(() => ({ status: 500 }));
			const [ben, cyd] = [scene.stage.customer("ben"), scene.stage.customer("cyd")];
			for (const user of [ben, cyd]) await user.say("hello");
			await becomesInactive(() => scene.stage.clock.advance(1_700_000));
			await scene.ask("conversation.take", { conversation_id: ben.key });
			await scene.stage.command(cyd, { type: "request", reason: { type: "asked" } });
			await scene.stage.clock.advance(5_000);

			const details = scene.logged.find(({ event }) => event === "webhook-inactive")?.details;
			expect(details).to.deep.include({ app: "desk", failures: 5, why: "it answered 500" });
			expect(scene.statuses.at(-1)).to.deep.include({ status: "inactive", failures: 5 });
			for (const id of ["ben", "cyd"]) {
				const { key } = scene.stage.customer(id);
				const { conversation } = await scene.stage.handoff.store.load(key);
				expect(conversation?.control.phase, id).to.equal("bot");
				const entries = await scene.stage.handoff.store.readEntries(key, { limit: 50 });
				const notices = entries.flatMap((entry) => (entry.type === "notice" ? [entry.notice] : []));
				expect(notices.at(-1), id).to.be.oneOf(["humanGone", "nobodyFree"]);
			}
		});

		it("is called no more until it is set up again; then what waited is told in order", async () => {
			scene.center.behave(() => ({ status: 500 }));
			await becomesInactive();
			const before = scene.center.requests.length;
			await scene.stage.clock.advance(3_600_000);
			expect(scene.center.requests).to.have.length(before);

			scene.center.behave(() => "taken");
			await scene.setUp();
			await scene.center.took(({ type }) => type === "conversation.lost");
			const { taken } = scene.center;
			const types = taken.slice(taken.findLastIndex(({ type }) => type === "verification") + 1);
			expect(types.map(({ type }) => type)).to.deep.equal(["message.user", "reminder", "conversation.lost"]);
			expect(texts()).to.deep.equal(["can you hear me?"]);
		});

		it("is well again after a success: failures are counted in a row", async () => {
			scene.center.behave(() => ({ status: 500 }));
			const before = scene.center.requests.length;
			await scene.stage.customer("ada").say("one");
			await scene.center.requested(before + 1);
			for (const pause of pauses.slice(0, 3)) await failAgain(pause);
			expect((await scene.desk.status()).failures).to.equal(4);

			scene.center.behave(() => "taken");
			await scene.stage.clock.advance(1_800_000);
			await scene.center.took(({ data }) => data.text === "one");
			await until(async () => (await scene.desk.status()).failures === 0);
		});

		it("is not inactive because many conversations failed in the same moment", async () => {
			for (const id of ["b", "c", "d", "e", "f", "g"]) await held(id);
			scene.center.behave(() => ({ status: 502 }));
			const before = scene.center.requests.length;
			for (const id of ["b", "c", "d", "e", "f", "g"]) await scene.stage.customer(id).say("hello again");
			await scene.center.requested(before + 6);
			await settle();
			expect(await scene.desk.status()).to.deep.include({ status: "active", failures: 1 });
			scene.center.behave(() => "taken");
			await scene.stage.clock.advance(15_000);
			await until(async () => texts().length === 6);
		});

		it("is remembered across restarts: tries made, and when the next is due", async () => {
			scene.center.behave(() => ({ status: 500 }));
			const before = scene.center.requests.length;
			await scene.stage.customer("ada").say("can you hear me?");
			await scene.center.requested(before + 1);
			await failAgain(15_000);
			await scene.restart();
			const so = scene.center.requests.length;
			await scene.stage.clock.advance(100_000);
			expect(scene.center.requests).to.have.length(so);
			await failAgain(20_000);
			await scene.restart();
			for (const pause of [600_000, 1_800_000]) await failAgain(pause);
			await until(async () => (await scene.desk.status()).status === "inactive");
			expect(scene.center.requests).to.have.length(before + 5);

			await scene.restart();
			await scene.stage.clock.advance(3_600_000);
			expect(scene.center.requests).to.have.length(before + 5);
			expect((await scene.desk.status()).status).to.equal("inactive");
		});

		it("is inactive at once when it says that it is gone", async () => {
			scene.center.behave(() => ({ status: 410 }));
			await scene.stage.customer("ada").say("hello?");
			await until(async () => (await scene.desk.status()).status === "inactive");
			expect((await scene.desk.status()).failures).to.equal(1);
		});

		it("is left alone as long as it asks for, by all conversations", async () => {
			await held("ben");
			scene.center.behave(() => ({ status: 429, headers: { "retry-after": "300" } }));
			const before = scene.center.requests.length;
			await scene.stage.customer("ada").say("one");
			await scene.center.requested(before + 1);
			await until(async () => (await scene.desk.status()).failures === 1);
			scene.center.behave(() => "taken");
			await scene.stage.customer("ben").say("two");
			await scene.stage.clock.advance(299_000);
			expect(scene.center.requests).to.have.length(before + 1);
			await scene.stage.clock.advance(2_000);
			await until(async () => texts().length === 2);
		});
	});

	describe("gets what is signed", () => {
		beforeEach(() => open({ leaseMs: 3_600_000 }));

		it("so that another implementation of Standard Webhooks believes it, before and after a rotation", async () => {
			const [first, second] = [newSigningSecret(), newSigningSecret()];
			const verifiable = async (secret: string): Promise<void> => {
				const last = scene.center.taken.at(-1);
				const headers = last?.headers as Record<string, string>;
				// The clock of the stage stands still in 2023.
				const now = Date.now;
				Date.now = () => scene.stage.clock.now();
				try {
					new Webhook(secret).verify(last?.raw ?? "", headers);
				} finally {
					Date.now = now;
				}
			};
			await scene.setUp({ signingSecret: first });
			await verifiable(first);
			await scene.setUp({ signingSecret: second });
			for (const secret of [first, second]) await verifiable(secret);
			await scene.stage.clock.advance(86_400_001);
			await held();
			await verifiable(second);
			expect((await failure(verifiable(first)))?.toString()).to.match(/No matching signature/);
		});

		it("as the published vector has it", () => {
			const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
			const signed = { id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1614265330 };
			const body = '{"test": 2432232314}';
			const signature = signWebhook([secret], { ...signed, body });
			expect(signature).to.equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
			const headers = {
				"webhook-id": signed.id,
				"webhook-timestamp": String(signed.timestamp),
				"webhook-signature": `v1a,other v2,${signature.slice(3)} ${signature}`,
			};
			const at = signed.timestamp * 1000;
			for (const now of [at, at + 300_000, at - 300_000]) verifyWebhook([secret], headers, body, now);
			const wrong: (() => void)[] = [
				() => verifyWebhook([secret], headers, body, at + 301_000),
				() => verifyWebhook([secret], headers, body, at - 301_000),
				() => verifyWebhook([secret], headers, '{"test":2432232314}', at),
				() => verifyWebhook([newSigningSecret()], headers, body, at),
				() => verifyWebhook([secret], { ...headers, "webhook-id": "msg_2" }, body, at),
				() => verifyWebhook([secret], { ...headers, "webhook-signature": undefined }, body, at),
				() => verifyWebhook([secret], { ...headers, "webhook-timestamp": "soon" }, body, at),
			];
			for (const check of wrong) expect(check).to.throw().with.property("code", "bad-signature");
		});
	});

	it("gets CloudEvents if it wants them, in headers or around what is told", async () => {
		await open();
		await scene.setUp({ cloudEvents: "binary" });
		const binary = scene.center.taken.at(-1)?.headers ?? {};
		expect(binary).to.include({
			"ce-specversion": "1.0",
			"ce-type": "baton.verification",
			"ce-source": "https://bot.example.com/desk",
		});
		expect(binary["ce-id"]).to.equal(binary["webhook-id"]);

		await scene.setUp({ cloudEvents: "structured" });
		const structured = scene.center.taken.at(-1);
		expect(structured?.headers["content-type"]).to.match(/^application\/cloudevents\+json/);
		expect(structured?.body).to.include({ specversion: "1.0", type: "baton.verification" });
		expect(structured?.body.data).to.include({ type: "verification" });
	});
});

/** What happens over a real network is waited for. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
	while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 5));
}
