import { memoryStore, silentLogger } from "@baton/core";
import { BatonError } from "@baton/core/error";
import { expect } from "chai";
import type { Alarm } from "../src/alarms.js";
import { createGraphApi } from "../src/graph-api.js";
import { readMetadata } from "../src/metadata.js";
import { createMessengerChannel, type MessengerChannelOptions } from "../src/send.js";
import { breaking, json, refusal, silence } from "./support/graph-server.js";
import { ana, key, page, person, recipient, type WayOut, wayOut } from "./support/way-out.js";

const long = `${"a".repeat(1900)} ${"b".repeat(1900)} ${"c".repeat(1900)}`;
const [first, second, third] = ["a".repeat(1900), "b".repeat(1900), "c".repeat(1900)];

describe("The way out to Messenger", () => {
	let out: WayOut;
	async function open(options: Partial<MessengerChannelOptions> = {}): Promise<void> {
		out = await wayOut(options);
	}
	afterEach(() => out.close());

	it("sends what the bot says as the page, and gives Messenger's id back", async () => {
		await open();
		expect(await out.try({ text: "Hello" })).to.deep.equal({ state: "sent", nativeId: "m_1" });
		const [call] = out.server.messages();
		expect(call?.path).to.equal(`/v25.0/${page}/messages`);
		expect(call?.body).to.deep.include({ recipient: { id: person }, messaging_type: "RESPONSE" });
		expect(call?.body).not.to.have.property("persona_id");
	});

	it("marks every message, so that its echo can be told from others", async () => {
		await open();
		await out.try({ text: long, channelData: { metadata: "the bot's own" } });
		const marks = out.server.messages().map(({ body }) => (body.message as { metadata: string }).metadata);
		expect(marks.map((mark) => readMetadata(key, mark))).to.deep.equal([
			{ entry: "e1", part: 1, parts: 3 },
			{ entry: "e1", part: 2, parts: 3 },
			{ entry: "e1", part: 3, parts: 3 },
		]);
		expect(marks[0]).to.match(/ the bot's own$/);
	});

	it("shows typing, and that something was seen", async () => {
		await open();
		await out.channel.showTyping(recipient);
		await out.channel.markSeen(recipient);
		await out.try({ type: "typing" });
		expect(out.bodies()).to.deep.equal([
			{ sender_action: "typing_on" },
			{ sender_action: "mark_seen" },
			{ sender_action: "typing_on" },
		]);
	});

	it("never holds anything up for a sender action", async () => {
		await open();
		out.server.answers.push(refusal(2), breaking, refusal(2));
		expect(await out.try({ type: "typing" })).to.deep.include({ state: "failed" });
		expect(await out.try({ type: "typing" })).to.deep.include({ state: "failed" });
		await out.channel.showTyping(recipient);
	});

	it("takes back nothing, and says so", async () => {
		await open();
		const item = { id: "e1" as never, kind: "delete", activity: { type: "message" } } as const;
		expect(await out.channel.send(item, recipient)).to.deep.equal({
			state: "failed",
			error: "Messenger cannot change or take back what was sent",
		});
	});

	it("refuses what is beyond a limit before any part is sent, and names the limit", async () => {
		await open();
		const actions = Array.from({ length: 14 }, () => ({ type: "imBack", title: "a", value: "a" }));
		const result = await out.try({ text: long, suggestedActions: { actions } });
		expect(result.state === "failed" && result.error).to.match(/13 quick replies and there are 14/);
		expect(out.server.calls).to.have.length(0);
	});

	it("refuses what belongs to a page without a token", async () => {
		await open();
		const to = { ...recipient, reference: { ...recipient.reference, bot: { id: "9" } } };
		const item = { id: "e1" as never, kind: "send", activity: { type: "message", text: "x" } } as const;
		expect(await out.channel.send(item, to))
			.to.have.property("error")
			.that.matches(/unknown-page.*"9"/);
	});

	describe("when Messenger refuses", () => {
		it("fails for good what would be refused again", async () => {
			await open();
			out.server.answers.push(refusal(551, 1545041));
			const result = await out.try({ text: "Hello" });
			expect(result).to.deep.equal({
				state: "failed",
				error: "The user cannot be reached on Messenger, or does not want to be (error 551/1545041)",
			});
		});

		it("tries again what is temporary, a few times", async () => {
			await open();
			out.server.answers.push(...Array.from({ length: 9 }, () => refusal(1200)));
			const states: string[] = [];
			for (let time = 0; time < 6; time += 1) states.push((await out.try({ text: "Hello" })).state);
			expect(states).to.deep.equal(["retry", "retry", "retry", "retry", "failed", "failed"]);
		});

		it("tries again an unknown error once", async () => {
			await open();
			out.server.answers.push(refusal(1), refusal(1));
			expect((await out.try({ text: "Hello" })).state).to.equal("retry");
			expect((await out.try({ text: "Hello" })).state).to.equal("failed");
		});

		it("alarms the operator once about a dead token, and lets the page rest", async () => {
			const alarms: Alarm[] = [];
			await open({ onAlarm: (alarm) => alarms.push(alarm) });
			out.server.answers.push(refusal(190, 463));
			expect(await out.try({ text: "Hello" })).to.deep.include({ state: "failed" });
			const next = await out.try({ text: "Are you there?" }, undefined, "e2");
			expect(next).to.deep.include({ state: "retry", afterMs: 30_000 });
			expect(next)
				.to.have.property("error")
				.that.matches(/access token is not valid/);
			expect(out.server.calls).to.have.length(1);
			expect(alarms.map((alarm) => [alarm.page, alarm.why, alarm.error.code])).to.deep.equal([
				[page, "token", 190],
			]);
		});
	});

	describe("when nobody can say whether a message arrived", () => {
		for (const [what, answer] of Object.entries({
			"no answer comes": silence,
			"the connection breaks": breaking,
			"a gateway loses the answer": json(502, "bad gateway"),
			"Meta says that its own answer was invalid": refusal(1, 1357046),
		})) {
			it(`says so, if ${what}`, async () => {
				await open();
				out.server.answers.push(answer);
				expect((await out.try({ text: "Hello" })).state).to.equal("unknown");
				expect(out.server.calls).to.have.length(1);
			});
		}
	});

	describe("for what needs several calls", () => {
		it("sends them in order, and knows each by its id afterwards", async () => {
			await open();
			expect(await out.try({ text: long })).to.deep.equal({ state: "sent", nativeId: "m_3" });
			expect(out.texts()).to.deep.equal([first, second, third]);
		});

		it("goes on after the last that was sent, also in another process", async () => {
			await open();
			out.server.answers.push(json(200, { message_id: "m_a" }), refusal(1200));
			const result = await out.try({ text: long });
			expect(result.state).to.equal("retry");
			expect(result)
				.to.have.property("error")
				.that.matches(/of 3 parts the first part was sent/);
			const item = { id: "e1" as never, kind: "send", activity: { type: "message", text: long } } as const;
			expect((await out.another().send(item, recipient)).state).to.equal("sent");
			expect(out.texts()).to.deep.equal([first, second, second, third]);
		});

		it("says how far it came if one is refused", async () => {
			await open();
			out.server.answers.push(
				json(200, { message_id: "m_a" }),
				json(200, { message_id: "m_b" }),
				refusal(10, 2018278),
			);
			const result = await out.try({ text: long });
			expect(result).to.deep.include({ state: "failed" });
			expect(result)
				.to.have.property("error")
				.that.matches(/too long ago.*of 3 parts the first 2 parts were sent/);
		});

		it("waits for the echo of one whose answer was lost, and then goes on", async () => {
			await open();
			out.server.answers.push(json(200, { message_id: "m_a" }), breaking);
			expect(await out.try({ text: long })).to.deep.include({ state: "retry", afterMs: 1_000 });
			expect(await out.try({ text: long })).to.deep.include({ state: "retry", afterMs: 1_000 });
			expect(out.texts()).to.deep.equal([first, second]);
			const entry = "e1" as never;
			await out.another().heardPart({ entry, part: 2, parts: 3 }, "m_b");
			expect((await out.try({ text: long })).state).to.equal("sent");
			expect(out.texts()).to.deep.equal([first, second, third]);
		});

		it("does not send the rest if no echo comes, and says what nobody knows", async () => {
			await open();
			out.server.answers.push(json(200, { message_id: "m_a" }), breaking);
			await out.try({ text: long });
			out.time.now += 30_000;
			expect(await out.try({ text: long })).to.deep.equal({
				state: "failed",
				error: "Nobody knows whether part 2 of 3 has arrived, and what follows was not sent",
			});
			expect(out.texts()).to.deep.equal([first, second]);
		});

		it("says that the last is unknown, and that those before it were sent", async () => {
			await open();
			out.server.answers.push(json(200, { message_id: "m_a" }), json(200, { message_id: "m_b" }), breaking);
			const result = await out.try({ text: long });
			expect(result.state).to.equal("unknown");
			expect(result)
				.to.have.property("error")
				.that.matches(/of 3 parts the first 2 parts were sent/);
		});

		it("stops in time for the lane, and goes on in the next try", async () => {
			await open();
			out.server.answers.push((call, response) => {
				out.time.now += 10_500;
				json(200, { message_id: "m_a" })(call, response);
			});
			expect(await out.try({ text: long })).to.deep.include({ state: "retry", afterMs: 0 });
			expect((await out.try({ text: long })).state).to.equal("sent");
			expect(out.texts()).to.deep.equal([first, second, third]);
		});
	});

	describe("while the store is away", () => {
		/** From the nth call on, every call fails. */
		function failingFrom(count: number): Partial<MessengerChannelOptions> {
			let calls = 0;
			const fail = async (): Promise<never> => {
				throw new BatonError("store-failed", "The store cannot be reached");
			};
			const store = memoryStore();
			const away = {
				...store,
				readFact: fail,
				writeFact: fail,
				claimFact: fail,
				load: fail,
				recordDelivery: fail,
			};
			return { store: () => (++calls < count ? store : (away as never)) };
		}

		it("sends what the bot says: it needs nothing of it", async () => {
			await open(failingFrom(1));
			expect((await out.try({ text: "Hello" })).state).to.equal("sent");
		});

		it("sends nothing of a human's, and tries again", async () => {
			await open(failingFrom(1));
			expect((await out.try({ text: "Hello" }, ana)).state).to.equal("retry");
			expect(out.server.calls).to.have.length(0);
		});

		it("gives up the rest where it could not remember what was sent", async () => {
			await open(failingFrom(3));
			out.server.answers.push(json(200, { message_id: "m_a" }), refusal(1200));
			const result = await out.try({ text: long });
			expect(result).to.deep.include({ state: "failed" });
			expect(result)
				.to.have.property("error")
				.that.matches(/of 3 parts the first part was sent/);
		});
	});

	it("tries again if the page's token cannot be read, and tells nobody why", async () => {
		await open();
		const graph = createGraphApi({
			appSecret: "s",
			tokenOf: () => Promise.reject(new Error("vault: secret")),
		});
		const channel = createMessengerChannel({ graph, logger: silentLogger });
		const item = { id: "e1" as never, kind: "send", activity: { type: "message", text: "x" } } as const;
		const result = await channel.send(item, recipient);
		expect(result).to.deep.include({ state: "retry" });
		expect(JSON.stringify(result)).not.to.contain("secret");
	});

	describe("when somebody joins or leaves", () => {
		const joined = { type: "event", name: "representative.joined", text: "Ana is here now" };

		it("shows core's line as the page", async () => {
			await open();
			await out.try(joined, ana);
			expect(out.texts()).to.deep.equal(["Ana is here now"]);
			expect(out.bodies()[0]).not.to.have.property("persona_id");
		});

		it("shows the team's own line, or none", async () => {
			await open({
				announce: (what, { displayName }) => (what === "joined" ? `Hi, I am ${displayName}` : undefined),
			});
			expect(await out.try(joined, ana)).to.deep.include({ state: "sent" });
			expect(await out.try({ ...joined, name: "representative.left" }, ana)).to.deep.equal({ state: "sent" });
			expect(out.texts()).to.deep.equal(["Hi, I am Ana"]);
		});

		it("moves the thread before the line and after it", async () => {
			const steps: string[] = [];
			const follow = async () => {
				steps.push(`before ${out.server.messages().length}`);
				return { line: true, after: async () => void steps.push(`after ${out.server.messages().length}`) };
			};
			await open({ threadControl: () => ({ follow }) });
			await out.try(joined, ana);
			expect(steps).to.deep.equal(["before 0", "after 1"]);
		});

		it("shows no line where the thread is another app's", async () => {
			await open({ threadControl: () => ({ follow: async () => ({ line: false }) }) });
			expect(await out.try(joined, ana)).to.deep.equal({ state: "sent" });
			expect(out.server.calls).to.have.length(0);
		});
	});
});
