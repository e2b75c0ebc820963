import {
	type AppId,
	type Command,
	type ConversationKey,
	type Delivery,
	type EntryId,
	holderOf,
} from "@baton/core";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { factOfPerson } from "../src/facts.js";
import { pageInbox } from "../src/index.js";
import { writeMetadata } from "../src/metadata.js";
import { type Answer, json, refusal } from "./support/graph-server.js";
import { ownApp, type Scene, scene, token } from "./support/scene.js";
import { until } from "./support/until.js";
import { body, echoed, noon, page, person, said, told } from "./support/webhook-body.js";

const inbox = "page-inbox" as AppId;
const desk = "desk" as AppId;
const mara = { id: "mara", displayName: "Mara" } as never;

describe("Who speaks for the page", () => {
	let stage: Scene;
	beforeEach(async () => {
		stage = await scene({ bot: async (context) => void (await context.sendActivity("Hi!")) });
	});
	afterEach(() => stage.end());

	const holder = async (): Promise<string | undefined> => {
		const { conversation } = await stage.handoff.store.load(stage.key);
		return conversation === undefined ? undefined : holderOf(conversation.control)?.app;
	};
	const epoch = async (): Promise<never> => {
		const { conversation } = await stage.handoff.store.load(stage.key);
		return conversation?.control.epoch as never;
	};
	const command = async (given: Command): Promise<void> => {
		const outcome = await stage.handoff.submit(stage.key, given);
		expect(outcome.status).to.equal("done");
	};
	const calls = (): readonly string[] =>
		stage.graph.calls
			.map(({ path }) => path.split("/").at(-1) ?? "")
			.filter((name) => name.endsWith("control"));

	async function answered(): Promise<void> {
		await stage.post(body(said("hello")));
		await until(async () => (await answerOf())?.state === "sent");
	}

	/** What became of what the bot said. */
	async function answerOf(): Promise<Delivery | undefined> {
		const entry = (await stage.entries()).find(({ type }) => type === "botSaid");
		return entry && stage.deliveryOf(entry);
	}

	/** What it was sent with. */
	function markOf(): unknown {
		const [sent] = stage.graph.messages();
		return (sent?.body.message as { readonly metadata?: unknown } | undefined)?.metadata;
	}

	describe("is heard by its echo", () => {
		it("which proves that what the bot said has arrived, and is told to nobody", async () => {
			await answered();
			const metadata = markOf();
			await stage.post(body(echoed({ text: "Hi!", app_id: Number(ownApp), metadata, mid: "m_1" })));
			expect(await answerOf()).to.include({ state: "sent", nativeId: "m_1" });
			expect(await stage.entries()).to.have.length(2);
			expect(await holder()).to.equal(undefined);
		});

		it("and takes control where it is a person in the page's inbox", async () => {
			await answered();
			await stage.post(body(echoed({ text: "Ana here", app_id: Number(pageInbox) })));
			expect(await holder()).to.equal("page-inbox");
			const spoken = (await stage.entries()).find(({ type }) => type === "appSaid");
			expect(spoken).to.deep.include({ type: "appSaid", app: "page-inbox" });
			expect(spoken?.type === "appSaid" && spoken.representative.representativeType).to.equal("HUMAN");
			expect(spoken && (await stage.deliveryOf(spoken))).to.include({ state: "sent", nativeId: "m_echo" });
			await stage.post(body(said("thanks")));
			expect(stage.heard.filter(({ type }) => type === "message")).to.have.length(1);
		});

		it("and takes control where it is a person on the phone, or at an app that nobody listed", async () => {
			await stage.post(body(echoed({ text: "Ana here" })));
			expect(await holder()).to.equal("page-inbox");
			await command({ type: "release", app: inbox, epoch: await epoch() });
			await stage.post(body(echoed({ mid: "m_2", text: "Budi here", app_id: "999" })));
			expect(await holder()).to.equal("page-inbox");
		});

		it("and counts once, however often it comes", async () => {
			const echo = body(echoed({ text: "Ana here", app_id: pageInbox }));
			await stage.post(echo);
			await stage.post(echo);
			const restarted = await scene({ store: stage.handoff.store });
			await restarted.post(echo);
			await restarted.end();
			expect((await stage.entries()).filter(({ type }) => type === "appSaid")).to.have.length(1);
		});

		it("and is no person where our own app said it past Baton", async () => {
			await stage.post(body(echoed({ text: "A receipt", app_id: ownApp })));
			expect(await holder()).to.equal(undefined);
		});

		it("and is no person where a bot said it with bot.api, whichever app we are", async () => {
			const api = await stage.messenger.getAPI({ recipient: { id: page, name: "" } });
			await api.callAPI("/me/messages", "POST", {
				recipient: { id: person },
				message: { text: "A receipt" },
			});
			await stage.post(body(echoed({ text: "A receipt", app_id: "unheard-of", metadata: markOf() })));
			expect(await holder()).to.equal(undefined);
		});

		it("and is not believed where it carries the mark of another conversation", async () => {
			await answered();
			const metadata = markOf();
			const other = { ...echoed({ text: "Hi!", metadata, mid: "m_x" }), recipient: { id: "8888" } };
			await stage.post(body(other));
			expect((await answerOf())?.nativeId).to.equal("m_1");
			const { conversation } = await stage.handoff.store.load("facebook/1084/8888" as ConversationKey);
			expect(conversation).to.equal(undefined);
		});
	});

	describe("follows what Messenger tells of the thread", () => {
		it("when the inbox takes it, and gives it back", async () => {
			await answered();
			await stage.post(
				body(told({ take_thread_control: { previous_owner_app_id: null, new_owner_app_id: pageInbox } })),
			);
			expect(await holder()).to.equal("page-inbox");
			await stage.post(
				body(told({ pass_thread_control: { new_owner_app_id: ownApp, previous_owner_app_id: pageInbox } })),
			);
			expect(await holder()).to.equal(undefined);
			expect(calls()).to.deep.equal([]);
		});

		it("and not what comes again after something newer", async () => {
			await answered();
			const taken = body(told({ take_thread_control: { new_owner_app_id: pageInbox } }));
			const spoken = body(echoed({ text: "Ana here", app_id: pageInbox }));
			const back = { ...told({ pass_thread_control: { new_owner_app_id: ownApp } }), timestamp: noon + 1 };
			for (const each of [taken, spoken, body(back), taken, spoken]) await stage.post(each);
			expect(await holder()).to.equal(undefined);
			await command({ type: "request", reason: { type: "asked" }, to: [inbox] });
			await until(() => calls().length === 1);
			expect(calls()).to.deep.equal(["pass_thread_control"]);
		});

		it("when whoever took it is not named", async () => {
			await answered();
			await stage.post(body(told({ take_thread_control: { previous_owner_app_id: ownApp } })));
			expect(await holder()).to.equal("page-inbox");
		});

		it("and not when it goes to an app that nobody listed", async () => {
			await answered();
			await stage.post(body(told({ pass_thread_control: { new_owner_app_id: "999" } })));
			expect(await holder()).to.equal(undefined);
		});

		it("when the inbox asks for it: the bot gives it, a person does not", async () => {
			await answered();
			await command({ type: "takeOver", app: desk, human: mara });
			await stage.post(body(told({ request_thread_control: { requested_owner_app_id: Number(pageInbox) } })));
			expect(await holder()).to.equal("desk");
			await command({ type: "release", app: desk, epoch: await epoch() });
			await stage.post(
				body({
					...told({ request_thread_control: { requested_owner_app_id: pageInbox } }),
					timestamp: 1_760_000_009_000,
				}),
			);
			expect(await holder()).to.equal("page-inbox");
			await until(() => calls().length === 1);
			expect(calls()).to.deep.equal(["pass_thread_control"]);
		});
	});

	describe("takes the thread along", () => {
		const passed = async (): Promise<void> => {
			await answered();
			await command({ type: "request", reason: { type: "asked" }, to: [inbox] });
			await until(() => calls().includes("pass_thread_control"));
		};

		it("to a bound app that is asked, after everything that was said before", async () => {
			await passed();
			expect(await holder()).to.equal("page-inbox");
			const { path, body: what } = stage.graph.calls.at(-1) ?? {};
			expect(path).to.equal(`/v25.0/${page}/pass_thread_control`);
			expect(what).to.deep.include({ recipient: { id: person }, target_app_id: pageInbox });
			const texts = stage.graph.messages().map(({ body: { message } }) => (message as { text: string }).text);
			expect(texts.at(-1)).to.contain("Page inbox");
		});

		it("back to us when it is released", async () => {
			await passed();
			await until(
				async () => (await stage.handoff.store.readFact(factOfPerson(stage.key, "thread"))) !== undefined,
			);
			await command({ type: "release", app: inbox, epoch: await epoch() });
			await until(() => calls().length === 2);
			expect(calls()).to.deep.equal(["pass_thread_control", "take_thread_control"]);
		});

		it("never to people at our own desks, who write through our app", async () => {
			await answered();
			await command({ type: "takeOver", app: desk, human: mara });
			await command({
				type: "speak",
				app: desk,
				human: mara,
				epoch: await epoch(),
				activity: { type: "message", text: "Mara here" },
			});
			await command({ type: "release", app: desk, human: mara, epoch: await epoch() });
			await until(async () => (await stage.entries()).some(({ type }) => type === "left"));
			await until(async () => (await stage.handoff.store.readOutbox(stage.key)).length === 0);
			expect(calls()).to.deep.equal([]);
		});

		it("or gives control back to the bot where Messenger refuses", async () => {
			await answered();
			const answer: Answer = (call, response) => {
				const refuses = call.path.endsWith("pass_thread_control");
				(refuses ? refusal(10) : json(200, { message_id: "m_line" }))(call, response);
			};
			stage.graph.answers.push(answer, answer, answer, answer, answer);
			await command({ type: "request", reason: { type: "asked" }, to: [inbox] });
			await until(async () => (await stage.entries()).some(({ type }) => type === "revoked"));
			expect(await holder()).to.equal(undefined);
		});
	});

	describe("is asked for and told by calls", () => {
		const thread = { page, person };

		it("of Conversation Routing", async () => {
			const { threadControl } = stage.messenger;
			const ok = json(200, { success: true });
			stage.graph.answers.push(ok, ok, ok, ok, ok);
			await threadControl.pass(thread, "222", "why");
			await threadControl.take(thread);
			await threadControl.release(thread);
			await threadControl.request(thread, "please");
			await threadControl.extend(thread, 30 * 24 * 3_600_000);
			const recipient = { id: person };
			expect(stage.graph.calls.map(({ path, body: what }) => [path.split("/").at(-1), what])).to.deep.equal([
				["pass_thread_control", { recipient, target_app_id: "222", metadata: "why" }],
				["take_thread_control", { recipient }],
				["release_thread_control", { recipient }],
				["request_thread_control", { recipient, metadata: "please" }],
				["extend_thread_control", { recipient, duration: 604_800 }],
			]);
			expect(stage.graph.calls[0]?.headers.authorization).to.equal(`Bearer ${token}`);
		});

		it("which tell who has the thread, in either shape, and that nobody has", async () => {
			const { threadControl } = stage.messenger;
			const asked = [
				{ data: [{ thread_owner: { app_id: "12345678910", expiration: 1_760_000_000 } }] },
				{ thread_owner: { app_id: 1517776481860111 } },
				{ data: [] },
			];
			stage.graph.answers.push(...asked.map((answer) => json(200, answer)));
			expect(await threadControl.ownerOf(thread)).to.deep.equal({
				appId: "12345678910",
				until: 1_760_000_000_000,
			});
			expect(await threadControl.ownerOf(thread)).to.deep.equal({
				appId: "1517776481860111",
				until: undefined,
			});
			expect(await threadControl.ownerOf(thread)).to.equal(undefined);
		});

		it("which say what Meta refuses", async () => {
			stage.graph.answers.push(refusal(10));
			const error = await stage.messenger.threadControl.take(thread).catch((thrown: unknown) => thrown);
			expect(error).to.include({ code: "thread-control-refused" });
		});
	});
});

