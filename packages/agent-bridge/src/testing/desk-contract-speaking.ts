import { deepEqual, equal } from "node:assert/strict";
import type { DeskSuite } from "./desk-fixture.js";
import { handFor } from "./desk-fixture.js";
import type { HeardLine } from "./simulated-channel.js";

export function deskSpeakingContract({ describe, test, ifAble, kind = "human" }: DeskSuite): void {
	const label = kind === "human" ? "HUMAN" : "BOT";

	describe("speaking", () => {
		test(`speaks to the user as ${label}`, async ({ customer, askFor, takes, desk, shows }) => {
			await customer.says("Hello");
			await askFor(customer);
			await takes();

			await desk.say(customer.conversationId, "Let me look");
			await desk.say(customer.conversationId, "It left us on Monday");

			await customer.hears("It left us on Monday");
			const own = customer.lines.filter(({ text }) => text === "Let me look" || text.startsWith("It left"));
			deepEqual(
				own.map((line) => line.label),
				[label, label],
			);
			await shows(["Let me look", "It left us on Monday"]);
		});

		if (kind === "human") {
			test("is announced before its first words, and when it has left", async ({
				customer,
				askFor,
				takes,
				desk,
			}) => {
				await customer.says("Hello");
				await askFor(customer);
				await takes();
				await desk.say(customer.conversationId, "Good morning");
				await customer.hears("Good morning");
				await desk.release(customer.conversationId);

				await customer.hears(({ what }) => what === "left");

				const stretch = customer.lines.filter(isOfHuman).map(({ what }) => what);
				deepEqual(stretch, ["joined", "said", "left"]);
			});
		}

		test("shows its own words once, where they belong", async ({ customer, askFor, takes, desk, shows }) => {
			await customer.says("Hello");
			await askFor(customer);
			await takes();
			await desk.say(customer.conversationId, "How can I help?");
			await customer.hears("How can I help?");
			await customer.says("It is too small");
			await shows(["How can I help?", "It is too small"]);
			await desk.say(customer.conversationId, "Then change it");

			const words = ["How can I help?", "It is too small", "Then change it"];
			const lines = await shows(words);

			deepEqual(
				lines.filter(({ text }) => words.includes(text)).map(({ by, text }) => `${by}: ${text}`),
				[
					`${kind === "human" ? "human" : "bot"}: How can I help?`,
					"user: It is too small",
					`${kind === "human" ? "human" : "bot"}: Then change it`,
				],
			);
		});

		ifAble("repeat", "has said once what was carried twice", async ({ customer, askFor, takes, desk }) => {
			await customer.says("Hello");
			await askFor(customer);
			await takes();
			await desk.say(customer.conversationId, "Only once");
			await handFor(desk.repeat, "repeat")();
			await desk.say(customer.conversationId, "And this after it");

			await customer.hears("And this after it");

			equal(customer.lines.filter(({ text }) => text === "Only once").length, 1);
		});

		ifAble(
			"note",
			"writes internal lines that the user never sees",
			async ({ customer, askFor, takes, desk, shows }) => {
				await customer.says("Hello");
				await askFor(customer);
				await takes();
				await handFor(desk.note, "note")(customer.conversationId, "Has called twice already");
				await desk.say(customer.conversationId, "Hello Ada");
				await customer.hears("Hello Ada");

				await shows(["Has called twice already", "Hello Ada"]);
				equal(
					customer.lines.some(({ text }) => text.includes("called twice")),
					false,
				);
			},
		);
	});
}

function isOfHuman({ what, label }: HeardLine): boolean {
	return label === "HUMAN" && what !== "typing";
}
