import { deepEqual, equal } from "node:assert/strict";
import type { ConversationKey, EntryId } from "@baton/core";
import { type DeskFixture, type DeskSuite, handFor } from "./desk-fixture.js";
import { eventually } from "./eventually.js";

export function deskMarksContract({ describe, ifAble, kind = "human" }: DeskSuite): void {
	describe("what became of words", () => {
		ifAble(
			"undelivered",
			"shows what did not arrive",
			async ({ customer, askFor, takes, desk, channel, marks }) => {
				await customer.says("Hello");
				await askFor(customer);
				await takes();
				channel.answerWith(({ by }) => {
					return by === "app"
						? { state: "failed", error: "The user has blocked the page" }
						: { state: "sent" };
				});

				await desk.say(customer.conversationId, "Can you read this?");

				await marks("Can you read this?", "undelivered");
			},
		);

		ifAble("edits", "shows what the bot made of its words", async (fixture) => {
			const { customer, askFor, takes, handoff, marks, words } = fixture;
			const answer = await beginsWithAnAnswer(fixture);
			await askFor(customer);
			const activity = { type: "message", text: "Corrected" };
			await handoff.submit(keyOf(fixture), { type: "edit", entry: answer, activity });
			await takes();

			await marks("Corrected", "edited");
			equal((await words()).includes("You said Hello"), false);
		});

		ifAble("deletions", "shows that the bot took its words back", async (fixture) => {
			const { customer, askFor, takes, handoff, desk } = fixture;
			const answer = await beginsWithAnAnswer(fixture);
			await askFor(customer);
			await handoff.submit(keyOf(fixture), { type: "delete", entry: answer });
			await takes();

			const look = async () => desk.sees(customer.conversationId);
			await eventually(
				look,
				(lines) => lines.every(({ text, mark }) => text !== "You said Hello" || mark === "deleted"),
				"The desk should not show words that were taken back as if they stood",
			);
		});
	});

	describe("drafts", () => {
		ifAble("drafts", "shows what the bot would have said", async (fixture) => {
			await fixture.customer.says("unsure about this");
			await fixture.takes();

			await fixture.marks("You said unsure about this", "draft");
			deepEqual(saidTo(fixture), []);
		});

		ifAble("sendDraft", "sends a draft as it is, in its own name", async (fixture) => {
			const { customer, takes, desk } = fixture;
			await customer.says("unsure about this");
			await takes();
			await fixture.marks("You said unsure about this", "draft");
			await handFor(desk.sendDraft, "sendDraft")(customer.conversationId);

			const { label } = await customer.hears("You said unsure about this");
			equal(label, kind === "human" ? "HUMAN" : "BOT");
			await desk.release(customer.conversationId);
		});

		ifAble("sendDraft", "sends a draft corrected", async (fixture) => {
			const { customer, takes, desk, marks } = fixture;
			await customer.says("unsure about this");
			await takes();
			await marks("You said unsure about this", "draft");

			await handFor(desk.sendDraft, "sendDraft")(customer.conversationId, "Certain about this");

			await customer.hears("Certain about this");
			equal(saidTo(fixture).includes("You said unsure about this"), false);
		});

		ifAble("discardDraft", "puts a draft away", async (fixture) => {
			const { customer, takes, desk, marks } = fixture;
			await customer.says("unsure about this");
			await takes();
			await marks("You said unsure about this", "draft");

			await handFor(desk.discardDraft, "discardDraft")(customer.conversationId);

			const look = async () => desk.sees(customer.conversationId);
			await eventually(
				look,
				(lines) => lines.every(({ mark }) => mark !== "draft"),
				"No draft should be left",
			);
			deepEqual(saidTo(fixture), []);
		});
	});
}

function keyOf({ customer }: DeskFixture): ConversationKey {
	return customer.conversationId as ConversationKey;
}

/** The user says hello, and the bot answers: the answer's id in the log. */
async function beginsWithAnAnswer(fixture: DeskFixture): Promise<EntryId> {
	await fixture.customer.says("Hello");
	await fixture.customer.hears("You said Hello");
	const entries = await fixture.handoff.store.readEntries(keyOf(fixture), { limit: 50 });
	const answer = entries.find(({ type }) => type === "botSaid");
	if (answer === undefined) throw new Error("The bot has not answered");
	return answer.id;
}

function saidTo({ customer }: DeskFixture): readonly string[] {
	return customer.lines.filter(({ what }) => what === "said").map(({ text }) => text);
}
