import { expect } from "chai";
import { type AppId, BatonError, memoryStore, type Store } from "../../src/index.js";
import { gateway, manualClock, settle } from "../support/manual-clock.js";
import { breaking, failing, later, recordingChannel } from "../support/recording-channel.js";
import { type Scene, type SceneOptions, scene } from "../support/scene.js";

/** A conversation in which only tests speak. */
async function quiet(options: SceneOptions = {}): Promise<Scene> {
	const all = scene({ bot: async () => {}, ...options });
	await all.user.says("Hello");
	return all;
}

async function say({ submit, conversation }: Scene, text: string): Promise<void> {
	const { bot, user, reference } = await conversation();
	const opening = { bot, user, reference };
	await submit({ type: "say", opening, utterances: [{ activity: { type: "message", text } }] });
}

/** The store of a process that stops for ever at one of its functions, once it was told to. */
function stopping(store: Store, name: "settleSend" | "beginSend") {
	const stop = { now: false };
	const stopped = new Promise<never>(() => {});
	return {
		stop,
		store: {
			...store,
			[name]: (...given: never[]) =>
				stop.now ? stopped : (store[name] as (...all: never[]) => unknown)(...given),
		} as Store,
	};
}

const away = async (): Promise<never> => {
	throw new BatonError("store-failed", "Cannot reach the store");
};

describe("A process that dies after the channel has refused", () => {
	it("leaves nobody untold: whoever takes over finds that it failed, and that it was told", async () => {
		const clock = manualClock();
		const store = memoryStore({ clock });
		const dying = stopping(store, "settleSend");
		const all = await quiet({ clock, store: dying.store });
		dying.stop.now = true;
		all.channel.answers.push(failing);

		await say(all, "one");
		expect(await all.logged("deliveryFailed")).to.have.length(1);
		all.alsoRun({ store });
		await clock.advance(60_000);

		expect((await all.logged("deliveryFailed")).map(({ state }) => state)).to.deep.equal(["failed"]);
		expect(await store.readOutbox(all.key)).to.deep.equal([]);
	});
});

describe("A process that is stopped between the record and the request", () => {
	it("sends nothing late: its lane is another's by then", async () => {
		const clock = manualClock();
		const store = memoryStore({ clock });
		const { opened, open } = gateway();
		const late: Store = {
			...store,
			async beginSend(...given) {
				const begun = await store.beginSend(...given);
				await opened;
				return begun;
			},
		};
		const all = await quiet({ clock, store: late });
		await say(all, "one");
		all.alsoRun({ store });
		await clock.advance(60_000);
		expect((await all.logged("deliveryFailed")).map(({ state }) => state)).to.deep.equal(["unknown"]);

		open();
		await settle();
		await clock.advance(60_000);

		expect(all.channel.requests).to.deep.equal([]);
	});
});

describe("A send whose fate was unknown once", () => {
	it("is never called failed, whatever becomes of its repetition", async () => {
		const channel = recordingChannel("idempotent");
		const all = await quiet({ channel });
		channel.answers.push(breaking, later(3_600_000));

		await say(all, "one");
		await all.clock.advance(10_000);

		expect((await all.logged("deliveryFailed")).map(({ state }) => state)).to.deep.equal(["unknown"]);
	});
});

describe("A turn that the store kept from being done", () => {
	it("stays due, and is run again", async () => {
		const clock = manualClock();
		const store = memoryStore({ clock });
		const commit = store.commit.bind(store);
		let runs = 0;
		const all = scene({
			...{ clock, store },
			async bot(context) {
				if (context.activity.type !== "message") return;
				runs += 1;
				if (runs === 1) store.commit = away;
				await context.sendActivity("Halo");
				store.commit = commit;
			},
		});

		await all.user.says("Hello").catch(() => {});
		await all.clock.advance(30_000);

		expect(runs).to.equal(2);
		expect(await all.user.sees()).to.deep.equal(["BOT Shop bot: Halo"]);
	});
});

describe("A process that froze until its lane was another's", () => {
	it("leaves word that the channel has taken what it sent", async () => {
		const { opened, open } = gateway();
		const channel = recordingChannel("confirm-by-echo");
		const clock = manualClock();
		const store = memoryStore({ clock });
		const own: Store = { ...store };
		const parts = { laneLeaseMs: 10_000, sendTimeoutMs: 5_000 };
		const all = await quiet({ clock, store: own, channel, parts });
		own.takeLane = () => undefined;
		own.settleSend = (...given) => opened.then(() => store.settleSend(...given));
		await say(all, "Hello");
		const beside = all.alsoRun({ store, parts });

		await clock.advance(12_000);
		open();
		await clock.advance(60_000);

		expect(channel.requests).to.have.length(1);
		expect(await all.logged("deliveryFailed")).to.deep.equal([]);
		const [said] = await all.logged("botSaid");
		const [delivery] = said === undefined ? [] : await store.readDeliveries(all.key, [said.id]);
		expect(delivery).to.include({ state: "sent", nativeId: `native-${said?.id}` });
		await beside.handoff.stop();
	});
});

describe("An app that is connected", () => {
	it("keeps control although the store was away for longer than its lease", async () => {
		const clock = manualClock();
		const store = memoryStore({ clock });
		const own: Store = { ...store };
		const all = await quiet({ clock, store: own, appLeaseMs: 20_000 });
		const other: Store = { ...store };
		const beside = all.alsoRun({ store: other, away: ["desk"] });
		beside.handoff.appLeft("desk" as AppId);
		await all.ana.takeOver();

		own.writePresence = away;
		other.readPresence = away;
		await clock.advance(45_000);
		own.writePresence = store.writePresence;
		other.readPresence = store.readPresence;
		await clock.advance(60_000);

		expect(await all.control()).to.equal("held by desk/ana");
	});
});
