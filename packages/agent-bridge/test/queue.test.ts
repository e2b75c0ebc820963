import type { AppId, EntryId } from "@baton/core";
import { expect } from "chai";
import { codeOf, failure } from "./support/failure.js";
import { leaveMessage } from "./support/leave-message.js";
import { settle } from "./support/manual-clock.js";
import { mara, openStage, type Stage, tom } from "./support/stage.js";

type Customer = ReturnType<Stage["customer"]>;

describe("A desk and its queue", () => {
	let stage: Stage;

	beforeEach(() => {
		stage = openStage();
	});

	afterEach(() => stage.end());

	async function asks(customer: Customer): Promise<void> {
		await stage.command(customer, { type: "request", reason: { type: "asked" } });
	}

	async function leaves(customer: Customer, text: string): Promise<EntryId> {
		await customer.say(text);
		const left = await leaveMessage(stage.handoff, customer.key);
		await settle();
		return left;
	}

	async function declinedBy(desk: Awaited<ReturnType<Stage["desk"]>>, customer: Customer): Promise<void> {
		const offer = desk.heard.findLast((frame) => frame.type === "handover");
		await desk.client.send({
			...{ type: "handoverDeclined", conversationId: customer.key, why: "lunch" },
			offerId: offer?.offerId ?? "",
		});
	}

	it("is told what the user left when nobody came, and takes it", async () => {
		const ada = stage.customer();
		const desk = await stage.desk("desk");
		await ada.say("hello");
		await asks(ada);
		await declinedBy(desk, ada);
		const leftId = await leaves(ada, "Please call me");

		const message = desk.heard.find((frame) => frame.type === "messageLeft");
		expect(message).to.deep.include({ leftId, input: { type: "text", value: "Please call me" } });
		const taken = { conversationId: ada.key, offerId: message?.offerId ?? "", person: mara } as const;
		await desk.client.send({ type: "handoverConfirmed", ...taken });
		await settle();
		const granted = desk.heard.find((frame) => frame.type === "takeoverConfirmed");
		expect(granted?.transcript?.entries.map(({ type }) => type)).to.include("messageLeft");
		const end = desk.heard.findLast((frame) => frame.type === "handoverWithdrawn");
		expect(end).to.include({ offerId: message?.offerId, how: "tookOver" });
	});

	it("finds what was left first of all that waits, after its session has ended as well", async () => {
		const [ada, ben] = [stage.customer("ada"), stage.customer("ben")];
		const desk = await stage.desk("desk");
		await ada.say("hello");
		await asks(ada);
		await declinedBy(desk, ada);
		const leftId = await leaves(ada, "Please call me");
		await stage.clock.advance(2_000_000);
		await ben.say("hello");
		await asks(ben);

		const { conversations } = await desk.client.getList({ of: "waiting" });
		expect(conversations.map(({ conversationId }) => conversationId)).to.deep.equal([ada.key, ben.key]);
		expect(conversations[0]?.session.open).to.equal(false);
		expect(conversations[0]?.leftMessage).to.deep.include({ leftId, toAppIds: ["desk"] });
		expect(conversations[1]?.leftMessage).to.equal(undefined);
	});

	it("that offers a conversation to another is told who declined, and why", async () => {
		const ada = stage.customer();
		const [desk, night] = [await stage.desk("desk"), await stage.desk("night-desk")];
		await ada.say("hello");
		await desk.client.send({ type: "takeover", conversationId: ada.key, person: mara });
		await desk.client.send({ type: "handover", conversationId: ada.key, toAppId: "night-desk" });
		await declinedBy(night, ada);

		expect(desk.heard.at(-1)).to.include({ type: "handoverDeclined", fromAppId: "night-desk", why: "lunch" });
	});

	it("says how often and how long its offer is repeated", async () => {
		const ada = stage.customer();
		const [desk, night] = [await stage.desk("desk"), await stage.desk("night-desk")];
		await ada.say("hello");
		await desk.client.send({ type: "takeover", conversationId: ada.key, person: mara });
		await desk.client.send({
			...{ type: "handover", conversationId: ada.key, toAppId: "night-desk" },
			...{ retryHandoverInterval: 10, retryHandoverFor: 25 },
		});
		await stage.clock.advance(24_000);
		const asked = () => night.heard.flatMap((frame) => (frame.type === "handover" ? [frame.again] : []));
		expect(asked()).to.deep.equal([false, true, true]);
		await stage.clock.advance(2_000);
		expect(desk.heard.at(-1)?.type).to.equal("handoverExpired");
		expect(night.heard.at(-1)?.type).to.equal("handoverExpired");
		await stage.clock.advance(60_000);
		expect(asked()).to.have.length(3);
	});

	it("may name skills instead of apps, and is told where there is nobody to ask", async () => {
		const ada = stage.customer();
		const desk = await stage.desk("desk");
		await ada.say("hello");
		await desk.client.send({ type: "takeover", conversationId: ada.key, person: mara });
		const offering = desk.client.send({
			...{ type: "handover", conversationId: ada.key, needs: { skills: ["refunds"] } },
		});
		expect(codeOf(await failure(offering))).to.equal("not-offered");
	});

	it("that was away for weeks learns who holds what it lost", async () => {
		const ada = stage.customer();
		const desk = await stage.desk("desk");
		await ada.say("hello");
		await desk.client.send({ type: "takeover", conversationId: ada.key, person: mara });
		desk.client.close();
		const night = await stage.desk("night-desk");
		await stage.clock.advance(300_000);
		await night.client.send({ type: "takeover", conversationId: ada.key, person: tom });
		const { store } = stage.handoff;
		const { conversation: before } = await store.load(ada.key);
		const through = before?.position ?? 0;
		// As upkeep does with the mailbox of an app that has been away for a week.
		const gap = { reader: "desk" as AppId, from: 1, through, count: through };
		await stage.command(ada, { type: "cutMailbox", ...gap });
		await store.acknowledge("desk" as AppId, ada.key, through);

		const back = await stage.desk("desk");
		await settle();
		expect(back.types()).to.include("gap");
		const told = back.heard.find((frame) => frame.type === "gap");
		const { conversation } = await back.client.getTranscript({ conversationId: ada.key });
		expect(told).to.deep.include({ holderEpoch: conversation.epoch });
		expect(back.client.inControlApp(ada.key)).to.equal(conversation.holder?.appId);
		expect(conversation.holder?.appId).not.to.equal("desk");
		const late = back.client.send({
			...{ type: "agentSay", conversationId: ada.key, person: mara, epoch: 1 },
			input: { type: "text", value: "Still there?" },
		});
		expect(codeOf(await failure(late))).to.equal("not-in-control");
	});

	it("of another bot hears and lists nothing of it", async () => {
		const ada = stage.customer();
		const other = await stage.desk("elsewhere");
		const desk = await stage.desk("desk");
		await ada.say("hello");
		await asks(ada);
		await declinedBy(desk, ada);
		await leaves(ada, "Please call me");

		expect(other.heard).to.deep.equal([]);
		expect((await other.client.getList({ of: "waiting" })).conversations).to.deep.equal([]);
		const stolen = other.client.send({ type: "takeover", conversationId: ada.key });
		expect(codeOf(await failure(stolen))).to.equal("unknown-conversation");
		expect(await stage.handoff.store.readHeldBy("elsewhere" as AppId)).to.deep.equal([]);
	});
});

