import type { DeskPort } from "@baton/core";
import { expect } from "chai";
import type { Heard } from "../src/client.js";
import { inProcess } from "../src/index.js";
import { settle } from "./support/manual-clock.js";
import { openStage, type Stage } from "./support/stage.js";
import { connect, createBridge } from "./support/watched.js";

describe("A bridge that hears what this process commits", () => {
	let stage: Stage;

	beforeEach(() => {
		stage = openStage();
	});

	afterEach(() => stage.end());

	/** A second bridge as another process would have it: the same store, and only some of the signals. */
	async function otherProcess(port: Partial<DeskPort>) {
		const bridge = createBridge({ handoff: { ...stage.handoff, ...port }, authenticate: () => true });
		const heard: Heard[] = [];
		const client = connect({
			dial: inProcess(bridge),
			clock: stage.clock,
			random: () => 0.5,
			appId: "desk",
			appSecret: "any",
		});
		client.listen((frame) => heard.push(frame));
		await client.whenConnected();
		await settle();
		return {
			client,
			words: () => heard.flatMap((frame) => (frame.type === "userSay" ? [frame.input.value] : [])),
			end() {
				client.close();
				bridge.close();
			},
		};
	}

	it("finds what no signal told of", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		const deaf = await otherProcess({ subscribe: () => () => {} });
		await deaf.client.send({ type: "takeover", conversationId: ada.key });
		await ada.say("one");
		await ada.say("two");
		expect(deaf.words()).to.deep.equal([]);

		await stage.clock.advance(40_000);

		expect(deaf.words()).to.deep.equal(["one", "two"]);
		deaf.end();
	});

	it("keeps the order when signals are lost between others", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		let isDeaf = false;
		const lossy = await otherProcess({
			subscribe: (listener) => stage.handoff.subscribe((signal) => isDeaf || listener(signal)),
		});
		await lossy.client.send({ type: "takeover", conversationId: ada.key });
		for (const text of ["one", "lost", "lost too", "four"]) {
			isDeaf = text.startsWith("lost");
			await ada.say(text);
		}

		expect(lossy.words()).to.deep.equal(["one", "lost", "lost too", "four"]);
		lossy.end();
	});

	it("does not read the store for a desk that has everything", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		const { store } = stage.handoff;
		let reads = 0;
		const counting = await otherProcess({
			store: {
				...store,
				readEntries: (...given) => {
					reads++;
					return store.readEntries(...given);
				},
			},
		});
		await counting.client.send({ type: "takeover", conversationId: ada.key });
		await ada.say("one");
		const before = reads;
		for (const text of ["two", "three", "four"]) await ada.say(text);

		expect(reads).to.equal(before);
		expect(counting.words()).to.have.length(4);
		counting.end();
	});
});
