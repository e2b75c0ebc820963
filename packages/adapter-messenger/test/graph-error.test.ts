import { expect } from "chai";
import { classify } from "../src/graph-error.js";

function refused(code: number, subcode?: number, more: Record<string, unknown> = {}, status = 400) {
	const error = { message: "Något gick fel", code, error_subcode: subcode, fbtrace_id: "T", ...more };
	return classify(status, { error }, {});
}

describe("What may be done after an answer of the Graph API", () => {
	const cases: readonly (readonly [number, number | undefined, string, string])[] = [
		[1, undefined, "retry", "temporary"],
		[1, 99, "retry", "temporary"],
		[-1, 2018012, "retry", "temporary"],
		[1, 1357046, "unknown", "unreadable-answer"],
		[2, undefined, "retry", "temporary"],
		[4, undefined, "retry", "rate-limited"],
		[17, undefined, "retry", "rate-limited"],
		[32, undefined, "retry", "rate-limited"],
		[613, undefined, "retry", "rate-limited"],
		[80006, undefined, "retry", "rate-limited"],
		[1200, undefined, "retry", "temporary"],
		[341, undefined, "retry", "blocked"],
		[10, undefined, "alarm", "permission"],
		[10, 2018278, "refused", "outside-window"],
		[10, 2534022, "refused", "outside-window"],
		[10, 2018065, "refused", "outside-window"],
		[10, 2018108, "refused", "unavailable"],
		[10, 2018028, "alarm", "permission"],
		[200, 2018028, "alarm", "permission"],
		[10, 2018300, "refused", "not-thread-owner"],
		[2018300, undefined, "refused", "not-thread-owner"],
		[100, undefined, "refused", "bad-message"],
		[100, 33, "refused", "no-such-object"],
		[100, 2018001, "refused", "no-such-user"],
		[100, 2018008, "retry", "bad-media"],
		[100, 2018109, "refused", "bad-media"],
		[100, 2018034, "refused", "bad-message"],
		[194, undefined, "refused", "bad-message"],
		[102, undefined, "alarm", "token"],
		[190, undefined, "alarm", "token"],
		[190, 463, "alarm", "token"],
		[200, undefined, "alarm", "permission"],
		[299, undefined, "alarm", "permission"],
		[200, 1545041, "refused", "unavailable"],
		[551, 1545041, "refused", "unavailable"],
		[551, undefined, "refused", "unavailable"],
		[1545041, undefined, "refused", "unavailable"],
		[368, undefined, "alarm", "blocked"],
		[98765, undefined, "refused", "bad-message"],
	];
	for (const [code, subcode, kind, why] of cases) {
		it(`is "${kind}" for ${code}${subcode === undefined ? "" : `/${subcode}`}, since ${why}`, () => {
			const found = refused(code, subcode);
			expect([found.kind, found.why]).to.deep.equal([kind, why]);
		});
	}

	it("does not depend on the language or the type of the numbers", () => {
		const error = { message: "此訊息已超出允許的時間範圍", code: "10", error_subcode: "2018278" };
		expect(classify(400, { error }, {}).why).to.equal("outside-window");
	});

	it("is another try where Meta itself calls it transient", () => {
		expect(refused(98765, undefined, { is_transient: true }).kind).to.equal("retry");
	});

	it("is another try after a server error that Meta explains, and not after one where only a gateway answered", () => {
		expect(refused(-1, 2018012, {}, 500).kind).to.equal("retry");
		expect(classify(503, undefined, {}).kind).to.equal("retry");
		expect(classify(502, undefined, {}).kind).to.equal("unknown");
		expect(classify(504, undefined, {}).kind).to.equal("unknown");
	});

	it("is unknown after a success that cannot be read", () => {
		expect(classify(200, undefined, {}).kind).to.equal("unknown");
	});

	it("waits as long as the answer says", () => {
		const usage = JSON.stringify({ "17": [{ call_count: 100, estimated_time_to_regain_access: 3 }] });
		const error = { error: { message: "", code: 80006 } };
		expect(classify(400, error, { "x-business-use-case-usage": usage }).afterMs).to.equal(180_000);
		expect(classify(429, undefined, { "retry-after": "7" }).afterMs).to.equal(7_000);
	});

	it("holds up the whole page for a rate limit or a dead token, and not for one user", () => {
		expect(refused(613).isAboutPage).to.equal(true);
		expect(refused(190).isAboutPage).to.equal(true);
		expect(refused(551).isAboutPage).to.equal(false);
	});

	it("keeps what Meta's support asks for", () => {
		expect(refused(2).error).to.deep.include({ status: 400, code: 2, trace: "T" });
	});

	it("takes anything for an answer", () => {
		for (const body of [null, "no", [], { error: "text" }, { error: { code: {} } }, { error: null }])
			expect(classify(400, body, {}).kind).to.equal("refused");
	});
});
