import { expect } from "chai";
import { randomFrom } from "../../../src/gate/embedded/random.js";
import { type Drift, driftWatch } from "../../../src/gate/learning/learning.js";
import {
	type ConversationKey,
	type EntryOf,
	type Logger,
	type Signal,
	silentLogger,
} from "../../../src/index.js";
import { scene } from "../../support/scene.js";
import { asking, knowing, turn } from "./made-up-gate.js";

const gate = knowing({ sure: ["shipping", 0.9], unsure: ["shipping", 0.1] });

/** A draft that was used. */
function used(how: EntryOf<"draftUsed">["how"]): Signal {
	const entry = { type: "draftUsed", how } as EntryOf<"draftUsed">;
	return { type: "committed", key: "test/shop/one" as ConversationKey, entries: [entry], tell: [] };
}

function watching() {
	const told: Drift[] = [];
	const watch = driftWatch({ onDrift: (drift) => told.push(drift), logger: silentLogger });
	const watched = watch.watch(gate);
	/** So many messages, of which this share can be answered. */
	const traffic = (count: number, share: number, random: () => number): void => {
		for (let index = 0; index < count; index += 1)
			void watched.decide(turn(random() < share ? "sure" : "unsure"));
	};
	return { told, watch, traffic };
}

/** Messages come in conversations, in which the bot knows most or little. */
function clustered(random: () => number): () => number {
	let count = 0;
	let share = 0;
	return () => {
		if (count % 6 === 0) share = random() < 0.5 ? 0.9 : 0.3;
		count += 1;
		return random() < share ? 0 : 1;
	};
}

describe("The watch over a gate", function () {
	this.timeout(60_000);

	for (const share of [0.6, 0.9, 0.05, 0, 1]) {
		it(`is silent while ${100 * share} % are answered, whatever chance does`, () => {
			for (let seed = 1; seed <= 40; seed += 1) {
				const { told, traffic } = watching();
				traffic(20_000, share, randomFrom(seed));
				expect(told, `seed ${seed}`).to.deep.equal([]);
			}
		});
	}

	it("is silent while messages of one conversation are alike", () => {
		for (let seed = 1; seed <= 40; seed += 1) {
			const { told, traffic } = watching();
			traffic(20_000, 0.5, clustered(randomFrom(seed)));
			expect(told, `seed ${seed}`).to.deep.equal([]);
		}
	});

	it("tells within some thousand messages that fewer are answered, once, and that it is over", () => {
		for (let seed = 1; seed <= 40; seed += 1) {
			const { told, traffic } = watching();
			const random = randomFrom(seed);
			traffic(5_000, 0.6, random);
			traffic(5_000, 0.45, random);
			expect(told, `seed ${seed}`).to.have.length(1);
			expect(told[0]).to.include({ share: "answered", state: "drifted" });
			expect(told[0]?.usual).to.be.closeTo(0.6, 0.06);
			expect(told[0]?.now).to.be.below(told[0]?.band[0] ?? 0);
			traffic(5_000, 0.6, random);
			expect(told.map(({ state }) => state)).to.deep.equal(["drifted", "returned"]);
		}
	});

	it("tells that more is corrected than used to be", () => {
		for (let seed = 1; seed <= 40; seed += 1) {
			const { told, watch } = watching();
			const random = randomFrom(seed);
			for (let index = 0; index < 2_000; index += 1) watch.hear(used(random() < 0.1 ? "corrected" : "sent"));
			expect(told, `seed ${seed}`).to.deep.equal([]);
			for (let index = 0; index < 600; index += 1) watch.hear(used(random() < 0.3 ? "discarded" : "sent"));
			expect(told.map(({ share, state }) => `${share} ${state}`)).to.deep.equal(["corrected drifted"]);
		}
	});

	it("begins anew after another gate was put in place, and goes on where an earlier one ended", () => {
		const { told, watch, traffic } = watching();
		const random = randomFrom(7);
		traffic(3_000, 0.6, random);
		const { baselines } = watch;
		watch.restart();
		traffic(10_000, 0.8, random);
		expect(told).to.deep.equal([]);
		const later: Drift[] = [];
		const next = driftWatch({ onDrift: (drift) => later.push(drift), logger: silentLogger, baselines });
		const watched = next.watch(gate);
		for (let index = 0; index < 500; index += 1) void watched.decide(turn("sure"));
		expect(later).to.have.length(1);
	});

	it("writes to the log, and survives a listener that throws", () => {
		const events: string[] = [];
		const logger: Logger = {
			...silentLogger,
			warn: (event) => events.push(event),
			error: (event) => events.push(event),
		};
		const baselines = { answered: { mean: 0.1, scatter: 1, correlation: 0, observations: 2_000 } };
		const onDrift = () => {
			throw new Error("Nobody is on call");
		};
		const watched = driftWatch({ onDrift, logger, baselines }).watch(gate);
		for (let index = 0; index < 500; index += 1) void watched.decide(turn("sure"));
		expect(events).to.deep.equal(["gate-drifted", "listener-failed"]);
	});

	it("changes nothing of what the gate decides or fails with", async () => {
		const { watch } = watching();
		expect(await watch.watch(gate).decide(turn("sure"))).to.include({ verdict: "answer" });
		const broken = watch.watch(asking(() => Promise.reject(new Error("down"))));
		const error = await Promise.resolve(broken.decide(turn("x"))).catch((failed: unknown) => failed);
		expect(error).to.have.property("code", "recognizer-failed");
	});

	it("hears a handoff", async () => {
		const { watch } = watching();
		const heard: string[] = [];
		const all = scene({ gate: watch.watch(gate) });
		all.handoff.subscribe((signal) => {
			if (signal.type === "committed") heard.push(...signal.entries.map(({ type }) => type));
			watch.hear(signal);
		});
		await all.user.says("unsure");
		await all.ana.confirms();
		const [draft] = await all.drafts();
		if (draft === undefined) throw new Error("There is no draft");
		await all.ana.discards(draft.id);
		expect(heard).to.include("draftUsed");
	});
});