describe("An adapter that was not told which app it is", () => {
	it("takes a thread that is passed to no bound app for its own, and learns from its echoes which it is", async () => {
		const stage = await scene({ messenger: { appId: undefined } });
		const passed = (to: string, at: number): Readonly<Record<string, unknown>> => ({
			...told({ pass_thread_control: { new_owner_app_id: to } }),
			timestamp: at,
		});
		const holder = async (): Promise<string | undefined> => {
			const { conversation } = await stage.handoff.store.load(stage.key);
			return conversation && holderOf(conversation.control)?.app;
		};
		await stage.post(body(echoed({ text: "Ana here", app_id: pageInbox })));
		await stage.post(body(passed(ownApp, noon + 1)));
		expect(await holder()).to.equal(undefined);
		const again = echoed({ text: "Ana again", app_id: pageInbox, mid: "m_2" });
		await stage.post(body({ ...again, timestamp: noon + 2 }));
		const metadata = writeMetadata(stage.key, { entry: "e_1" as EntryId, part: 1, parts: 1 });
		await stage.post(body(echoed({ text: "ours", app_id: ownApp, mid: "m_3", metadata })));
		await stage.post(body(passed("999", noon + 3)));
		expect(await holder()).to.equal("page-inbox");
		await stage.end();
	});
});
