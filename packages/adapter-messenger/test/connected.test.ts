import {
	type AppId,
	BatonError,
	memoryStore,
	type PersonId,
	postback,
	postbacks,
	type Store,
} from "@baton/core";
import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { z } from "zod";
import type { GraphServer } from "./support/graph-server.js";
import { type Scene, type SceneOptions, scene } from "./support/scene.js";
import { until } from "./support/until.js";
import { body, noon, page, said, standby, told } from "./support/webhook-body.js";

const seen = ({ asides }: GraphServer) => asides.filter((call) => call.body.sender_action === "mark_seen");

describe("Messenger, connected to Baton", () => {
	const open: Scene[] = [];
	afterEach(async () => {
		for (const each of open.splice(0)) await each.end();
	});

	async function set(options?: SceneOptions): Promise<Scene> {
		const made = await scene(options);
		open.push(made);
		return made;
	}

	it("acknowledges what the user said when it is kept, and before the bot has run", async () => {
		let finish = (): void => {};
		const busy = new Promise<void>((resolve) => {
			finish = resolve;
		});
		const { post, entries, hears } = await set({ bot: () => busy });
		expect(await post(body(said("hello")))).to.equal(200);
		expect((await entries()).map(({ type }) => type)).to.deep.equal(["userSaid"]);
		await hears(1);
		finish();
	});

	it("answers the user through the Send API, once", async () => {
		const { post, graph } = await set({ bot: async (context) => void (await context.sendActivity("Hi!")) });
		await post(body(said("hello")));
		await until(() => graph.calls.length >= 1);
		expect(graph.messages()[0]?.body).to.deep.include({ recipient: { id: "7250" } });
		expect(graph.messages()[0]?.body.message).to.include({ text: "Hi!" });
	});

	it("drops what Messenger sends again, also to another process and after a restart", async () => {
		const store = memoryStore();
		const first = await set({ store });
		await first.post(body(said("hello", "m_1"), said("hello", "m_1")));
		await first.post(body(said("hello", "m_1")));
		const second = await set({ store });
		expect(await second.post(body(said("hello", "m_1")))).to.equal(200);
		await first.hears(1);
		expect((await first.entries()).filter(({ type }) => type === "userSaid")).to.have.length(1);
		expect(first.heard.length + second.heard.length).to.equal(1);
	});

	it("shows the user that the bot has got what they wrote, and nothing of a press", async () => {
		const { post, graph, hears } = await set();
		await post(body(said("hello", "m_1")));
		await post(
			body(said("hello", "m_1"), told({ postback: { mid: "m_2", payload: "HELP", title: "Help" } })),
		);
		await post(standby(said("for the human", "m_3")));
		await hears(2);
		await until(() => seen(graph).length > 0);
		expect(seen(graph).map((call) => call.body)).to.deep.equal([
			{ recipient: { id: "7250" }, sender_action: "mark_seen" },
		]);
	});

	it("shows the user that a human has seen what they wrote once the human types or answers", async () => {
		const { post, graph, handoff, key, entries } = await set();
		const mara = { id: "mara" as PersonId, displayName: "Mara" };
		const app = "desk" as AppId;
		await post(body(said("hello", "m_1")));
		await until(() => seen(graph).length === 1);
		const taken = await handoff.submit(key, { type: "takeOver", app, human: mara });
		if (taken.status !== "done") throw new Error("expected control");
		await post(body(said("anybody?", "m_2")));
		await handoff.typing(key, app);
		await until(() => seen(graph).length === 2);
		await handoff.typing(key, app);
		await post(body(said("please", "m_3")));
		const activity = { type: "message", text: "Mara here" };
		await handoff.submit(key, { type: "speak", app, human: mara, epoch: taken.epoch, activity });
		await until(() => seen(graph).length === 3);
		await handoff.submit(key, { type: "speak", app, human: mara, epoch: taken.epoch, activity });
		await until(() => graph.messages().filter((call) => call.body.message !== undefined).length === 3);
		expect(seen(graph)).to.have.length(3);
		expect((await entries()).filter(({ type }) => type === "userSaid")).to.have.length(3);
	});

	it("takes what the user did once, whichever process hears of it again", async () => {
		const store = memoryStore();
		const first = await set({ store });
		const second = await set({ store });
		const done = body(
			told({ reaction: { mid: "m_0", action: "react", reaction: "love", emoji: "❤" } }),
			told({ optin: { type: "notification_messages", notification_messages_token: "t" } }),
			told({ referral: { ref: "poster", source: "SHORTLINK", type: "OPEN_THREAD" } }),
			told({ account_linking: { status: "unlinked" } }),
			told({ message_edit: { mid: "m_0", text: "two", num_edit: "1" } }),
			told({ messaging_feedback: { feedback_screens: [] } }),
			told({ response_feedback: { mid: "m_0", feedback: "Good response" } }),
			told({ order: { products: [], note: "no bag" } }),
			told({ template: { type: "coupon", coupon_code: "SENJA" } }),
			told({ game_play: { game_id: 1 } }),
			told({ brand_new: { of: 2027 } }),
		);
		await Promise.all([first.post(done), second.post(done)]);
		await first.post(done);
		await until(() => first.heard.length + second.heard.length >= 11);
		expect((await first.entries()).filter(({ type }) => type === "userSaid")).to.have.length(11);
		expect(first.heard.length + second.heard.length).to.equal(11);
	});

	it("asks Messenger to send again what it could not keep", async () => {
		const store: Store = {
			...memoryStore(),
			commit: () => {
				throw new BatonError("store-failed", "Cannot write: the disk is full, make room");
			},
		};
		const { post, heard } = await set({ store });
		expect(await post(body(said("hello")))).to.equal(503);
		expect(heard).to.have.length(0);
	});

	it("does not ask for what would fail again, so that Messenger goes on sending", async () => {
		const kept = memoryStore();
		const store: Store = {
			...kept,
			commit: (change, lane) => {
				if (change.key.endsWith("/6666")) throw new TypeError("This is a bug");
				return kept.commit(change, lane);
			},
		};
		const { post, heard, hears } = await set({ store });
		const unlucky = { ...said("unlucky"), sender: { id: "6666" } };
		expect(await post(body(unlucky, said("hello")))).to.equal(200);
		await hears(1);
		expect(heard.map(({ text }) => text)).to.deep.equal(["hello"]);
	});

	it("takes the rest of a batch when one event of it is too much", async () => {
		const { post, heard, hears } = await set();
		const huge = told({ message: { mid: "m_huge", text: "x".repeat(300_000) } });
		expect(await post(body(huge, said("hello")))).to.equal(200);
		await hears(1);
		expect(heard.map(({ text }) => text)).to.deep.equal(["hello"]);
	});

	it("never mixes two pages that the same person writes to", async () => {
		const { post, handoff, hears } = await set({ messenger: { accessTokens: () => "token" } });
		const entries = ["1", "2"].map((id) => ({
			...{ id, time: noon },
			messaging: [{ ...said(`to ${id}`), recipient: { id } }],
		}));
		await post({ object: "page", entry: entries });
		await hears(2);
		const open = await handoff.store.readOpen(handoff.bot.id, 10);
		expect(open.map(({ key }) => key).sort()).to.deep.equal(["facebook/1/7250", "facebook/2/7250"]);
	});

	it("hears what the user did besides writing, as events of the conversation", async () => {
		const { post, heard, hears, entries } = await set();
		await post(body(told({ referral: { ref: "poster", source: "SHORTLINK", type: "OPEN_THREAD" } })));
		await hears(1);
		expect(heard[0]).to.deep.include({ type: "event", name: "messenger.referral" });
		expect(heard[0]?.value).to.include({ ref: "poster" });
		expect((await entries())[0]).to.include({ type: "userSaid" });
	});

	it("brings presses to the typed registry, from buttons and from quick replies", async () => {
		const taken: unknown[] = [];
		const rule = postback({
			schema: z.object({ sku: z.string() }),
			handle: ({ sku }) => void taken.push(sku),
		});
		const start = postback({ schema: z.undefined(), handle: () => void taken.push("start") });
		const rules = postbacks({ DELETE: rule, GET_STARTED: start });
		const { post, heard } = await set({ handoff: { postbacks: rules } });
		const payload = JSON.stringify({ type: "DELETE", payload: { sku: "A1" } });
		await post(body(told({ postback: { mid: "m_1", title: "Delete", payload } })));
		await post(body(told({ message: { mid: "m_2", text: "Delete", quick_reply: { payload } } })));
		await post(body(told({ postback: { mid: "m_3", title: "Start", payload: "GET_STARTED" } })));
		await until(() => taken.length === 3);
		expect(taken).to.deep.equal(["A1", "A1", "start"]);
		expect(heard).to.have.length(0);
	});

	it("keeps what is said to another app, and wakes nobody by it", async () => {
		const { post, heard, entries, hears } = await set();
		await post(standby(said("for the human", "m_1"), told({ postback: { title: "Talk", mid: "m_2" } })));
		await post(body(said("for the bot")));
		await hears(1);
		expect(heard.map(({ text }) => text)).to.deep.equal(["for the bot"]);
		expect((await entries()).map((entry) => entry.type === "userSaid" && entry.activity.text)).to.deep.equal([
			"for the human",
			"Talk",
			"for the bot",
		]);
	});

	it("lets the bot know of what is of the page, in no conversation", async () => {
		const { post, heard, hears, handoff } = await set();
		await post(body({ recipient: { id: page }, policy_enforcement: { action: "warning", reason: "spam" } }));
		await hears(1);
		expect(heard[0]).to.include({ name: "messenger.policy_enforcement" });
		expect(await handoff.store.readOpen(handoff.bot.id, 10)).to.have.length(0);
	});

	it("is connected to one handoff only", async () => {
		const { messenger, handoff } = await set();
		expect(() => messenger.connect(handoff)).to.throw("[already-connected]");
	});
});

