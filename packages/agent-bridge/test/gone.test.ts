import type { Signal } from "@baton/core";
import { expect } from "chai";

import { newDesk } from "../src/console/web/model/desk-state.js";
import { reduce } from "../src/console/web/model/reduce.js";
import { newTalk } from "../src/console/web/model/talk.js";
import { inProcess } from "../src/index.js";
import { madeUpTalk } from "./console/made-up-talk.js";
import { settle } from "./support/manual-clock.js";
import { openStage, type Stage } from "./support/stage.js";
import { connect, createBridge } from "./support/watched.js";

describe("An app whose user is erased", () => {
	let stage: Stage;

	beforeEach(() => {
		stage = openStage();
	});

	afterEach(() => stage.end());

	it("is told that the conversation is gone, and finds it unknown", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		const desk = await stage.desk("desk");
		await desk.client.send({ type: "takeover", conversationId: ada.key });
		await stage.handoff.erase({ conversation: ada.key });
		await settle();
		expect(desk.heard.at(-1)).to.deep.equal({ type: "erased", conversationId: ada.key });
		const refused = await desk.client
			.getTranscript({ conversationId: ada.key })
			.catch((error: unknown) => String(error));
		expect(refused).to.contain("unknown-conversation");
	});

	it("hears what the user says later, as something new", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		const desk = await stage.desk("desk");
		await desk.client.send({ type: "takeover", conversationId: ada.key });
		await ada.say("my secret");
		await stage.handoff.erase({ conversation: ada.key });
		await ada.say("hello again");
		await desk.client.send({ type: "takeover", conversationId: ada.key });
		await ada.say("and this");
		const later = desk.heard.slice(desk.heard.findIndex(({ type }) => type === "erased") + 1);
		const words = later.flatMap((frame) => (frame.type === "userSay" ? [frame.input.value] : []));
		expect(words).to.deep.equal(["and this"]);
		expect(JSON.stringify(later)).to.contain("hello again").and.not.to.contain("my secret");
	});
});

describe("A bridge whose store is away", () => {
	it("tells everybody who is connected, and tells them when it is back", async () => {
		const stage = openStage();
		let notice = (_: Signal): void => {};
		const subscribe = (listener: (signal: Signal) => void) => {
			notice = listener;
			return () => {};
		};
		const bridge = createBridge({ handoff: { ...stage.handoff, subscribe }, authenticate: () => true });
		const heard: string[] = [];
		const client = connect({
			...{ dial: inProcess(bridge), clock: stage.clock, appId: "desk", appSecret: "any" },
			onOutage: (state) => heard.push(state),
		});
		await client.whenConnected();
		notice({ type: "outage", state: "began" });
		notice({ type: "outage", state: "ended" });
		await settle();
		expect(heard).to.deep.equal(["began", "ended"]);
		client.close();
		bridge.close();
		await stage.end();
	});
});

describe("The console", () => {
	const talk = newTalk(madeUpTalk("a").snapshot);
	const open = { ...newDesk, talks: new Map([["a", talk]]), selectedId: "a" };

	it("forgets a conversation that is erased, and what was typed into it", () => {
		const text = { text: "dear Ada", mode: "reply" } as const;
		const typed = reduce(open, { type: "written", conversationId: "a", text });
		const gone = reduce(typed, { type: "erased", frame: { type: "erased", conversationId: "a" } });
		expect([...gone.talks, ...gone.texts]).to.deep.equal([]);
		expect(gone.selectedId).to.equal(undefined);
	});

	it("knows while nothing can be stored", () => {
		const away = reduce(open, { type: "outage", state: "began" });
		const back = reduce(away, { type: "outage", state: "ended" });
		expect([away.isStoreAway, back.isStoreAway]).to.deep.equal([true, false]);
	});
});
