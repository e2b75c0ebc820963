import { expect } from "chai";
import type { AppId } from "../../src/index.js";
import { foreignDesk, nightDesk, scene, shopDesk } from "../support/scene.js";

const apps = [shopDesk, nightDesk];

describe("An app that watches", () => {
	it("hears everything, and need not hold control", async () => {
		const { user, ana, nora, told } = scene({ apps });
		await user.says("Hello");
		expect(await nora.watches()).to.equal("done");
		await user.says("Do you have batik?");
		await ana.takeOver();
		await ana.says("Yes, we do");
		expect(await told("night")).to.deep.equal([
			"watched",
			"userSaid",
			"botSaid",
			"granted",
			"joined",
			"appSaid",
		]);
	});

	it("is told from where it may read", async () => {
		const { user, nora, logged } = scene({ apps });
		await user.says("Hello");
		await nora.watches();
		expect((await logged("watched")).map(({ app, from }) => [app, from])).to.deep.equal([["night", 1]]);
	});

	it("hears nothing any more after it stopped", async () => {
		const { user, nora, told } = scene({ apps });
		await user.says("Hello");
		await nora.watches();
		expect(await nora.unwatches()).to.equal("done");
		await user.says("Do you have batik?");
		expect(await told("night")).to.deep.equal(["watched", "unwatched"]);
		expect(await nora.unwatches()).to.equal("done");
		expect(await told("night")).to.have.length(2);
	});

	it("goes on hearing after a release", async () => {
		const { user, ana, told } = scene({ apps });
		await user.says("Hello");
		await ana.watches();
		await ana.takeOver();
		await ana.releases();
		await user.says("Bye");
		expect((await told("desk")).slice(-2)).to.deep.equal(["userSaid", "botSaid"]);
	});

	it("may take over and release: pause and unpause", async () => {
		const { user, nora } = scene({ apps });
		await user.says("Hello");
		await nora.watches();
		expect(await nora.takeOver()).to.equal("done");
		await user.says("Is anybody there?");
		expect(await nora.releases()).to.equal("done");
		await user.says("And now?");
		expect((await user.sees()).at(-1)).to.equal("BOT Shop bot: You said: And now?");
	});
});

describe("An app that neither holds, watches nor was asked", () => {
	it("is told nothing", async () => {
		const { user, ana, told } = scene({ apps });
		await user.says("Hello");
		await ana.takeOver();
		await ana.says("Hi");
		await ana.releases();
		expect(await told("night")).to.deep.equal([]);
	});

	it("that lost control hears that, and nothing of what follows", async () => {
		const { user, ana, nora, told } = scene({ apps });
		await user.says("Hello");
		await ana.takeOver();
		await nora.takeOver();
		await nora.says("Good evening");
		await user.says("Good evening Nora");
		expect((await told("desk")).slice(-2)).to.deep.equal(["left", "revoked"]);
	});
});

describe("A note", () => {
	it("is seen by the desks that hear the conversation, and never by the user", async () => {
		const { user, ana, nora, told, logged, channel } = scene({ apps });
		await user.says("Hello");
		await nora.watches();
		const before = channel.requests.length;
		expect(await ana.notes("Likes blue")).to.equal("done");
		expect((await logged("note")).map(({ app, human, text }) => [app, human?.id, text])).to.deep.equal([
			["desk", "ana", "Likes blue"],
		]);
		expect((await told("night")).at(-1)).to.equal("note");
		expect(channel.requests).to.have.length(before);
	});
});

describe("A mailbox", () => {
	it("keeps what an app must know until the app acknowledges it, through a restart", async () => {
		const { user, ana, key, store, restart, conversation } = scene({ apps });
		const app = "desk" as AppId;
		await user.says("Hello");
		await ana.takeOver();
		await user.says("Are you there?");
		await restart();
		expect(await store.readNews(app)).to.deep.equal([key]);
		await store.acknowledge(app, key, (await conversation()).position);
		expect(await store.readNews(app)).to.deep.equal([]);
		await user.says("Hello?");
		expect(await store.readNews(app)).to.deep.equal([key]);
	});
});

describe("An app of another bot", () => {
	it("is refused whatever it commands, and is told nothing", async () => {
		const { user, person, submit, told } = scene({ apps: [shopDesk, foreignDesk] });
		await user.says("I want to talk to a human");
		const eve = person("foreign", "eve", "Eve");
		const refused = [
			await eve.takeOver(),
			await eve.confirms(),
			await eve.declines(),
			await eve.says("Hi"),
			await eve.interjects("Hi"),
			await eve.handsOver(["desk"]),
			await eve.withdraws(),
			await eve.releases(),
			await eve.closes(),
			await eve.watches(),
			await eve.unwatches(),
			await eve.notes("Hi"),
			await eve.sends("d" as never),
			await eve.discards("d" as never),
		];
		expect(new Set(refused)).to.deep.equal(new Set(["not-your-bot"]));
		const mode = await submit({ type: "setMode", mode: "off", by: eve.by });
		expect(mode).to.include({ status: "refused", code: "not-your-bot" });
		expect(await told("foreign")).to.deep.equal([]);
	});

	it("is not asked when a person is wanted, also where it is the only one", async () => {
		const { user, control } = scene({ apps: [foreignDesk] });
		await user.says("I want to talk to a human");
		expect(await control()).to.equal("bot");
		expect(await user.sees()).to.deep.equal(["notice nobodyFree"]);
	});

	it("that nobody knows is refused", async () => {
		const { user, person } = scene();
		await user.says("Hello");
		expect(await person("nobody", "eve").takeOver()).to.equal("unknown-app");
	});
});
