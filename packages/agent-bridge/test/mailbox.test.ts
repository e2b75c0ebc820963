import type { AppId } from "@baton/core";
import { expect } from "chai";
import { settle } from "./support/manual-clock.js";
import { type Desk, openStage, type Stage } from "./support/stage.js";

describe("A mailbox", () => {
	let stage: Stage;

	afterEach(() => stage.end());

	function wordsOf({ heard }: Desk): readonly unknown[] {
		return heard.flatMap((frame) => (frame.type === "userSay" ? [frame.input.value] : []));
	}

	it("keeps what an app must know while it is away, in order", async () => {
		stage = openStage();
		const ada = stage.customer();
		await ada.say("hello");
		const desk = await stage.desk("desk");
		await desk.client.send({ type: "takeover", conversationId: ada.key });
		desk.client.close();
		await settle();

		for (const text of ["one", "two", "three"]) await ada.say(text);
		const back = await stage.desk("desk");

		expect(wordsOf(back)).to.deep.equal(["one", "two", "three"]);
	});

	it("sends again what was not acknowledged, and the client tells it once", async () => {
		stage = openStage();
		const ada = stage.customer();
		await ada.say("hello");
		const desk = await stage.desk("desk");
		await desk.client.send({ type: "takeover", conversationId: ada.key });
		await ada.say("one");
		desk.cut();
		await ada.say("two");
		await stage.clock.advance(60_000);
		await ada.say("three");

		expect(wordsOf(desk)).to.deep.equal(["one", "two", "three"]);
		const positions = desk.heard.flatMap((frame) => ("position" in frame ? [frame.position] : []));
		expect(positions).to.deep.equal([...new Set(positions)].sort((one, other) => one - other));
	});

	it("is empty when everything was acknowledged", async () => {
		stage = openStage();
		const ada = stage.customer();
		await ada.say("hello");
		const desk = await stage.desk("desk");
		await desk.client.send({ type: "takeover", conversationId: ada.key });
		await ada.say("one");
		desk.client.close();
		await settle();

		const back = await stage.desk("desk");

		expect(back.heard).to.deep.equal([]);
		expect(await stage.handoff.store.readNews("desk" as AppId)).to.deep.equal([]);
	});

	it("keeps what a listener has not finished with", async () => {
		stage = openStage();
		const ada = stage.customer();
		await ada.say("hello");
		const slow = await stage.desk("desk", { listens: false });
		slow.client.listen(() => new Promise(() => {}));
		await slow.client.send({ type: "takeover", conversationId: ada.key });
		await ada.say("one");
		slow.client.close();
		await settle();

		const back = await stage.desk("desk");

		expect(wordsOf(back)).to.deep.equal(["one"]);
		expect(back.types()[0]).to.equal("takeoverConfirmed");
	});

	it("waits in the store for a desk that does not keep up", async () => {
		stage = openStage({ limits: { unacknowledged: 4 } });
		const ada = stage.customer();
		await ada.say("hello");
		const desk = await stage.desk("desk", { listens: false });
		const began: unknown[] = [];
		const gate = new Set<() => void>();
		desk.client.listen((frame) => {
			began.push(frame.type);
			return new Promise<void>((resolve) => gate.add(resolve));
		});
		await desk.client.send({ type: "takeover", conversationId: ada.key });
		for (let number = 1; number <= 20; number++) await ada.say(`${number}`);
		expect(began).to.have.length(1);

		for (let round = 0; round < 40; round++) {
			for (const open of [...gate]) open();
			gate.clear();
			await settle();
		}

		expect(began.filter((type) => type === "userSay")).to.have.length(20);
	});

	it("tells what waits for room before what comes later", async () => {
		stage = openStage({ limits: { unacknowledged: 4 } });
		const ada = stage.customer();
		await ada.say("hello");
		const desk = await stage.desk("desk", { listens: false });
		const heard: unknown[] = [];
		const waiting: (() => void)[] = [];
		desk.client.listen((frame) => {
			if (frame.type === "userSay") heard.push(frame.input.value);
			return new Promise<void>((resolve) => waiting.push(resolve));
		});
		await desk.client.send({ type: "takeover", conversationId: ada.key });
		const words = ["one", "two", "three", "four", "five", "six"];
		for (const word of words) await ada.say(word);

		waiting.shift()?.();
		await settle();
		await ada.say("seven");
		for (let round = 0; round < 20; round++) {
			waiting.shift()?.();
			await settle();
		}

		expect(heard).to.deep.equal([...words, "seven"]);
	});

	it("gives every connection of an app everything", async () => {
		stage = openStage();
		const ada = stage.customer();
		await ada.say("hello");
		const [one, other] = [await stage.desk("desk"), await stage.desk("desk")];
		await one.client.send({ type: "takeover", conversationId: ada.key });
		await ada.say("one");

		expect(other.types()).to.deep.equal(one.types());
		expect(wordsOf(other)).to.deep.equal(["one"]);
	});

	it("misses nothing that came while what waits was being looked for", async () => {
		stage = openStage();
		const ada = stage.customer();
		await ada.say("hello");
		const desk = await stage.desk("desk");
		await desk.client.send({ type: "takeover", conversationId: ada.key });
		desk.client.close();
		await ada.say("one");

		const returning = stage.desk("desk");
		await ada.say("two");
		await ada.say("three");

		expect(wordsOf(await returning)).to.deep.equal(["one", "two", "three"]);
	});

	it("is told that the app came and went", async () => {
		stage = openStage();
		const ada = stage.customer();
		await ada.say("hello");
		const desk = await stage.desk("desk");
		await desk.client.send({ type: "takeover", conversationId: ada.key });
		desk.client.close();
		await stage.clock.advance(120_000);

		const watching = await stage.desk("night-desk");
		const { conversation } = await watching.client.getTranscript({ conversationId: ada.key });

		expect(conversation.holder).to.equal(undefined);
	});
});
