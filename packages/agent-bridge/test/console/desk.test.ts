import { expect } from "chai";
import { createDesk, type Desk } from "../../src/console/web/desk/desk.js";
import { createStore } from "../../src/console/web/desk/store.js";
import { isTaking } from "../../src/console/web/model/desk-state.js";
import { openDraft, questionOf } from "../../src/console/web/model/draft.js";
import { lastWords } from "../../src/console/web/model/last-words.js";
import type { Talk } from "../../src/console/web/model/talk.js";
import { unreadCount } from "../../src/console/web/model/talk.js";
import { type MadeUpBridge, madeUpBridge } from "./made-up-bridge.js";
import { type Body, type MadeUpTalk, madeUpTalk, start, userSays, words, write } from "./made-up-talk.js";

const offer = {
	offerId: "o1",
	toAppIds: ["desk"],
	reason: { type: "asked" },
	since: start,
	from: 1,
} as const;

interface Scene {
	readonly desk: Desk;
	readonly bridge: MadeUpBridge;
	readonly talk: (id?: string) => Talk;
	/** Lets everything happen that is due. */
	readonly settle: () => Promise<void>;
}

async function open(...talks: readonly MadeUpTalk[]): Promise<Scene> {
	const bridge = madeUpBridge(talks);
	const store = createStore();
	let ids = 0;
	const due: (() => void)[] = [];
	const desk = createDesk({
		bridge,
		store,
		now: () => start * 1000,
		after(ms, action) {
			if (ms < 2500) due.push(action);
			return () => {};
		},
		nextId: () => `command-${++ids}`,
	});
	async function settle(): Promise<void> {
		for (let round = 0; round < 8; round++) {
			for (const action of due.splice(0)) action();
			await new Promise((resolve) => setImmediate(resolve));
		}
	}
	function talk(id = "a"): Talk {
		const found = store.state.talks.get(id);
		if (found === undefined) throw new Error(`The desk does not know "${id}"`);
		return found;
	}
	bridge.connect();
	await settle();
	return { desk, bridge, talk, settle };
}

function waiting(): MadeUpTalk {
	const talk = madeUpTalk("a");
	write(talk, userSays("I want to talk to a person"));
	talk.snapshot = { ...talk.snapshot, phase: "offered", offer };
	return talk;
}

function written(text: string) {
	return { text, mode: "reply" } as const;
}

