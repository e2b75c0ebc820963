import { expect } from "chai";
import type { EntryId } from "../../src/index.js";
import { gateway, settle } from "../support/manual-clock.js";
import { type Answer, breaking, recordingChannel } from "../support/recording-channel.js";
import { type Scene, scene } from "../support/scene.js";

const notNow: Answer = () => ({ state: "retry", error: "Try later" });

async function states(all: Scene): Promise<readonly unknown[]> {
	const said = (await all.logged("botSaid")).map(({ id }) => id);
	return (await all.store.readDeliveries(all.key, said)).map(({ state }) => state);
}

function echoing(): Scene {
	const channel = recordingChannel("confirm-by-echo");
	channel.answers.push(breaking);
	return scene({ channel });
}

describe("A send whose fate is unknown, on a channel that tells what it sent", () => {
	it("is sent once the channel has told of it, and the lane goes on", async () => {
		const all = echoing();
		const turn = all.user.says("one");
		await settle();
		const [said] = await all.logged("botSaid");
		const entry = said?.id as EntryId;
		await all.handoff.reportDelivery(all.key, { entry, state: "sent", nativeId: "m7" });
		await all.clock.advance(1_000);
		await turn;
		expect(await states(all)).to.deep.equal(["sent"]);
		expect(await all.logged("deliveryFailed")).to.deep.equal([]);
		expect(all.channel.requests).to.have.length(1);
		expect(await all.store.findEntry(all.key, "m7")).to.equal(entry);
	});

	it("holds back what follows until then", async () => {
		const all = echoing();
		const turns = [all.user.says("one"), all.user.says("two")];
		await settle();
		expect(all.channel.requests).to.have.length(1);
		await all.clock.advance(31_000);
		await Promise.all(turns);
		expect(all.channel.requests.map(({ activity }) => activity.text)).to.deep.equal([
			"You said: one",
			"You said: two",
		]);
	});

	it("stays unknown where the channel tells nothing, is told to whoever said it, and never repeated", async () => {
		const all = echoing();
		const turn = all.user.says("one");
		await all.clock.advance(31_000);
		await turn;
		expect(await states(all)).to.deep.equal(["unknown"]);
		expect((await all.logged("deliveryFailed")).map(({ state }) => state)).to.deep.equal(["unknown"]);
		expect(all.channel.requests).to.have.length(1);
	});

	it("is sent after all where the channel answers after the time for it", async () => {
		const { opened, open } = gateway();
		const channel = recordingChannel("at-most-once");
		channel.answers.push(() => opened.then(() => ({ state: "sent", nativeId: "n1" })));
		const all = scene({ channel });
		const turn = all.user.says("Hello");
		await all.clock.advance(16_000);
		await turn;
		expect(await all.logged("deliveryFailed")).to.have.length(1);
		open();
		await settle();
		const [said] = await all.logged("botSaid");
		const [delivery] = said === undefined ? [] : await all.store.readDeliveries(all.key, [said.id]);
		expect(delivery).to.include({ state: "sent", nativeId: "n1" });
		expect(await all.store.readUndelivered(10)).to.deep.equal([]);
	});

	it("is sent after all where the channel tells of it late", async () => {
		const all = echoing();
		const turn = all.user.says("one");
		await all.clock.advance(31_000);
		await turn;
		const [said] = await all.logged("botSaid");
		await all.handoff.reportDelivery(all.key, { entry: said?.id as EntryId, state: "sent", nativeId: "m7" });
		expect(await states(all)).to.deep.equal(["sent"]);
	});
});

describe("A send that may be tried again", () => {
	it("is tried after pauses that double, each within its half by chance", async () => {
		const channel = recordingChannel();
		channel.answers.push(notNow, notNow, notNow);
		const all = scene({ channel, parts: { random: () => 1 } });
		const turn = all.user.says("one");
		await settle();
		const at: number[] = [];
		for (let second = 1; second <= 8; second += 1) {
			const before = channel.requests.length;
			await all.clock.advance(1_000);
			if (channel.requests.length > before) at.push(second);
		}
		await turn;
		expect(at).to.deep.equal([1, 3, 7]);
		expect(await states(all)).to.deep.equal(["sent"]);
	});

	it("waits as long as the channel says", async () => {
		const channel = recordingChannel();
		channel.answers.push(() => ({ state: "retry", error: "Slow down", afterMs: 20_000 }));
		const all = scene({ channel });
		const turn = all.user.says("one");
		await all.clock.advance(19_900);
		expect(channel.requests).to.have.length(1);
		await all.clock.advance(200);
		await turn;
		expect(channel.requests).to.have.length(2);
	});
});
