import { expect } from "chai";
import { confidenceGate } from "../../../src/gate/gate.js";
import { type RasaOptions, rasa } from "../../../src/gate/recognizers/recognizers.js";
import { rasaStandIn } from "../../../src/testing/rasa-stand-in.js";
import type { StandIn } from "../../../src/testing/stand-in.js";
import { allThatIsSaid, failure } from "./failure.js";

const known: Readonly<Record<string, Readonly<Record<string, number>>>> = {
	"when do you ship": { shipping: 0.93, returns: 0.04 },
	qwerty: { nlu_fallback: 0.7, shipping: 0.2 },
};

const turn = (text: string) => ({ activity: { text } });

describe("Rasa as a recognizer", () => {
	let standIn: StandIn;

	beforeEach(async () => {
		standIn = await rasaStandIn({ intentsOf: (text) => known[text] ?? {}, token: "s3cret&token" });
	});

	afterEach(() => standIn.close());

	function recognizer(options: Partial<RasaOptions> = {}) {
		return rasa({ url: standIn.url, token: "s3cret&token", waitMs: 0, ...options });
	}

	it("is asked for the words, and its ranking is what the gate decides on", async () => {
		const gate = confidenceGate({ recognizer: recognizer() });
		const verdict = await gate.decide(turn("when do you ship"));
		expect(verdict).to.include({ verdict: "answer", intent: "shipping", confidence: 0.93 });
		expect(verdict.recognition.intents).to.have.length(2);
		expect(standIn.requests).to.deep.equal([{ text: "when do you ship" }]);
	});

	it("is out of scope where it falls back", async () => {
		const verdict = await confidenceGate({ recognizer: recognizer() }).decide(turn("qwerty"));
		expect(verdict).to.include({ verdict: "handOff", reason: "out-of-scope" });
	});

	it("knows nothing where it names no intent", async () => {
		expect((await recognizer().recognize(turn("?!"))).intents).to.deep.equal({});
	});

	it("is asked again where it was busy, broke off, or did not answer in time", async () => {
		for (const trouble of [{ status: 503 }, "reset", "hang"] as const) {
			standIn.troubles.push(trouble);
			const { intents } = await recognizer({ attemptMs: 200 }).recognize(turn("when do you ship"));
			expect(intents, String(trouble)).to.have.property("shipping");
		}
	});

	it("is not asked again for what it will always refuse", async () => {
		standIn.troubles.push({ status: 400 });
		expect(await failure(recognizer().recognize(turn("x")))).to.have.property("code", "recognizer-refused");
		expect(standIn.requests).to.have.length(1);
	});

	it("gives up in time, and says so", async () => {
		standIn.troubles.push("hang", "hang", "hang");
		const error = await failure(recognizer({ attemptMs: 20 }).recognize(turn("x")));
		expect(error).to.have.property("code", "recognizer-late");
		expect(standIn.requests).to.have.length(3);
	});

	it("is not asked where it is known to be down", async () => {
		const down = rasa({ url: "http://127.0.0.1:1", waitMs: 0, breaker: { failures: 2 } });
		for (const code of ["recognizer-unreachable", "recognizer-unreachable", "recognizer-resting"])
			expect(await failure(down.recognize(turn("x")))).to.have.property("code", code);
	});

	it("is refused where its answer is something else", async () => {
		const bad = [
			'{"intent":{"name":"x","confidence":"high"}}',
			"[]",
			"<html>",
			'{"intent":{"name":"x","confidence":7}}',
			"null",
		];
		for (const body of bad) {
			standIn.troubles.push({ body });
			expect(await failure(recognizer().recognize(turn("x"))), body).to.have.property(
				"code",
				"bad-recognition",
			);
		}
	});

	it("never says its token, nor what the user wrote", async () => {
		const errors = [
			await failure(recognizer({ token: "wr0ng&token" }).recognize(turn("my password is hunter2"))),
			await failure(
				rasa({ url: "http://127.0.0.1:1", token: "wr0ng&token", attempts: 1 }).recognize(turn("hunter2")),
			),
		];
		for (const error of errors) {
			expect(allThatIsSaid(error)).not.to.match(/wr0ng|hunter2/);
			expect(error.message).to.match(/Rasa/);
		}
	});

	it("needs an address that it can be asked at", () => {
		for (const url of ["localhost:5005", "ftp://rasa", "http://user:pass@rasa", "http://rasa/?token=x", ""])
			expect(() => rasa({ url }), url)
				.to.throw()
				.with.property("code", "bad-recognizer-options");
		const build = () => rasa({ url: "http://rasa", jwt: "abc\ndef" });
		expect(build)
			.to.throw(/bad-recognizer-options/)
			.and.not.to.match(/abc/);
	});
});
