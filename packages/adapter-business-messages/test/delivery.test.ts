import type { DeliveryState, EntryId } from "@baton/core";
import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { eventually } from "./support/eventually.js";
import { openStage, type Stage, type StageOptions } from "./support/stage.js";

describe("What becomes of a message", () => {
	let stage: Stage;

	async function open(options?: StageOptions): Promise<void> {
		stage = await openStage(options);
	}

	afterEach(() => stage.close());

	/** Waits for a state of the bot's first answer. */
	async function state(...wanted: readonly DeliveryState[]): Promise<DeliveryState> {
		const { id } = await stage.entry("botSaid");
		return stateOf(id, wanted);
	}

	function stateOf(id: EntryId, wanted: readonly DeliveryState[]): Promise<DeliveryState> {
		return eventually(async () => {
			const [delivery] = await stage.handoff.store.readDeliveries(stage.key, [id]);
			return wanted.find((each) => each === delivery?.state);
		});
	}

	function messages(): readonly string[] {
		return stage.emulator.requests.flatMap((each) => (each.kind === "message" ? [each.answer] : []));
	}

	it("is that it is delivered, and read, as the user's receipts say", async () => {
		await open();
		await stage.mia.says("Hi");
		expect(await state("delivered")).to.equal("delivered");
		await stage.mia.reads();
		expect(await state("read")).to.equal("read");
	});

	it("is told by several receipts in one call, and never moved back by a late one", async () => {
		await open();
		await stage.mia.says("One");
		await stage.mia.says("Two");
		const ids = await Promise.all(
			["You said One", "You said Two"].map(async (text) => {
				const { id } = await stage.entry("botSaid", ({ activity }) => activity.text === text);
				await stateOf(id, ["delivered"]);
				return id;
			}),
		);
		await stage.mia.reads();
		for (const id of ids) await stateOf(id, ["read"]);
		const receipts = ids.map((id) => ({
			message: `conversations/${stage.mia.conversationId}/messages/${id}`,
			receiptType: "DELIVERED",
		}));
		const { conversationId } = stage.mia;
		await stage.emulator.call({ agent: "brands/1111/agents/2222", conversationId, receipts: { receipts } });
		for (const id of ids) expect(await stateOf(id, ["delivered", "read"])).to.equal("read");
	});

	it("is nothing that a receipt for an unknown message could change", async () => {
		await open();
		await stage.mia.says("Hi");
		await state("delivered");
		const message = `conversations/${stage.mia.conversationId}/messages/unknown`;
		await stage.emulator.call({
			agent: "brands/1111/agents/2222",
			conversationId: stage.mia.conversationId,
			receipts: { receipts: [{ message, receiptType: "READ" }, { message: 7 }] },
		});
		expect(await state("delivered")).to.equal("delivered");
	});

	it("has its own id in the log, so that sending it again has the effect of once", async () => {
		await open();
		stage.emulator.fail("messages", "lost-answer");
		await stage.mia.says("Hi");
		const { id } = await stage.entry("botSaid");
		await eventually(() => messages().length > 1 || undefined);
		expect(messages()).to.deep.equal(["OK", "ALREADY_EXISTS"]);
		await state("sent", "delivered");
		expect(stage.mia.lines.filter(({ kind }) => kind === "message").map((line) => line.id)).to.deep.equal([
			id,
		]);
	});

	for (const fault of ["RESOURCE_EXHAUSTED", "UNAVAILABLE", "INTERNAL", "no-answer"] as const) {
		it(`is that it is sent again after ${fault}`, async () => {
			await open();
			stage.emulator.fail("messages", fault);
			await stage.mia.says("Hi");
			await state("sent", "delivered");
			expect(stage.mia.lines.filter(({ kind }) => kind === "message")).to.have.length(1);
		});
	}

	for (const fault of [
		"PERMISSION_DENIED",
		"INVALID_ARGUMENT",
		"FAILED_PRECONDITION",
		"NOT_FOUND",
	] as const) {
		it(`is that it failed after ${fault}, and whoever said it is told why`, async () => {
			await open();
			stage.emulator.fail("messages", fault);
			await stage.mia.says("Hi");
			expect(await state("failed")).to.equal("failed");
			expect((await stage.entry("deliveryFailed")).error).to.include(fault);
			expect(messages()).to.not.include("OK");
		});
	}

	it("waits as long as the platform asks it to", async () => {
		await open();
		stage.emulator.fail("messages", { status: "RESOURCE_EXHAUSTED", message: "Too many", retryAfterS: 0 });
		await stage.mia.says("Hi");
		await state("sent", "delivered");
	});

	it("is that it failed if nobody is let in with the account's key", async () => {
		const serviceAccount = { clientEmail: "bot@example.invalid", privateKey: "none" };
		await open({ adapter: { serviceAccount } });
		await stage.mia.says("Hi");
		expect(await state("failed")).to.equal("failed");
		expect((await stage.entry("deliveryFailed")).error).to.include("bot@example.invalid");
	});
});
