import { expect } from "chai";
import {
	BatonError,
	createHandoff,
	type HandoffOptions,
	type Signal,
	silentLogger,
} from "../../src/index.js";
import { scene } from "../support/scene.js";

const bot = { id: "shop", displayName: "Shop bot" };
const desk = { id: "desk", kind: "human", displayName: "Desk" } as const;

const at = (span: string) => ({ timeZone: "Asia/Jakarta", open: { monday: [span] } });
const hours = at("09:00-17:00");

describe("The options of a handoff", () => {
	const wrong: readonly (readonly [string, unknown, string])[] = [
		["a bot without an id", { bot: { id: "", displayName: "Shop bot" } }, "bot.id"],
		["no bot", {}, "bot"],
		["an app of another kind", { bot, apps: [{ ...desk, kind: "dog" }] }, "apps[0].kind"],
		["two apps with one id", { bot, apps: [desk, desk] }, "two apps have the same id"],
		["a threshold above 1", { bot, replyAt: 70 }, "replyAt"],
		["a negative duration", { bot, policy: { offerRetryMs: -1 } }, "policy.offerRetryMs"],
		["an unknown mode", { bot, mode: "on" }, "mode"],
		["no capacity at all", { bot, apps: [{ ...desk, capacity: 0 }] }, "apps[0].capacity"],
		["a language that is none", { bot, apps: [{ ...desk, languages: ["German?"] }] }, "languages[0]"],
		[
			"hours in no time zone",
			{ bot, apps: [{ ...desk, hours: { ...hours, timeZone: "Mars" } }] },
			"timeZone",
		],
		["hours of no day", { bot, apps: [{ ...desk, hours: { ...hours, open: { mon: [] } } }] }, "mon"],
		["an hour that is none", { bot, apps: [{ ...desk, hours: at("25:00-26:00") }] }, "monday[0]"],
		["an empty span", { bot, apps: [{ ...desk, hours: at("09:00-09:00") }] }, "the span is empty"],
		["hours that are none", { bot, apps: [{ ...desk, hours: { ...hours, open: {} } }] }, "it is never open"],
		[
			"a holiday that is no day",
			{ bot, apps: [{ ...desk, hours: { ...hours, closed: ["2026-02-30"] } }] },
			"closed[0]",
		],
	];
	for (const [what, options, where] of wrong) {
		it(`are refused with ${what}, and the message says where`, () => {
			expect(() => createHandoff(options as HandoffOptions))
				.to.throw(BatonError)
				.that.satisfies(
					(error: BatonError) => error.code === "bad-handoff-options" && error.message.includes(where),
				);
		});
	}
});

describe("A listener that throws", () => {
	it("costs neither the command nor the other listeners anything", async () => {
		const { user, ana, handoff } = scene({ logger: silentLogger });
		await user.says("Hello");
		const heard: Signal[] = [];
		handoff.subscribe(() => {
			throw new Error("The desk's code is broken");
		});
		handoff.subscribe((signal) => heard.push(signal));
		expect(await ana.takeOver()).to.equal("done");
		expect(heard.map(({ type }) => type)).to.include("committed");
	});
});
