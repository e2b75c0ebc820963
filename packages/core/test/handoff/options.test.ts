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

describe("The options of a handoff", () => {
	const wrong: readonly (readonly [string, unknown, string])[] = [
		["a bot without an id", { bot: { id: "", displayName: "Shop bot" } }, "bot.id"],
		["no bot", {}, "bot"],
		["an app of another kind", { bot, apps: [{ ...desk, kind: "dog" }] }, "apps[0].kind"],
		["two apps with one id", { bot, apps: [desk, desk] }, "two apps have the same id"],
		["a threshold above 1", { bot, replyAt: 70 }, "replyAt"],
		["a negative duration", { bot, policy: { offerRetryMs: -1 } }, "policy.offerRetryMs"],
		["an unknown mode", { bot, mode: "on" }, "mode"],
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
