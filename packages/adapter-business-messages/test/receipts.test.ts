import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import type { UserLineState } from "../src/emulator/index.js";
import { eventually } from "./support/eventually.js";
import { openStage, type Stage } from "./support/stage.js";

describe("What the user is told of what they wrote", () => {
	let stage: Stage;

	beforeEach(async () => {
		stage = await openStage();
	});

	afterEach(() => stage.close());

	/** Waits until the user's lines are in these states. */
	async function states(...wanted: readonly UserLineState[]): Promise<void> {
		const now = () => stage.mia.lines.flatMap((line) => (line.kind === "user" ? [line.state] : []));
		await eventually(() => now().join() === wanted.join() || undefined).catch(() => {
			expect(now()).to.deep.equal(wanted);
		});
	}

	it("is that the bot has read it", async () => {
		await stage.mia.says("Hi");
		await states("read");
	});

	it("is that it is there, while a person has still to look", async () => {
		await stage.mia.says("Hi");
		await stage.ana.takesOver();
		await stage.mia.says("Are you there?");
		await states("read", "delivered");
	});

	it("is that it is read as soon as the person types or answers", async () => {
		await stage.mia.says("Hi");
		await stage.ana.takesOver();
		await stage.mia.says("Are you there?");
		await stage.mia.says("Hello?");
		await states("read", "delivered", "delivered");
		await stage.ana.types();
		await states("read", "read", "read");
		await stage.mia.says("Ah");
		await states("read", "read", "read", "delivered");
		await stage.ana.says("I am here");
		await states("read", "read", "read", "read");
	});

	it("is told once, however often the call comes", async () => {
		const message = { messageId: "m1", text: "Hi" };
		const call = {
			agent: "brands/1111/agents/2222",
			conversationId: stage.mia.conversationId,
			requestId: "r1",
			message,
		};
		await stage.emulator.call(call);
		await stage.emulator.call(call);
		await stage.mia.says("Ho");
		await states("read");
		const receipts = stage.emulator.requests.filter(
			({ kind, answer }) => kind === "receipt" || answer === "NOT_FOUND",
		);
		expect(receipts).to.have.length(2);
	});
});
