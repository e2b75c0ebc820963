import type { AppId } from "@baton/core";
import { expect } from "chai";
import type { Person } from "../src/protocol/parts.js";
import { codeOf, failure } from "./support/failure.js";
import { settle } from "./support/manual-clock.js";
import { mara, openStage, type Stage, tom } from "./support/stage.js";

describe("A person's connection", () => {
	let stage: Stage;

	beforeEach(() => {
		stage = openStage();
		stage.bridge.attend("console" as AppId);
	});

	afterEach(() => stage.end());

	function ticket(role: "agent" | "read-only" = "agent"): string {
		return stage.bridge.ticketFor({ appId: "console", person: mara, role });
	}

	it("acts as the person of the ticket, whatever the frame says", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		const page = await stage.desk("console", { ticket: ticket() });

		await page.client.send({ type: "takeover", conversationId: ada.key, person: tom });
		const { conversation } = await page.client.getTranscript({ conversationId: ada.key });

		expect(conversation.holder).to.deep.equal({ appId: "console", kind: "human", personId: "mara" });
		expect(conversation.person).to.include({ displayName: "Mara" });
	});

	it("hears what happens from now on", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		const page = await stage.desk("console", { ticket: ticket() });
		expect(page.heard).to.deep.equal([]);

		await page.client.send({ type: "takeover", conversationId: ada.key });
		await ada.say("are you there?");

		expect(page.types()).to.include.members(["takeoverConfirmed", "joined", "userSay"]);
	});

	it("leaves nothing waiting for the app, which attends to its own mailbox", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		const page = await stage.desk("console", { ticket: ticket() });
		await page.client.send({ type: "takeover", conversationId: ada.key });
		page.client.close();
		await ada.say("are you there?");

		expect(await stage.handoff.store.readNews("console" as AppId)).to.deep.equal([]);
	});

	it("ends no control of the app by ending", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		const page = await stage.desk("console", { ticket: ticket() });
		await page.client.send({ type: "takeover", conversationId: ada.key });
		page.client.close();
		await stage.clock.advance(120_000);

		const again = await stage.desk("console", { ticket: ticket() });
		const { conversation } = await again.client.getTranscript({ conversationId: ada.key });
		expect(conversation.holder?.appId).to.equal("console");
	});

	it("declines for its person alone, as long as a colleague is there", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		const ofMara = await stage.desk("console", { ticket: ticket() });
		const ofTom = await stage.desk("console", {
			ticket: stage.bridge.ticketFor({ appId: "console", person: tom, role: "agent" }),
		});
		await stage.command(ada, { type: "request", reason: { type: "asked" }, to: ["console" as AppId] });
		const { conversation } = await ofMara.client.getTranscript({ conversationId: ada.key });
		const declining = {
			type: "handoverDeclined",
			conversationId: ada.key,
			offerId: conversation.offer?.offerId ?? "",
		} as const;

		await ofMara.client.send(declining);
		await ofMara.client.send(declining);
		expect((await ofTom.client.getTranscript({ conversationId: ada.key })).conversation.offer).to.not.equal(
			undefined,
		);

		await ofTom.client.send(declining);
		expect((await ofTom.client.getTranscript({ conversationId: ada.key })).conversation.offer).to.equal(
			undefined,
		);
		expect(codeOf(await failure(ofMara.client.send(declining)))).to.equal("offer-gone");
	});

	it("is asked alone when a colleague hands over to it by name, and the others once it has declined", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		const as = (person: Person) => ({
			ticket: stage.bridge.ticketFor({ appId: "console", person, role: "agent" }),
		});
		const ofMara = await stage.desk("console", { ticket: ticket() });
		const ofTom = await stage.desk("console", as(tom));
		const ofUma = await stage.desk("console", as({ id: "uma", displayName: "Uma" }));
		const about = { conversationId: ada.key } as const;
		await ofMara.client.send({ type: "takeover", ...about });
		await ofMara.client.send({ type: "handover", ...about, toPersonId: "tom", note: "knows refunds" });
		await settle();
		const asked = ofUma.heard.findLast(({ type }) => type === "handover");
		expect(asked).to.deep.include({ toAppIds: ["console"], toPersonId: "tom", again: false });
		const { offer } = (await ofTom.client.getTranscript(about)).conversation;
		const answer = { ...about, offerId: offer?.offerId ?? "" };

		expect(codeOf(await failure(ofUma.client.send({ type: "handoverConfirmed", ...answer })))).to.equal(
			"not-offered",
		);
		await ofTom.client.send({ type: "handoverDeclined", ...answer });
		await settle();
		const askedAgain = ofUma.heard.findLast(({ type }) => type === "handover");
		expect(askedAgain).to.include({ again: true }).and.not.have.property("toPersonId");
		await ofUma.client.send({ type: "handoverConfirmed", ...answer });
		const { conversation } = await ofUma.client.getTranscript(about);
		expect(conversation.holder).to.deep.equal({ appId: "console", kind: "human", personId: "uma" });
	});

	it("leaves control with the holder when every colleague has declined", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		const ofMara = await stage.desk("console", { ticket: ticket() });
		const ofTom = await stage.desk("console", {
			ticket: stage.bridge.ticketFor({ appId: "console", person: tom, role: "agent" }),
		});
		const about = { conversationId: ada.key } as const;
		await ofMara.client.send({ type: "takeover", ...about });
		await ofMara.client.send({ type: "handover", ...about, toPersonId: "tom" });
		const { offer } = (await ofTom.client.getTranscript(about)).conversation;
		const declining = { type: "handoverDeclined", ...about, offerId: offer?.offerId ?? "" } as const;
		await ofTom.client.send(declining);
		await ofTom.client.send(declining);
		const { conversation } = await ofMara.client.getTranscript(about);
		expect(conversation.offer).to.equal(undefined);
		expect(conversation.holder?.personId).to.equal("mara");
	});

	it("may look and not act with a read-only ticket", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		const page = await stage.desk("console", { ticket: ticket("read-only") });

		const refusal = await failure(page.client.send({ type: "takeover", conversationId: ada.key }));

		expect(codeOf(refusal)).to.equal("read-only");
		expect((await page.client.getList({ of: "open" })).conversations).to.have.length(1);
	});

	it("is refused with a ticket that is too old, forged, or another app's", async () => {
		const old = ticket();
		const forged = `${old.slice(0, -4)}AAAA`;
		await stage.clock.advance(61_000);
		const fresh = ticket();

		for (const bad of [old, forged, `${fresh}x`, "", "a.b.c"].filter((text) => text !== "")) {
			const refusal = await failure(stage.desk("console", { ticket: bad }));
			expect(codeOf(refusal), bad).to.equal("forbidden");
		}
	});

	it("asks for a new ticket at every connection", async () => {
		let asked = 0;
		const page = await stage.desk("console", {
			ticket: () => {
				asked++;
				return ticket();
			},
		});
		page.cut();
		await stage.clock.advance(120_000);

		expect(asked).to.equal(2);
		expect(page.client.status).to.equal("connected");
	});

	it("hears from colleagues in the same app", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		const page = await stage.desk("console", { ticket: ticket() });
		const colleague = stage.bridge.ticketFor({ appId: "console", person: tom, role: "agent" });
		const other = await stage.desk("console", { ticket: colleague });
		await page.client.send({ type: "takeover", conversationId: ada.key });
		await other.client.send({ type: "takeover", conversationId: ada.key });
		await settle();

		expect(page.heard.findLast(({ type }) => type === "takeover")).to.deep.include({
			personId: "mara",
			holder: { appId: "console", kind: "human", personId: "tom" },
		});
	});
});
