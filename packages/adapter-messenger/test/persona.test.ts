import { expect } from "chai";
import type { Alarm } from "../src/alarms.js";
import { json, refusal } from "./support/graph-server.js";
import { ana, page, recipient, shopBot, type WayOut, wayOut } from "./support/way-out.js";

describe("What a human says on Messenger", () => {
	let out: WayOut;
	beforeEach(async () => {
		out = await wayOut();
	});
	afterEach(() => out.close());

	function personasMade(): readonly Record<string, unknown>[] {
		const isMaking = ({ method, path }: { method: string; path: string }) =>
			method === "POST" && path.endsWith("/personas");
		return out.server.calls.filter(isMaking).map(({ body }) => body);
	}

	function speakers(): readonly unknown[] {
		return out.bodies().map(({ persona_id }) => persona_id);
	}

	it("carries their name and picture as a persona, which is made once", async () => {
		await out.try({ text: "Hi" }, ana);
		await out.try({ text: "How can I help?" }, ana, "e2");
		expect(personasMade()).to.deep.equal([
			{ name: "Ana", profile_picture_url: "https://shop.example/ana.png" },
		]);
		expect(out.server.calls[0]?.path).to.equal(`/v25.0/${page}/personas`);
		expect(speakers()).to.deep.equal(["persona-1", "persona-1"]);
	});

	it("uses the persona that another process made", async () => {
		await out.try({ text: "Hi" }, ana);
		const activity = { type: "message", text: "Me again", channelData: { representative: ana } };
		await out.another().send({ id: "e2" as never, kind: "send", activity }, recipient);
		expect(personasMade()).to.have.length(1);
		expect(speakers()).to.deep.equal(["persona-1", "persona-1"]);
	});

	it("makes one persona if two say something at the same time, and waits where another process makes it", async () => {
		const activity = { type: "message", text: "Hi", channelData: { representative: ana } };
		const other = out.another();
		const results = await Promise.all([
			out.try({ text: "Hi" }, ana, "e1"),
			out.try({ text: "Hi" }, ana, "e2"),
			other.send({ id: "e3" as never, kind: "send", activity }, recipient),
		]);
		expect(results.map(({ state }) => state)).to.deep.equal(["sent", "sent", "retry"]);
		expect((await other.send({ id: "e3" as never, kind: "send", activity }, recipient)).state).to.equal(
			"sent",
		);
		expect(personasMade()).to.have.length(1);
	});

	it("is another persona for another name or picture", async () => {
		await out.try({ text: "Hi" }, ana);
		await out.try({ text: "Hi" }, { ...ana, displayName: "Budi" }, "e2");
		await out.try({ text: "Hi" }, { ...ana, avatarImage: "https://shop.example/other.png" }, "e3");
		expect(personasMade()).to.have.length(3);
	});

	it("has the page's picture where they have none of their own, or Meta cannot fetch it", async () => {
		const own = { representativeType: "HUMAN", displayName: "Budi" } as const;
		await out.try({ text: "Hi" }, own);
		out.server.answers.push(refusal(100, 2018008));
		await out.try({ text: "Hi" }, ana, "e2");
		const standard = `${out.server.url}/v25.0/${page}/picture?type=large`;
		expect(personasMade().map(({ profile_picture_url }) => profile_picture_url)).to.deep.equal([
			standard,
			"https://shop.example/ana.png",
			standard,
		]);
		expect(out.bodies().every(({ persona_id }) => persona_id !== undefined)).to.equal(true);
	});

	it("has a name that fits", async () => {
		await out.try({ text: "Hi" }, { ...ana, displayName: `Ana ${"Maria ".repeat(12)}` });
		expect(String(personasMade()[0]?.name))
			.to.match(/^Ana Maria.*Maria$/)
			.and.have.property("length")
			.at.most(50);
	});

	it("gets a new persona if Meta has lost the one that was made", async () => {
		await out.try({ text: "Hi" }, ana);
		out.server.answers.push(refusal(100), refusal(100, 33));
		expect((await out.try({ text: "Still here?" }, ana, "e2")).state).to.equal("retry");
		expect((await out.try({ text: "Still here?" }, ana, "e2")).state).to.equal("sent");
		expect(personasMade()).to.have.length(2);
		expect(speakers().at(-1)).not.to.equal("persona-1");
	});

	it("fails if the message is what Meta refuses, and keeps the persona", async () => {
		await out.try({ text: "Hi" }, ana);
		out.server.answers.push(refusal(100));
		expect((await out.try({ text: "Hm" }, ana, "e2")).state).to.equal("failed");
		await out.try({ text: "Again" }, ana, "e3");
		expect(personasMade()).to.have.length(1);
	});

	it("waits if no persona can be made just now", async () => {
		out.server.answers.push(refusal(2));
		expect((await out.try({ text: "Hi" }, ana)).state).to.equal("retry");
		expect(out.texts()).to.deep.equal([]);
		expect((await out.try({ text: "Hi" }, ana)).state).to.equal("sent");
	});

	it("has their name before the text where Meta lets the page have no personas", async () => {
		const alarms: Alarm[] = [];
		await out.close();
		out = await wayOut({ onAlarm: (alarm) => alarms.push(alarm) });
		out.server.answers.push(refusal(10), json(200, { message_id: "m" }), refusal(10));
		expect((await out.try({ text: "Hi" }, ana)).state).to.equal("sent");
		await out.try({ text: "x".repeat(2000) }, ana, "e2");
		expect(out.texts()).to.deep.equal(["Ana: Hi", "x".repeat(2000)]);
		expect(alarms.map(({ why }) => why)).to.deep.equal(["permission"]);
	});

	it("is shown being typed under their persona", async () => {
		await out.channel.showTyping(recipient, ana);
		expect(out.bodies()).to.deep.equal([{ sender_action: "typing_on", persona_id: "persona-1" }]);
	});

	it("is never what a bot says: it may have a persona of its own, and not that of a human", async () => {
		await out.try({ text: "Hi" }, ana);
		await out.try({ text: "I am Ana too", channelData: { persona_id: "persona-1" } }, shopBot, "e2");
		await out.try({ text: "I am a parrot", channelData: { persona_id: "parrot" } }, shopBot, "e3");
		expect(speakers()).to.deep.equal(["persona-1", undefined, "parrot"]);
	});
});
