import { deepEqual } from "node:assert/strict";
import { type DeskFixture, type DeskSuite, fail } from "./desk-fixture.js";

export function deskAbsenceContract({ describe, test, ifAble }: DeskSuite): void {
	describe("coming back", () => {
		test("loses nothing that it had not acknowledged when it crashed", async (fixture) => {
			await crashesUnacknowledged(fixture);

			await fixture.shows(["before the crash", "while it is away", "when it is back"]);
		});

		ifAble("onceAfterCrash", "shows once what it had shown and not acknowledged", async (fixture) => {
			await crashesUnacknowledged(fixture);
			await fixture.shows(["before the crash", "when it is back"]);

			const words = (await fixture.words()).filter((text) => text === "before the crash");
			deepEqual(words, ["before the crash"]);
		});

		test("is in control still when it is back in time, and can speak", async (fixture) => {
			const { customer, askFor, takes, crash, restart, shows } = fixture;
			await customer.says("Hello");
			await askFor(customer);
			await takes();
			await crash();
			await customer.says("Are you there?");
			await restart();
			await shows(["Are you there?"]);

			await fixture.desk.say(customer.conversationId, "I am back");

			await customer.hears("I am back");
		});

		test("is told that it has lost control, however late it comes back", async (fixture) => {
			const { customer, askFor, takes, crash, timePasses, restart, stands, caughtUp } = fixture;
			await customer.says("Hello");
			await askFor(customer);
			await takes();
			await crash();
			await timePasses(customer, "lost");
			await restart();

			await caughtUp();
			await stands("elsewhere");
		});

		test("goes on after its connection was cut", async ({ customer, askFor, takes, tap, desk, shows }) => {
			await customer.says("Hello");
			await askFor(customer);
			await takes();
			tap.cut();
			await customer.says("Did you get this?");
			await shows(["Did you get this?"]);
			await desk.say(customer.conversationId, "Yes");

			await customer.hears("Yes");
		});

		test("doubles nothing when everything comes twice", async ({
			customer,
			askFor,
			takes,
			tap,
			desk,
			shows,
			words,
		}) => {
			await customer.says("Hello");
			tap.repeatEverything();
			await askFor(customer);
			await takes();
			for (const text of ["one", "two", "three"]) await customer.says(text);
			await shows(["one", "two", "three"]);
			await desk.say(customer.conversationId, "four");
			await customer.hears("four");
			await customer.says("five");
			await shows(["four", "five"]);

			const counted = /^(one|two|three|four|five)$/;
			const expected = ["one", "two", "three", "four", "five"];
			deepEqual(
				(await words()).filter((text) => counted.test(text)),
				expected,
			);
			fail(
				customer.lines
					.filter(({ text }) => text === "four")
					.slice(1)
					.map(({ text }) => text),
				"The user heard twice what was said once",
			);
		});
	});
}

/** Shows something, and crashes before anybody hears that it has. */
async function crashesUnacknowledged(fixture: DeskFixture): Promise<void> {
	const { customer, askFor, takes, tap, shows, crash, restart } = fixture;
	await customer.says("Hello");
	await askFor(customer);
	await takes();
	tap.loseAcknowledgments();
	await customer.says("before the crash");
	await shows(["before the crash"]);
	await crash();
	await customer.says("while it is away");
	await restart();
	await shows(["while it is away"]);
	await customer.says("when it is back");
}
