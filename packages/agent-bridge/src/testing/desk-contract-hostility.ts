import type { DeskSuite } from "./desk-fixture.js";

/** Each is shown as it was written, and does nothing. */
const hostileTexts = [
	"<script>alert(1)</script>",
	"<img src=x onerror=alert(1)>",
	"**not bold** _not italic_ `not code` ~not struck~",
	"[a link](javascript:alert(1))",
	"<https://evil.example|your bank> <!channel> <@U012AB3CD>",
	"&lt;b&gt; &amp; &",
	"{{constructor.constructor('return 1')()}} <%= 1 + 1 %> %s %d",
	"'; DROP TABLE conversations; --",
	"Zero\u200bwidth, right\u202eto left, e\u0301 and 👩‍👩‍👧‍👦",
	"/release",
	"constructor __proto__ toString",
] as const;

export function deskHostilityContract({ describe, test }: DeskSuite): void {
	describe("hostile content", () => {
		for (const text of hostileTexts) {
			test(`shows as it was written: ${JSON.stringify(text)}`, async ({ customer, askFor, takes, shows }) => {
				await customer.says("Hello");
				await askFor(customer);
				await takes();

				await customer.says(text);

				await shows([text]);
			});
		}

		test("survives a huge text", async ({ customer, askFor, takes, shows, desk }) => {
			await customer.says("Hello");
			await askFor(customer);
			await takes();
			await customer.says("x".repeat(100_000));
			await customer.says("after the huge one");

			await shows(["after the huge one"]);
			await desk.say(customer.conversationId, "That was long");
			await customer.hears("That was long");
		});

		test("survives attachments, buttons and activities of kinds that nobody knows", async (fixture) => {
			const { customer, askFor, takes, shows } = fixture;
			await customer.says("Hello");
			await askFor(customer);
			await takes();
			for (const activity of oddActivities) await customer.says("", activity);
			await customer.presses("ORDER", {
				sku: "<b>",
				amount: Number.MAX_SAFE_INTEGER,
				deep: { deep: { deep: [] } },
			});
			await customer.says("after the odd ones");

			await shows(["after the odd ones"]);
		});

		test("lets frames and members pass that a later version may bring", async (fixture) => {
			const { customer, askFor, takes, tap, shows } = fixture;
			await customer.says("Hello");
			await askFor(customer);
			await takes();
			for (const frame of laterFrames) tap.inject(JSON.stringify(frame));
			await customer.says("after the new ones");

			await shows(["after the new ones"]);
		});
	});
}

const oddActivities: readonly object[] = [
	{
		text: undefined,
		attachments: [{ contentType: "image/png", contentUrl: "https://pictures.example/a.png" }],
	},
	{
		text: undefined,
		attachments: [{ contentType: "application/vnd.unheard-of", content: { nested: [null] } }],
	},
	{ text: undefined, attachments: [{ contentType: "image/svg+xml", contentUrl: "javascript:alert(1)" }] },
	{ text: undefined, attachments: "none" },
	{ text: undefined, entities: [{ type: "Place", geo: { latitude: 52.5, longitude: 13.4 } }] },
	{ text: "  ", channelData: { unexpected: { text: 7 } } },
];

const laterFrames: readonly object[] = [
	{ type: "shape", color: "green" },
	{ type: "constructor" },
	{ type: "typing", conversationId: "of/no/one", by: "user", mood: "good" },
	{ type: "deliveryReport", conversationId: "of/no/one", of: "1.a", state: "teleported" },
	{ type: "refused", code: "code-of-a-later-version", message: "Not this time" },
	{ type: "ping", sentAt: 1 },
];
