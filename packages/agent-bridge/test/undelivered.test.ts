import type { AppId, Channel } from "@baton/core";
import { expect } from "chai";
import type { Client } from "../src/client.js";
import { codeOf, failure } from "./support/failure.js";
import { settle } from "./support/manual-clock.js";
import { mara, openStage, type Stage, tom } from "./support/stage.js";

describe("What could not be sent", () => {
	let stage: Stage;
	let isBlocked: boolean;
	let arrived: string[];

	/** A channel that refuses for good, as long as the user has blocked the page. */
	const channel: Channel = {
		reach: "anywhere",
		repeat: "idempotent",
		async send({ activity }) {
			if (isBlocked) return { state: "failed", error: "blocked" };
			arrived.push(activity.text ?? "");
			return { state: "sent" };
		},
	};

	beforeEach(() => {
		isBlocked = false;
		arrived = [];
		stage = openStage({ channels: { facebook: channel } });
		stage.bridge.attend("console" as AppId);
	});

	afterEach(() => stage.end());

	async function page(person: typeof mara | typeof tom = mara, role: "agent" | "read-only" = "agent") {
		const ticket = stage.bridge.ticketFor({ appId: "console", person, role });
		return (await stage.desk("console", { ticket })).client;
	}

	async function rows(client: Client) {
		return (await client.getList({ of: "undelivered" })).undelivered ?? [];
	}

	/** Mara holds the conversation and has said something that did not arrive. */
	async function failed(client: Client, user?: string) {
		isBlocked = false;
		const ada = stage.customer(user);
		await ada.say("hello");
		const conversationId: string = ada.key;
		await client.send({ type: "takeover", conversationId });
		await settle();
		isBlocked = true;
		await client.send({ type: "agentSay", conversationId, input: { type: "text", value: "Here I am" } });
		await settle();
		const [row] = await rows(client);
		return { conversationId, entryId: row?.entryId ?? "" };
	}

	it("is listed with its conversation, until it was said again", async () => {
		const client = await page();
		const about = await failed(client);
		const list = await client.getList({ of: "undelivered" });
		expect(list.undelivered).to.have.length(1);
		expect(list.undelivered?.[0]).to.deep.include({ ...about, state: "failed", error: "blocked" });
		expect(list.conversations.map(({ conversationId }) => conversationId)).to.deep.equal([
			about.conversationId,
		]);

		isBlocked = false;
		const again = { type: "sayAgain", id: "again-1", ...about } as const;
		await client.send(again);
		await client.send(again);
		await settle();
		expect(arrived.filter((text) => text === "Here I am")).to.have.length(1);
		expect(await rows(client)).to.deep.equal([]);
	});

	it("is said again by nobody while a colleague of whoever said it holds control", async () => {
		const client = await page();
		const about = await failed(client);
		isBlocked = false;
		const ofTom = await page(tom);
		await ofTom.send({ type: "takeover", conversationId: about.conversationId });
		expect(codeOf(await failure(client.send({ type: "sayAgain", ...about })))).to.equal(
			"colleague-in-control",
		);
		expect(await rows(client)).to.have.length(1);
	});

	it("can be given up", async () => {
		const client = await page();
		const about = await failed(client);
		await client.send({ type: "giveUp", ...about });
		expect(await rows(client)).to.deep.equal([]);
		const unknown = { ...about, entryId: "9.none" };
		expect(codeOf(await failure(client.send({ type: "giveUp", ...unknown })))).to.equal("unknown-entry");
	});

	it("is neither said again nor given up by whoever may only look, nor seen by other firms", async () => {
		const about = await failed(await page());
		await failed(await page(), "bob");
		const reader = await page(tom, "read-only");
		for (const type of ["sayAgain", "giveUp"] as const)
			expect(codeOf(await failure(reader.send({ type, ...about })))).to.equal("read-only");
		expect(await rows(reader)).to.have.length(2);
		const others = (await stage.desk("desk")).client;
		expect(codeOf(await failure(others.send({ type: "sayAgain", ...about })))).to.equal("not-in-control");
		const stranger = (await stage.desk("elsewhere")).client;
		expect(await rows(stranger)).to.deep.equal([]);
		// What others have takes no place in the list, and its number says nothing of it.
		expect((await stranger.getList({ of: "undelivered", limit: 1 })).more).to.equal(false);
	});
});
