import { expect } from "chai";
import type { Gate } from "../../../src/gate/gate.js";
import { comparison, type Seen, shadow, swappable } from "../../../src/gate/learning/learning.js";
import { BatonError, silentLogger } from "../../../src/index.js";
import { manualClock, settle } from "../../support/manual-clock.js";
import { scene } from "../../support/scene.js";
import { asking, knowing, turn } from "./made-up-gate.js";

const current = knowing({ a: ["shipping", 0.9], b: ["shipping", 0.5] });
const candidate = knowing({ a: ["returns", 0.9], b: ["shipping", 0.8] });

function inShadow(candidate: Gate, options: { readonly limitMs?: number } = {}) {
	const seen: Seen[] = [];
	const clock = manualClock();
	const record = (one: Seen) => seen.push(one);
	return {
		seen,
		clock,
		gate: shadow({ current, candidate, record, clock, logger: silentLogger, ...options }),
	};
}

describe("A gate in shadow", () => {
	it("is asked the same, and the other one decides", async () => {
		const { gate, seen } = inShadow(candidate);
		expect(await gate.decide(turn("a"))).to.include({ intent: "shipping" });
		await settle();
		expect(seen).to.have.length(1);
		expect(seen[0]).to.include({ text: "a" });
		expect(seen[0]?.candidate).to.include({ intent: "returns" });
	});

	it("keeps nobody waiting", async () => {
		const { gate, seen, clock } = inShadow(
			asking(() => new Promise(() => {})),
			{ limitMs: 1_000 },
		);
		expect(await gate.decide(turn("a"))).to.include({ intent: "shipping" });
		await settle();
		expect(seen).to.have.length(0);
		await clock.advance(1_000);
		expect(seen).to.have.length(1);
		expect(seen[0]?.candidate).to.equal(undefined);
	});

	it("is not asked more than it can take", async () => {
		let asked = 0;
		const slow = asking(() => {
			asked += 1;
			return new Promise(() => {});
		});
		const { gate } = inShadow(slow);
		for (let count = 0; count < 500; count += 1) await gate.decide(turn("a"));
		await settle();
		expect(asked).to.equal(100);
	});

	it("may fail", async () => {
		const { gate, seen } = inShadow(asking(() => Promise.reject(new Error("down"))));
		expect(await gate.decide(turn("a"))).to.include({ intent: "shipping" });
		await settle();
		expect(seen.map(({ candidate: verdict }) => verdict)).to.deep.equal([undefined]);
	});

	it("is not to blame for what the current one fails with", async () => {
		const broken = asking(() => Promise.reject(new Error("down")));
		const gate = shadow({ current: broken, candidate, record: () => {}, logger: silentLogger });
		const error = await Promise.resolve(gate.decide(turn("a"))).catch((failed: unknown) => failed);
		expect(error).to.be.instanceOf(BatonError).with.property("code", "recognizer-failed");
	});
});

describe("A gate that is swapped", () => {
	it("decides from then on, in the middle of traffic and without a restart", async () => {
		const gate = swappable(current);
		const { user, ana, control } = scene({ gate });
		await user.says("b");
		expect((await user.sees()).at(-1)).to.contain("Did you mean");
		const compared = comparison();
		gate.use(shadow({ current, candidate, record: compared.record, logger: silentLogger }));
		await user.says("b");
		expect((await user.sees()).at(-1)).to.contain("Did you mean");
		expect(compared.summary()).to.deep.include({ seen: 1, same: 0 });
		expect(gate.use(candidate).name).to.contain("in shadow");
		await user.says("b");
		expect((await user.sees()).at(-1)).to.equal("BOT Shop bot: You said: b");
		expect(await control()).to.equal("bot");
		await ana.takeOver();
	});

	it("gives the former one, to go back to", async () => {
		const gate = swappable(current);
		const former = gate.use(candidate);
		expect(await gate.decide(turn("a"))).to.include({ intent: "returns" });
		gate.use(former);
		expect(await gate.decide(turn("a"))).to.include({ intent: "shipping" });
		expect(gate.current).to.equal(current);
		expect(await gate.judge({ text: "x", intents: [{ intent: "sizes", confidence: 1 }] })).to.include({
			verdict: "answer",
		});
	});
});
