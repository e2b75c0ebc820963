import { randomBytes } from "node:crypto";
import { memoryStore } from "@baton/core";
import { expect } from "chai";
import { slackCredentials } from "../../src/slack/index.js";
import { failure } from "../support/failure.js";

describe("Credentials of Slack workspaces", () => {
	const [first, second] = [randomBytes(32), randomBytes(32)];
	const given = { botToken: "xoxb-1-secret", signingSecret: "abc-secret", appToken: "xapp-1-secret" };
	const place = "slack:credentials:T1";

	it("are read as they were written, and cannot be read from the store", async () => {
		const store = memoryStore();
		const keeper = slackCredentials({ store, encryption: { keys: { a: first }, current: "a" } });
		await keeper.write("T1", given);
		expect(await keeper.read("T1")).to.deep.equal(given);
		expect(await keeper.read("T2")).to.equal(undefined);
		expect(await store.readFact(place))
			.to.match(/^a\./)
			.and.not.include("secret");
	});

	it("are sealed under the new key when they are read, and need the old one no longer", async () => {
		const store = memoryStore();
		await slackCredentials({ store, encryption: { keys: { a: first }, current: "a" } }).write("T1", given);
		const both = { keys: { a: first, b: second }, current: "b" };
		expect(await slackCredentials({ store, encryption: both }).read("T1")).to.deep.equal(given);
		const alone = slackCredentials({ store, encryption: { keys: { b: second }, current: "b" } });
		expect(await alone.read("T1")).to.deep.equal(given);
	});

	it("are refused with every flipped character, and in another workspace's place", async () => {
		const store = memoryStore();
		const keeper = slackCredentials({ store, encryption: { keys: { a: first }, current: "a" } });
		await keeper.write("T1", given);
		const sealed = (await store.readFact(place)) ?? "";
		for (let index = 2; index < sealed.length; index += 1) {
			const flipped = sealed[index] === "A" ? "B" : "A";
			await store.writeFact(place, sealed.slice(0, index) + flipped + sealed.slice(index + 1), 1_000);
			expect(await failure(keeper.read("T1"))).to.have.property("code", "store-tampered");
		}
		await store.writeFact("slack:credentials:T2", sealed, 1_000);
		expect(await failure(keeper.read("T2"))).to.have.property("code", "store-tampered");
	});

	it("are forgotten when they are taken away, and not kept when they are none", async () => {
		const store = memoryStore();
		const keeper = slackCredentials({ store, encryption: { keys: { a: first }, current: "a" } });
		await keeper.write("T1", given);
		expect(await failure(keeper.write("T1", { botToken: "" }))).to.have.property("code", "bad-slack-options");
		expect(await keeper.read("T1")).to.deep.equal(given);
		await keeper.write("T1", undefined);
		expect(await store.readFact(place)).to.equal(undefined);
	});
});
