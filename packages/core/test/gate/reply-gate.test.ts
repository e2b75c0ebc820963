import { expect } from "chai";
import { BatonError } from "../../src/error.js";
import { judgeReply, withConfidence } from "../../src/gate/reply-gate.js";

const answer = { type: "message", text: "Bisa, kak" };

describe("the reply gate", () => {
	it("sends an answer whose bot does not say how sure it is", () => {
		expect(judgeReply(answer)).to.equal("send");
		expect(judgeReply({ ...answer, channelData: { tag: "x" } })).to.equal("send");
	});

	it("sends a sure answer and makes a draft of an unsure one", () => {
		expect(judgeReply(withConfidence(answer, 0.7))).to.equal("send");
		expect(judgeReply(withConfidence(answer, 0.69))).to.equal("draft");
	});

	it("goes by another threshold", () => {
		expect(judgeReply(withConfidence(answer, 0.85), { answerAt: 0.9 })).to.equal("draft");
		expect(judgeReply(withConfidence(answer, 0), { answerAt: 0 })).to.equal("send");
	});

	for (const confidence of [Number.NaN, -1, 1.5, 95, "0.9", null, {}, true]) {
		it(`takes a confidence of ${String(confidence)} (${typeof confidence}) for unsure`, () => {
			expect(judgeReply({ ...answer, channelData: { confidence } })).to.equal("draft");
		});
	}
});

describe("withConfidence", () => {
	it("keeps the activity and its channel data", () => {
		const activity = { ...answer, channelData: { tag: "x" } };
		expect(withConfidence(activity, 0.5)).to.deep.equal({
			...answer,
			channelData: { tag: "x", confidence: 0.5 },
		});
		expect(activity.channelData).to.deep.equal({ tag: "x" });
	});

	for (const confidence of [Number.NaN, -0.1, 1.1]) {
		it(`refuses ${confidence}`, () => {
			expect(() => withConfidence(answer, confidence))
				.to.throw(BatonError)
				.with.property("code", "bad-confidence");
		});
	}

	it("refuses channel data that it cannot add to", () => {
		expect(() => withConfidence({ ...answer, channelData: "raw" }, 0.5))
			.to.throw(BatonError)
			.with.property("code", "bad-channel-data");
	});
});
