import { expect } from "chai";
import { readUsage } from "../src/rate-usage.js";
import { json, refusal } from "./support/graph-server.js";
import { recipient, type WayOut, wayOut } from "./support/way-out.js";

function used(percent: number, more: Record<string, unknown> = {}): Record<string, string> {
	const useCase = { type: "messenger", call_count: percent, total_time: 1, total_cputime: 1, ...more };
	return { "x-business-use-case-usage": JSON.stringify({ "1084": [useCase] }) };
}

describe("What Meta says about its limits", () => {
	it("is read from either header, and the most used counts", () => {
		expect(
			readUsage({ "x-app-usage": '{"call_count":28,"total_time":91,"total_cputime":25}' })?.percent,
		).to.equal(91);
		expect(readUsage({ ...used(40), "x-app-usage": '{"call_count":60}' })?.percent).to.equal(60);
		expect(readUsage(used(100, { estimated_time_to_regain_access: 2 }))?.regainMs).to.equal(120_000);
	});

	it("is nothing if it says nothing, or cannot be read", () => {
		expect(readUsage({})).to.equal(undefined);
		expect(readUsage({ "x-app-usage": "{", "x-business-use-case-usage": '"no"' })).to.equal(undefined);
	});
});

describe("A page", () => {
	let out: WayOut;
	beforeEach(async () => {
		out = await wayOut();
	});
	afterEach(() => out.close());
	const message = json;

	it("sends as fast as it can while there is room", async () => {
		out.server.answers.push(message(200, { message_id: "m" }, used(79)));
		await out.try({ text: "1" }, undefined, "e1");
		expect((await out.try({ text: "2" }, undefined, "e2")).state).to.equal("sent");
		expect((await out.try({ text: "3" }, undefined, "e3")).state).to.equal("sent");
	});

	it("spaces out what it sends when there is little room left, before Meta refuses", async () => {
		out.server.answers.push(message(200, { message_id: "m" }, used(90)));
		await out.try({ text: "1" }, undefined, "e1");
		expect((await out.try({ text: "2" }, undefined, "e2")).state).to.equal("sent");
		const third = await out.try({ text: "3" }, undefined, "e3");
		expect(third).to.deep.include({ state: "retry", afterMs: 2_500 });
		out.time.now += 2_500;
		expect((await out.try({ text: "3" }, undefined, "e3")).state).to.equal("sent");
	});

	it("sends as fast as before when there is room again", async () => {
		out.server.answers.push(
			message(200, { message_id: "m" }, used(90)),
			message(200, { message_id: "m" }, used(10)),
		);
		for (const id of ["e1", "e2"]) await out.try({ text: id }, undefined, id);
		out.time.now += 2_500;
		for (const id of ["e3", "e4", "e5"])
			expect((await out.try({ text: id }, undefined, id)).state).to.equal("sent");
	});

	it("rests when there is no room left, until Meta says so, in all processes", async () => {
		out.server.answers.push(
			message(200, { message_id: "m" }, used(100, { estimated_time_to_regain_access: 1 })),
		);
		await out.try({ text: "1" }, undefined, "e1");
		expect(await out.try({ text: "2" }, undefined, "e2")).to.deep.include({
			state: "retry",
			afterMs: 60_000,
		});
		const item = { id: "e3" as never, kind: "send", activity: { type: "message", text: "3" } } as const;
		const other = out.another();
		expect(await other.send(item, recipient)).to.deep.include({ state: "retry", afterMs: 60_000 });
		expect(out.server.calls).to.have.length(1);
		out.time.now += 60_000;
		expect((await other.send(item, recipient)).state).to.equal("sent");
	});

	it("rests longer from refusal to refusal, where Meta does not say how long", async () => {
		const waits: unknown[] = [];
		for (let time = 0; time < 3; time += 1) {
			out.server.answers.push(refusal(613));
			expect((await out.try({ text: "1" })).state).to.equal("retry");
			const result = await out.try({ text: "1" });
			const afterMs = result.state === "retry" ? (result.afterMs ?? 0) : 0;
			waits.push(afterMs);
			out.time.now += afterMs;
		}
		expect(waits).to.deep.equal([5_000, 10_000, 20_000]);
		expect((await out.try({ text: "1" })).state).to.equal("sent");
	});
});
