import { deepEqual } from "node:assert/strict";
import { type DeskSuite, fail } from "./desk-fixture.js";

export function deskHearingContract({ describe, test }: DeskSuite): void {
	describe("hearing", () => {
		test("sees what was said before it took the conversation", async ({ customer, askFor, takes, shows }) => {
			await customer.says("Where is my parcel?");
			await customer.says("It is the green one");
			await askFor(customer);
			await takes();

			const lines = await shows([
				"Where is my parcel?",
				"You said Where is my parcel?",
				"It is the green one",
				"You said It is the green one",
			]);

			const by = lines.filter(({ text }) => text.includes("parcel")).map((line) => line.by);
			deepEqual(by, ["user", "bot"]);
		});

		test("hears the user while it is in control, in order", async ({ customer, askFor, takes, shows }) => {
			await customer.says("Hello");
			await askFor(customer);
			await takes();
			const words = Array.from({ length: 20 }, (_, index) => `line ${index + 1}`);

			for (const text of words) await customer.says(text);

			const lines = await shows(words);
			deepEqual(
				lines.filter(({ text }) => text.startsWith("line ")).map(({ text }) => text),
				words,
			);
		});

		test("hears the user no more when it has given control back", async (fixture) => {
			const { customer, askFor, takes, desk, stands, caughtUp, words } = fixture;
			await customer.says("Hello");
			await askFor(customer);
			await takes();
			await desk.release(customer.conversationId);
			await stands("elsewhere");

			await customer.says("Just between me and the bot");

			await caughtUp();
			fail(await matching(words, /between me/), "The desk shows what was said after it gave control back");
		});

		test("keeps conversations apart", async ({ customer, another, askFor, takes, shows, words }) => {
			const ben = another("Ben");
			for (const user of [customer, ben]) {
				await user.says("Hello");
				await askFor(user);
				await takes(user);
			}

			await Promise.all([customer.says("I am Ada"), ben.says("I am Ben")]);

			await shows(["I am Ada"]);
			await shows(["I am Ben"], ben.conversationId);
			fail(await matching(words, /Ben/), "The desk shows in one conversation what was said in another");
		});

		test("sees nothing of the conversations of other bots", async ({
			elsewhere,
			desk,
			caughtUp,
			words,
			colleague,
		}) => {
			const foreign = await elsewhere("My account number is 12345");

			await caughtUp();

			fail(await words(foreign), "The desk shows a conversation of a bot that is not its own");
			await Promise.resolve(desk.take(foreign)).catch(() => {});
			await caughtUp();
			fail(await words(foreign), "The desk shows a conversation that it may not take");
			const held = await colleague.getList({ of: "held" });
			deepEqual(held.conversations, []);
		});
	});
}

async function matching(words: () => Promise<readonly string[]>, wanted: RegExp): Promise<readonly string[]> {
	return (await words()).filter((text) => wanted.test(text));
}