describe("What the user's phone tells", () => {
	let stage: Scene;
	afterEach(() => stage.end());

	/** A conversation in which the bot has answered twice: `m_1` and `m_2` at Messenger. */
	async function answered(): Promise<void> {
		stage = await scene({ bot: async (context) => void (await context.sendActivity("Hi!")) });
		await stage.post(body(said("hello", "u_1"), said("again", "u_2")));
		await until(() => stage.graph.calls.length >= 2);
		await until(async () => (await states()).every((state) => state === "sent"));
	}

	async function states(): Promise<readonly (string | undefined)[]> {
		const answers = (await stage.entries()).filter(({ type }) => type === "botSaid");
		return Promise.all(answers.map(async (entry) => (await stage.deliveryOf(entry))?.state));
	}

	const later = Date.now() + 60_000;

	it("is a delivery by the ids of messages", async () => {
		await answered();
		await stage.post(body(told({ delivery: { mids: ["m_1", "m_unknown"], watermark: later } })));
		expect(await states()).to.deep.equal(["delivered", "sent"]);
	});

	it("is a delivery or a reading of everything up to a moment", async () => {
		await answered();
		await stage.post(body(told({ delivery: { watermark: later } })));
		expect(await states()).to.deep.equal(["delivered", "delivered"]);
		await stage.post(body(told({ read: { watermark: later } })));
		expect(await states()).to.deep.equal(["read", "read"]);
		await stage.post(body(told({ delivery: { watermark: later } })));
		expect(await states()).to.deep.equal(["read", "read"]);
		await stage.post(body(told({ read: { watermark: noon } })));
	});

	it("is no reading of what was said after the moment", async () => {
		await answered();
		await stage.post(body(told({ read: { watermark: noon } })));
		expect(await states()).to.deep.equal(["sent", "sent"]);
	});

	it("is the same delivery, however often and to whichever process it is told", async () => {
		await answered();
		const { handoff, entries } = stage;
		const [, answer] = await entries();
		const another = await scene({ store: handoff.store });
		const read = body(told({ read: { watermark: later } }), told({ delivery: { mids: ["m_1"] } }));
		for (const each of [stage, another, stage]) expect(await each.post(read)).to.equal(200);
		await another.end();
		expect(answer && (await stage.deliveryOf(answer))).to.include({ state: "read", nativeId: "m_1" });
		expect(await entries()).to.have.length(4);
	});

	it("is a reaction to what was said, until it is taken back", async () => {
		await answered();
		const [first] = (await stage.entries()).filter(({ type }) => type === "botSaid");
		if (first === undefined) throw new Error("expected an answer");
		const reaction = { mid: "m_1", action: "react", reaction: "love", emoji: "❤" };
		await stage.post(body(told({ reaction })));
		expect(await stage.deliveryOf(first)).to.include({ state: "read", reaction: "❤" });
		const back = { ...told({ reaction: { mid: "m_1", action: "unreact" } }), timestamp: noon + 1 };
		await stage.post(body(back));
		expect(await stage.deliveryOf(first)).to.include({ reaction: "" });
		await stage.post(body(told({ reaction })));
		expect(await stage.deliveryOf(first)).to.include({ reaction: "" });
		const done = (await stage.entries()).flatMap((entry) => (entry.type === "userSaid" ? [entry] : []));
		expect(done.slice(-2).map(({ activity }) => activity.text)).to.deep.equal([
			"Reacted ❤ to “Hi!”",
			"Took the reaction to “Hi!” back",
		]);
	});
});
