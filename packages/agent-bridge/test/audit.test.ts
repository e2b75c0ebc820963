import type { AppId } from "@baton/core";
import { expect } from "chai";
import type { Person, Role } from "../src/index.js";
import { codeOf, failure } from "./support/failure.js";
import { mara, openStage, type Stage, tom } from "./support/stage.js";

describe("The audit log over the bridge", () => {
	let stage: Stage;

	beforeEach(() => {
		stage = openStage();
		stage.bridge.attend("console" as AppId);
	});

	afterEach(async () => {
		await stage.end();
	});

	const person = (who: Person = mara, role: Role = "agent") =>
		stage.desk("console", { ticket: stage.bridge.ticketFor({ appId: "console", person: who, role }) });

	async function readAll(request = {}): Promise<readonly string[]> {
		const { client } = await person(tom, "supervisor");
		const { records } = await client.getAudit(request);
		return records.map(({ what, outcome, person: who }) => `${who?.displayName} ${what} ${outcome}`);
	}

	it("has what was done and what was refused, the newest first, with the role", async () => {
		const ada = stage.customer();
		await ada.say("my card number is 4711");
		const page = await person();
		const watcher = await person(tom, "read-only");
		const conversationId = ada.key;
		await page.client.send({ type: "takeover", conversationId });
		await stage.clock.advance(1);
		await page.client.send({
			type: "agentSay",
			conversationId,
			input: { type: "text", value: "say 4711 again" },
		});
		await stage.clock.advance(1);
		await failure(watcher.client.send({ type: "release", conversationId }));
		await stage.clock.advance(1);
		await failure(page.client.send({ type: "release", conversationId, epoch: 7 }));

		const { records } = await (await person(tom, "supervisor")).client.getAudit();

		expect(records.map(({ what, outcome, role }) => `${role} ${what} ${outcome}`)).to.deep.equal([
			"agent release stale-epoch",
			"read-only release read-only",
			"agent speak done",
			"agent takeOver done",
		]);
		for (const record of records)
			expect(record).to.deep.include({ conversationId, appId: "console", botId: "shop" });
		expect(JSON.stringify(records)).to.not.include("4711");
	});

	it("has whom somebody took as the next one, and that there was none, with the role", async () => {
		const ada = stage.customer();
		const page = await person();
		await ada.say("hello");
		await stage.command(ada, { type: "request", to: ["console" as AppId], reason: { type: "asked" } });
		await page.client.takeNext();
		await stage.clock.advance(1);
		await failure(page.client.takeNext());

		const { records } = await (await person(tom, "supervisor")).client.getAudit();

		expect(records.map(({ what, outcome, role }) => `${role} ${what} ${outcome}`)).to.deep.equal([
			"agent takeNext nothing-waits",
			"agent confirm done",
		]);
	});

	it("is asked for by person, by conversation and by time, in pages", async () => {
		const [ada, bob] = [stage.customer("ada"), stage.customer("bob")];
		for (const one of [ada, bob]) await one.say("hello");
		const [ofMara, ofTom] = [await person(), await person(tom)];
		await ofMara.client.send({ type: "takeover", conversationId: ada.key });
		await stage.clock.advance(10_000);
		const since = stage.clock.now() / 1000;
		await ofTom.client.send({ type: "takeover", conversationId: bob.key });
		await ofTom.client.send({ type: "note", conversationId: ada.key, text: "careful" });

		expect(await readAll({ personId: "mara" })).to.deep.equal(["Mara takeOver done"]);
		expect(await readAll({ conversationId: bob.key })).to.deep.equal(["Tom takeOver done"]);
		expect(await readAll({ since })).to.deep.equal(["Tom note done", "Tom takeOver done"]);
		expect(await readAll({ until: since })).to.deep.equal(["Mara takeOver done"]);
		const { client } = await person(tom, "supervisor");
		const first = await client.getAudit({ limit: 2 });
		const second = await client.getAudit({ limit: 2, from: first.next });
		expect([...first.records, ...second.records].map(({ what }) => what)).to.deep.equal([
			...["note", "takeOver", "takeOver"],
		]);
		for (const from of ["yesterday", "1e300 x", "-1 x", " ", "12 "])
			expect(codeOf(await failure(client.getAudit({ from })))).to.equal("bad-frame");
	});

	it("is no agent's to read, which is recorded", async () => {
		const page = await person();
		expect(codeOf(await failure(page.client.getAudit()))).to.equal("not-allowed");
		expect(await readAll()).to.deep.equal(["Mara readAudit not-allowed"]);
	});

	it("shows nothing of the bots of others", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		await (await person()).client.send({ type: "takeover", conversationId: ada.key });
		const { client } = await stage.desk("elsewhere");
		await failure(client.send({ type: "takeover", conversationId: ada.key }));

		const { records } = await client.getAudit();

		expect(records.map(({ what, outcome }) => `${what} ${outcome}`)).to.deep.equal([
			"takeOver unknown-conversation",
		]);
		expect(JSON.stringify(records)).to.not.include(ada.key);
	});

	it("is not flooded by whoever is refused again and again", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		const page = await person();
		for (let count = 0; count < 100; count += 1)
			await failure(page.client.send({ type: "release", conversationId: ada.key, epoch: 9 }));
		expect(await readAll()).to.have.length(60);
	});
});

describe("A ticket from an app's own server", () => {
	it("lets one person connect in the name of the app, and is in the audit log", async () => {
		const stage = openStage();
		const server = await stage.desk("console");
		const { ticket, until } = await server.client.getTicket({
			person: tom,
			role: "supervisor",
			forSeconds: 120,
		});

		expect(until).to.equal(stage.clock.now() / 1000 + 120);
		const page = await stage.desk("console", { ticket: () => ticket });
		const greeting = await page.client.whenConnected();

		expect(greeting).to.deep.include({ as: "person", role: "supervisor", person: tom, botIds: ["shop"] });
		const { records } = await page.client.getAudit();
		expect(records[0]).to.deep.include({ what: "issueTicket", appId: "console", role: "supervisor" });
		await stage.end();
	});

	it("covers no bot that the server itself does not", async () => {
		const stage = openStage();
		const server = await stage.desk("console");
		const refusal = await failure(server.client.getTicket({ person: tom, botIds: ["other-bot"] }));
		expect(codeOf(refusal)).to.equal("forbidden");
		await stage.end();
	});

	it("is over when it says", async () => {
		const stage = openStage();
		const server = await stage.desk("console");
		const { ticket } = await server.client.getTicket({ person: tom, forSeconds: 5 });
		await stage.clock.advance(5_000);
		expect(codeOf(await failure(stage.desk("console", { ticket })))).to.equal("forbidden");
		await stage.end();
	});
});
