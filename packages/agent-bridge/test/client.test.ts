import type { BatonError } from "@baton/core";
import { expect } from "chai";
import { isRefused } from "../src/client.js";
import { codeOf, failure } from "./support/failure.js";
import { settle } from "./support/manual-clock.js";
import { openStage, type Stage, secret } from "./support/stage.js";
import { connect } from "./support/watched.js";

describe("The client", () => {
	let stage: Stage;

	beforeEach(() => {
		stage = openStage();
	});

	afterEach(() => stage.end());

	it("gives up at once when the secret is wrong", async () => {
		const refusal = await failure(stage.desk("desk", { appSecret: "guess" }));

		expect(codeOf(refusal)).to.equal("forbidden");
	});

	it("gives up at once when it asks for a bot that is not the app's", async () => {
		const refusal = await failure(stage.desk("desk", { botIds: ["other-bot"] }));

		expect(codeOf(refusal)).to.equal("forbidden");
	});

	it("sends what was not answered again after a reconnection", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		const desk = await stage.desk("desk");
		desk.cut();

		const answer = desk.client.send({ type: "takeover", conversationId: ada.key });
		await stage.clock.advance(5_000);

		expect(await answer).to.have.property("epoch", 1);
	});

	it("says so when no answer comes", async () => {
		const desk = await stage.desk("desk", { answerWithinMs: 1_000 });
		stage.bridge.close();

		const answer = failure(desk.client.send({ type: "takeover", conversationId: "facebook/page/ada" }));
		await stage.clock.advance(2_000);

		expect(codeOf(await answer)).to.equal("no-answer");
	});

	for (const [luck, pauses] of [
		[0, [125, 250, 500, 1_000, 2_000, 4_000, 7_500, 7_500]],
		[1, [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]],
	] as const) {
		it(`comes back ever more slowly, spread out by chance: ${luck}`, async () => {
			const dials: number[] = [];
			const client = connect({
				...{ clock: stage.clock, random: () => luck, appId: "desk", appSecret: secret },
				dial(events) {
					dials.push(stage.clock.now());
					queueMicrotask(() => events.onClose(1006, "refused"));
					return { send() {}, close() {} };
				},
			});
			while (dials.length <= pauses.length) await stage.clock.advance(1_000);
			client.close();

			expect(pauses.map((_, index) => (dials[index + 1] ?? 0) - (dials[index] ?? 0))).to.deep.equal(pauses);
		});
	}

	it("confirms handovers by itself for a bot", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		const orders = await stage.desk("orders");
		const desk = await stage.desk("desk");
		await desk.client.send({ type: "takeover", conversationId: ada.key });

		await desk.client.send({ type: "handover", conversationId: ada.key, toAppId: "orders" });
		await settle();

		expect(orders.client.inControlApp(ada.key)).to.equal("orders");
		expect(desk.heard.at(-1)).to.deep.include({ type: "takeover", fromAppId: "desk" });
	});

	it("confirms handovers by itself for a desk with a queue of its own", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		const desk = await stage.desk("desk", { confirmHandovers: true });
		await stage.command(ada, { type: "request", reason: { type: "asked" } });

		expect(desk.client.inControlApp(ada.key)).to.equal("desk");
	});

	it("gives a frame again to a listener that failed, before the next", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		const errors: BatonError[] = [];
		const desk = await stage.desk("desk", { listens: false, onError: (error) => errors.push(error) });
		const heard: unknown[] = [];
		let failures = 2;
		desk.client.listen((frame) => {
			if (frame.type !== "userSay") return;
			if (frame.input.value === "one" && failures-- > 0) throw new Error("database away");
			heard.push(frame.input.value);
		});
		await desk.client.send({ type: "takeover", conversationId: ada.key });
		await ada.say("one");
		await ada.say("two");
		expect(heard).to.deep.equal([]);

		await stage.clock.advance(5_000);

		expect(heard).to.deep.equal(["one", "two"]);
		expect(errors.map(({ code }) => code)).to.deep.equal(["listener-failed", "listener-failed"]);
	});

	it("speaks in a conversation that it held before it was started again", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		const before = await stage.desk("desk");
		await before.client.send({ type: "takeover", conversationId: ada.key });
		await stage.clock.advance(1_000);
		before.client.close();
		const after = await stage.desk("desk");

		const input = { type: "text", value: "I am back" } as const;
		const answer = await after.client.send({ type: "agentSay", conversationId: ada.key, input });

		expect(answer.epoch).to.equal(1);
	});

	it("tells a refusal from everything else that may go wrong", async () => {
		const desk = await stage.desk("desk");
		const refusal = await failure(desk.client.send({ type: "takeover", conversationId: "a/b/c" }));
		desk.client.close();
		const closed = await failure(desk.client.whenConnected());

		expect([refusal, closed, undefined].map(isRefused)).to.deep.equal([true, false, false]);
		expect(isRefused(refusal) && refusal.cause.re).to.be.a("string");
	});

	it("finds out that a connection is dead when nothing is heard", async () => {
		const statuses: string[] = [];
		const quiet = await stage.desk("desk", { onStatus: (status) => statuses.push(status) });
		await stage.clock.advance(300_000);
		expect(statuses).to.deep.equal(["connected"]);
		expect(stage.bridge.connections).to.equal(1);
		quiet.client.close();
		await settle();

		expect(stage.bridge.connections).to.equal(0);
	});
});

describe("A command that is sent again before it was answered", () => {
	it("has the answer of the first", async () => {
		const stage = openStage();
		const ada = stage.customer();
		await ada.say("hello");
		const desk = await stage.desk("desk");
		const takeover = { type: "takeover", id: "t-1", conversationId: ada.key } as const;
		const [one, other] = await Promise.all([desk.client.send(takeover), desk.client.send(takeover)]);
		expect(other).to.deep.equal(one);
		await stage.end();
	});
});
