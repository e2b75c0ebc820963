import { expect } from "chai";
import type { Client } from "../src/client.js";
import { inProcess } from "../src/index.js";
import { codeOf, failure } from "./support/failure.js";
import { mara, openStage, type Stage, secret } from "./support/stage.js";
import { connect } from "./support/watched.js";

describe("A connection that only commands", () => {
	let stage: Stage;
	let client: Client;

	beforeEach(async () => {
		stage = openStage();
		const { clock, bridge } = stage;
		client = connect({ dial: inProcess(bridge), clock, appId: "desk", appSecret: secret, listens: false });
		await client.whenConnected();
	});

	afterEach(async () => {
		client.close();
		await stage.end();
	});

	it("is told no lines, and leaves them for one that listens", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		const heard: string[] = [];
		client.listen(({ type }) => heard.push(type));
		await client.send({ type: "takeover", conversationId: ada.key, person: mara });
		await ada.say("is my order late?");
		expect(heard).to.deep.equal([]);

		const desk = await stage.desk("desk");
		expect(desk.types()).to.deep.equal(["takeoverConfirmed", "joined", "userSay"]);
	});

	it("does not mean that the app is there", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		await client.send({ type: "takeover", conversationId: ada.key });
		await stage.clock.advance(70_000);
		const { conversation } = await client.getTranscript({ conversationId: ada.key });
		expect(conversation.holder?.appId).to.not.equal("desk");
	});
});

describe("An app that cannot go on", () => {
	let stage: Stage;

	beforeEach(() => {
		stage = openStage();
	});

	afterEach(() => stage.end());

	it("says so: the user is told, and others are asked", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		const other = await stage.desk("night-desk");
		const { epoch } = await other.client.send({ type: "takeover", conversationId: ada.key });
		await other.client.send({ type: "release", conversationId: ada.key, epoch, lost: true });

		const { conversation, entries } = await other.client.getTranscript({ conversationId: ada.key });
		expect(conversation).to.deep.include({ phase: "offered", epoch: epoch + 1 });
		expect(conversation.offer?.toAppIds).to.deep.equal(["desk"]);
		expect(entries.flatMap((entry) => (entry.type === "notice" ? [entry.notice] : []))).to.deep.equal([
			"humanGone",
		]);
	});

	it("has to hold control under the epoch that it names", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		const desk = await stage.desk("desk");
		const { epoch } = await desk.client.send({ type: "takeover", conversationId: ada.key });
		const release = { type: "release", conversationId: ada.key, lost: true } as const;

		const stale = await failure(desk.client.send({ ...release, epoch: epoch - 1 }));
		const other = await stage.desk("night-desk");
		const foreign = await failure(other.client.send({ ...release, epoch }));

		expect([codeOf(stale), codeOf(foreign)]).to.deep.equal(["stale-epoch", "not-in-control"]);
	});
});
