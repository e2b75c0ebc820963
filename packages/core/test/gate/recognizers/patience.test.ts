import { expect } from "chai";
import type { RecognizerResult } from "../../../src/gate/recognizer.js";
import { resilient } from "../../../src/gate/recognizers/recognizers.js";
import { manualClock, settle } from "../../support/manual-clock.js";
import { failure } from "./failure.js";

const turn = { activity: { text: "x" } };
const answer: RecognizerResult = { text: "x", intents: { shipping: { score: 0.9 } } };

type Step = "fails" | "hangs" | "answers";

/** A recognizer that does one thing after the other. */
function playing(...steps: Step[]) {
	let asked = 0;
	return {
		get asked() {
			return asked;
		},
		async recognize(): Promise<RecognizerResult> {
			const step = steps[asked] ?? "answers";
			asked += 1;
			if (step === "fails") throw new Error("503");
			return step === "hangs" ? new Promise(() => {}) : answer;
		},
	};
}

describe("A recognizer made resilient", () => {
	it("is asked again after a wait that grows, and of which chance takes a part", async () => {
		const clock = manualClock();
		const recognizer = playing("fails", "fails", "answers");
		const steady = resilient(recognizer, { clock, waitMs: 100, random: () => 0.5 });
		const asking = steady.recognize(turn);
		await settle();
		await clock.advance(49);
		expect(recognizer.asked).to.equal(1);
		await clock.advance(1);
		expect(recognizer.asked).to.equal(2);
		await clock.advance(99);
		expect(recognizer.asked).to.equal(2);
		await clock.advance(1);
		expect(await asking).to.equal(answer);
	});

	it("is given up where it takes too long, attempt by attempt and in all", async () => {
		const clock = manualClock();
		const recognizer = playing("hangs", "hangs", "hangs");
		const steady = resilient(recognizer, { clock, attemptMs: 1_000, limitMs: 1_500, random: () => 0 });
		const asking = failure(steady.recognize(turn));
		await settle();
		await clock.advance(1_000);
		expect(recognizer.asked).to.equal(2);
		await clock.advance(500);
		expect(await asking).to.have.property("code", "recognizer-late");
		expect(recognizer.asked).to.equal(2);
	});

	it("keeps what was thrown as the cause", async () => {
		const error = await failure(resilient(playing("fails"), { attempts: 1, name: "CLU" }).recognize(turn));
		expect(error)
			.to.include({ code: "recognizer-failed" })
			.and.to.have.nested.property("cause.message", "503");
		expect(error.message).to.contain("CLU");
	});

	it("rests after failures in a row, and is then tried by one", async () => {
		const clock = manualClock();
		const recognizer = playing("fails", "fails", "fails", "hangs", "answers");
		const steady = resilient(recognizer, { clock, attempts: 1, breaker: { failures: 2, restMs: 5_000 } });
		const codes = async (count: number) => {
			const all: string[] = [];
			for (let index = 0; index < count; index += 1) all.push((await failure(steady.recognize(turn))).code);
			return all;
		};
		expect(await codes(3)).to.deep.equal(["recognizer-failed", "recognizer-failed", "recognizer-resting"]);
		await clock.advance(5_000);
		expect(await codes(2)).to.deep.equal(["recognizer-failed", "recognizer-resting"]);
		await clock.advance(5_000);
		const trial = failure(steady.recognize(turn));
		await settle();
		expect(await codes(2)).to.deep.equal(["recognizer-resting", "recognizer-resting"]);
		await clock.advance(2_000);
		expect(await trial).to.have.property("code", "recognizer-late");
		await clock.advance(5_000);
		expect(await steady.recognize(turn)).to.equal(answer);
		expect(await steady.recognize(turn)).to.equal(answer);
	});

	it("forgets failures once it answers", async () => {
		const steady = resilient(playing("fails", "answers", "fails", "answers"), {
			attempts: 1,
			breaker: { failures: 2 },
		});
		await failure(steady.recognize(turn));
		await steady.recognize(turn);
		await failure(steady.recognize(turn));
		expect(await steady.recognize(turn)).to.equal(answer);
	});
});