describe("The desk", () => {
	it("reads the queue and the last words when it connects", async () => {
		const { talk } = await open(waiting());
		expect(talk().snapshot.phase).to.equal("offered");
		expect(talk().entries).to.have.length(1);
		expect(unreadCount(talk())).to.equal(1);
	});

	it("takes whoever has waited longest, and shows the conversation", async () => {
		const { desk, talk, settle } = await open(waiting());
		expect(await desk.takeNext()).to.equal(true);
		await settle();
		expect(desk.store.state.selectedId).to.equal("a");
		expect(talk().snapshot.holder).to.deep.include({ appId: "desk", personId: "ana" });
	});

	it("takes one for two presses of the key", async () => {
		const { desk, bridge } = await open(waiting());
		await Promise.all([desk.takeNext(), desk.takeNext()]);
		expect(bridge.sent).to.have.length(1);
		expect(desk.store.state.alerts).to.be.empty;
	});

	it("asks for the next one with the same id until it is answered: nobody is given two", async () => {
		const { desk, bridge } = await open(waiting());
		const asked: string[] = [];
		const { takeNext } = bridge;
		Object.assign(bridge, {
			takeNext(id: string) {
				asked.push(id);
				return takeNext(id);
			},
		});
		bridge.disconnect();
		expect(await desk.takeNext()).to.equal(false);
		bridge.connect();
		expect(await desk.takeNext()).to.equal(true);
		await desk.takeNext();
		expect(asked[0]).to.equal(asked[1]);
		expect(asked[2]).to.not.equal(asked[1]);
	});

	it("says why there is no next one, and how many this person holds", async () => {
		const { desk, bridge } = await open();
		await desk.takeNext();
		const load = { held: 3, capacity: 3 };
		Object.assign(bridge, {
			takeNext: async () => ({ type: "refused", code: "at-capacity", message: "Full", load }),
		});
		await desk.takeNext();
		expect(desk.store.state.alerts.map(({ code }) => code)).to.deep.equal(["nothing-waits", "at-capacity"]);
		expect(desk.store.state.alerts[1]).to.deep.include({ load });
	});

	it("confirms the offer when a person takes what waits", async () => {
		const { desk, bridge, talk, settle } = await open(waiting());
		await desk.take(talk());
		await settle();
		expect(bridge.sent[0]).to.include({ type: "handoverConfirmed", offerId: "o1" });
		expect(talk().snapshot).to.deep.include({ phase: "held", epoch: 2 });
	});

	it("is taking a conversation until it shows that it is taken", async () => {
		const { desk, talk, settle } = await open(waiting());
		const taking = desk.take(talk());
		expect(isTaking(desk.store.state, "a")).to.equal(true);
		await taking;
		expect(isTaking(desk.store.state, "a")).to.equal(false);
		expect(talk().snapshot.phase).to.equal("held");
		await settle();
	});

	it("shows what was typed at once, and once", async () => {
		const { desk, talk, settle } = await open(waiting());
		await desk.take(talk());
		await settle();
		desk.write("a", written("Hello"));
		const sending = desk.submit(talk());
		// The line comes before the answer to the command: it must not stand there twice.
		const said = () => talk().entries.filter(({ type }) => type === "agentSay");
		expect(talk().pending.length + said().length).to.equal(1);
		await sending;
		await settle();
		expect(talk().pending).to.be.empty;
		expect(said()).to.have.length(1);
	});

	it("gives the text back when it is refused, before what was typed since", async () => {
		const { desk, bridge, talk, settle } = await open(waiting());
		await desk.take(talk());
		await settle();
		bridge.change("a", { epoch: 9, holder: { appId: "returns", kind: "human" }, person: undefined });
		desk.write("a", written("Hello"));
		const sending = desk.submit(talk());
		desk.write("a", written("one more thing"));
		await sending;
		await settle();
		expect(desk.store.state.texts.get("a")?.text).to.equal("Hello\none more thing");
		expect(desk.store.state.alerts[0]).to.deep.include({
			code: "stale-epoch",
			holder: { appId: "returns", kind: "human" },
		});
		expect(talk().pending).to.be.empty;
		expect(talk().snapshot.holder?.appId).to.equal("returns");
	});

	it("says it once, as the same command, when the connection breaks meanwhile", async () => {
		const { desk, bridge, talk, settle } = await open(waiting());
		await desk.take(talk());
		await settle();
		bridge.disconnect();
		desk.write("a", written("Hello"));
		const sending = desk.submit(talk());
		await settle();
		expect(talk().pending).to.have.length(1);
		bridge.connect();
		await settle();
		await sending;
		expect(bridge.sent.filter(({ type }) => type === "agentSay")).to.have.length(1);
		expect(talk().pending).to.be.empty;
	});

	it("reads on after a reconnection where it was cut off", async () => {
		const source = waiting();
		const { desk, bridge, talk, settle } = await open(source);
		desk.select("a");
		await settle();
		bridge.disconnect();
		for (const text of ["Anybody?", "Hello?"]) write(source, userSays(text));
		bridge.connect();
		await settle();
		expect(talk().entries.map(({ position }) => position)).to.deep.equal([1, 2, 3]);
	});

	it("reads what it was not told between two lines", async () => {
		const source = waiting();
		const { desk, bridge, talk, settle } = await open(source);
		desk.select("a");
		await settle();
		write(source, userSays("Missed"));
		bridge.tell("a", userSays("Told"));
		await settle();
		expect(talk().entries.map(({ position }) => position)).to.deep.equal([1, 2, 3]);
	});

	it("reads the last words that it was not told, though it was told a later line", async () => {
		const source = waiting();
		const { bridge, talk, settle } = await open(source);
		write(source, userSays("I want a person again"));
		bridge.tell("a", { type: "handover", ...offer, toAppId: "desk", from: 1, again: false } as Body);
		await settle();
		expect(lastWords(talk())?.text).to.equal("I want a person again");
	});

	it("leaves a draft to the colleague who holds the conversation, and to its session", async () => {
		const source = waiting();
		const draft = write(source, { type: "draft", ...words("Perhaps"), why: "unsure" });
		source.snapshot = { ...source.snapshot, draftIds: [draft.entryId] };
		const { desk, bridge, talk, settle } = await open(source);
		const shown = () => openDraft(talk(), desk.store.state.me)?.id;
		expect(shown()).to.equal(draft.entryId);
		const holder = { appId: "desk", kind: "human", personId: "budi" } as const;
		bridge.change("a", { phase: "held", holder, offer: undefined, epoch: 2 });
		desk.select("a");
		await settle();
		expect(shown()).to.equal(undefined);
		bridge.change("a", {
			phase: "bot",
			holder: undefined,
			session: { ...source.snapshot.session, number: 2 },
		});
		desk.select("a");
		await settle();
		expect(shown()).to.equal(undefined);
	});

	it("says what a draft answers where the user has said more since", async () => {
		const source = madeUpTalk("a");
		const question = write(source, userSays("Do you wrap gifts?"));
		const answers = question.entryId;
		const draft = write(source, { type: "draft", ...words("Perhaps"), why: "unsure", answers } as Body);
		source.snapshot = { ...source.snapshot, draftIds: [draft.entryId] };
		const { desk, bridge, talk, settle } = await open(source);
		const asked = () => {
			const shown = openDraft(talk(), desk.store.state.me);
			return shown && questionOf(talk(), shown);
		};
		expect(asked()).to.equal(undefined);
		bridge.tell("a", userSays("How long does shipping take?"));
		await settle();
		expect(asked()).to.equal("Do you wrap gifts?");
	});

	it("takes the conversation first when a draft is sent from outside", async () => {
		const source = waiting();
		const draft = write(source, { type: "draft", ...words("Perhaps"), why: "unsure", confidence: 0.4 });
		source.snapshot = { ...source.snapshot, draftIds: [draft.entryId] };
		const { desk, bridge, talk, settle } = await open(source);
		const shown = openDraft(talk(), desk.store.state.me);
		if (shown === undefined) throw new Error("There is no draft");
		await desk.sendDraft(talk(), shown);
		await settle();
		expect(bridge.sent.map(({ type }) => type)).to.deep.equal(["handoverConfirmed", "sendDraft"]);
		expect(bridge.sent[1]).to.include({ epoch: 2, draftId: draft.entryId });
		expect(openDraft(talk(), desk.store.state.me)).to.equal(undefined);
	});

	it("says what the user meant with whatever becomes of the draft", async () => {
		const source = waiting();
		const draft = write(source, { type: "draft", ...words("Perhaps"), why: "unsure", intent: "returns" });
		source.snapshot = { ...source.snapshot, draftIds: [draft.entryId] };
		const { desk, bridge, talk } = await open(source);
		const shown = openDraft(talk(), desk.store.state.me);
		if (shown === undefined) throw new Error("There is no draft");
		expect(shown.intent).to.equal("returns");
		const said = async (intent: string | null | undefined) => {
			desk.mean(shown, intent);
			await desk.discardDraft(talk(), shown);
			return bridge.sent.at(-1);
		};
		expect(await said("shipping")).to.include({ type: "discardDraft", intent: "shipping" });
		expect(await said(null)).to.include({ intent: null });
		expect(await said(undefined)).to.not.have.property("intent");
		desk.mean(shown, "payment");
		await desk.sendDraft(talk(), shown);
		expect(bridge.sent.at(-1)).to.include({ type: "sendDraft", intent: "payment" });
		desk.write("a", { text: "Certainly", mode: "reply", correcting: draft.entryId });
		await desk.submit(talk());
		expect(bridge.sent.at(-1)).to.include({ type: "sendDraft", intent: "payment", draftId: draft.entryId });
	});

	it("keeps the cards of a draft that is sent in other words", async () => {
		const source = waiting();
		const attachments = [{ contentType: "image/png", contentUrl: "https://shop.example.com/a.png" }];
		const activity = { type: "message", text: "Perhaps", attachments };
		const draft = write(source, { type: "draft", ...words("Perhaps"), activity, why: "unsure" });
		source.snapshot = { ...source.snapshot, draftIds: [draft.entryId] };
		const { desk, bridge, talk, settle } = await open(source);
		await desk.take(talk());
		await settle();
		desk.write("a", { text: "Certainly", mode: "reply", correcting: draft.entryId });
		await desk.submit(talk());
		expect(bridge.sent.at(-1)).to.deep.include({
			type: "sendDraft",
			draftId: draft.entryId,
			activity: { type: "message", text: "Certainly", attachments },
		});
	});

	it("says so when a colleague takes over what was mine", async () => {
		const { desk, bridge, talk, settle } = await open(waiting());
		await desk.take(talk());
		await settle();
		const holder = { appId: "desk", kind: "human", personId: "budi" } as const;
		const lost = {
			type: "takeover",
			fromAppId: "desk",
			personId: "ana",
			holder,
			holderEpoch: 3,
			why: "tookOver",
		} as const;
		bridge.tell("a", lost, { epoch: 3, holder });
		expect(desk.store.state.alerts.map(({ code }) => code)).to.deep.equal(["taken-over"]);
	});

	it("says nothing when I gave it back myself", async () => {
		const { desk, talk, settle } = await open(waiting());
		await desk.take(talk());
		await settle();
		await desk.command({ type: "release", conversationId: "a", epoch: 2 });
		await settle();
		expect(desk.store.state.alerts).to.be.empty;
		expect(talk().snapshot.phase).to.equal("bot");
	});

	it("tells the user that somebody is typing, not more often than needed, and not for notes", async () => {
		const { desk, bridge } = await open(waiting());
		desk.write("a", { text: "N", mode: "note" });
		desk.write("a", written("H"));
		desk.write("a", written("He"));
		expect(bridge.typed).to.deep.equal(["a"]);
	});
});