describe("Whoever asks for the next one in line", () => {
	let stage: Stage;

	beforeEach(() => {
		stage = openStage({ capacities: { desk: 2, console: 1 } });
	});

	afterEach(() => stage.end());

	async function wanting(names: readonly string[], to?: readonly AppId[]): Promise<readonly Customer[]> {
		const customers = names.map((name) => stage.customer(name));
		for (const customer of customers) {
			await customer.say("hello");
			await stage.command(customer, { type: "request", reason: { type: "asked" }, to });
			await stage.clock.advance(1_000);
		}
		return customers;
	}

	it("takes whoever has waited longest, until they hold as many as they may", async () => {
		const [ada, ben] = await wanting(["ada", "ben", "carl"]);
		const desk = await stage.desk("desk");

		expect((await desk.client.takeNext({ person: mara })).conversationId).to.equal(ada?.key);
		expect((await desk.client.takeNext({ person: mara })).conversationId).to.equal(ben?.key);
		const refused = await failure(desk.client.takeNext({ person: mara }));
		expect(codeOf(refused)).to.equal("at-capacity");
		expect(refused).to.have.nested.property("cause.load").that.deep.equals({ held: 2, capacity: 2 });
	});

	it("may speak at once", async () => {
		await wanting(["ada"]);
		const desk = await stage.desk("desk");
		const { conversationId } = await desk.client.takeNext({ person: mara });
		const input = { type: "text", value: "Hello" } as const;
		const said = await desk.client.send({ type: "agentSay", conversationId, person: mara, input });
		expect(said.type).to.equal("ack");
	});

	it("is not given two where the answer was lost and they ask again", async () => {
		const [ada] = await wanting(["ada", "ben"]);
		const desk = await stage.desk("desk");
		const first = await desk.client.takeNext({ id: "once", person: mara });
		const again = await desk.client.takeNext({ id: "once", person: mara });
		expect([first.conversationId, again.conversationId]).to.deep.equal([ada?.key, ada?.key]);
		expect(again.epoch).to.equal(first.epoch);
		expect((await desk.client.getList({ of: "held" })).conversations).to.have.length(1);
	});

	it("gets nobody whom another app was asked for, and hears that nobody waits", async () => {
		await wanting(["ada"], ["night-desk" as AppId]);
		const desk = await stage.desk("desk");
		expect(codeOf(await failure(desk.client.takeNext({ person: mara })))).to.equal("nothing-waits");
	});

	it("gets nobody whom they have declined", async () => {
		stage.bridge.attend("console" as AppId);
		const [ada, ben] = await wanting(["ada", "ben"], ["console" as AppId]);
		const page = await stage.desk("console", {
			ticket: stage.bridge.ticketFor({ appId: "console", person: mara, role: "agent" }),
		});
		await stage.desk("console", {
			ticket: stage.bridge.ticketFor({ appId: "console", person: tom, role: "agent" }),
		});
		const { conversations } = await page.client.getList({ of: "waiting" });
		const offerId = conversations[0]?.offer?.offerId ?? "";
		await page.client.send({ type: "handoverDeclined", conversationId: ada?.key ?? "", offerId });
		expect((await page.client.takeNext()).conversationId).to.equal(ben?.key);
		expect(codeOf(await failure(page.client.takeNext()))).to.equal("nothing-waits");
	});

	it("may not with a read-only ticket", async () => {
		await wanting(["ada"], ["console" as AppId]);
		const page = await stage.desk("console", {
			ticket: stage.bridge.ticketFor({ appId: "console", person: mara, role: "read-only" }),
		});
		expect(codeOf(await failure(page.client.takeNext()))).to.equal("read-only");
	});

	it("sees in the list who stands where, and how many each app takes", async () => {
		await wanting(["ada", "ben"]);
		const desk = await stage.desk("desk");
		await stage.clock.advance(3_000);
		const { conversations } = await desk.client.getList({ of: "waiting" });
		expect(conversations.map(({ offer }) => offer?.place)).to.deep.equal([1, 2]);
		const { apps } = await desk.client.whenConnected();
		expect(apps.find(({ appId }) => appId === "desk")?.capacity).to.equal(2);
	});
});
