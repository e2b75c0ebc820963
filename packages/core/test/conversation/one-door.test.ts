import { expect } from "chai";
import { type Entry, memoryStore, type Store } from "../../src/index.js";
import { gateway, manualClock, settle } from "../support/manual-clock.js";
import { codeOf, scene } from "../support/scene.js";

describe("The one door", () => {
	it("loses none of 200 commands that two processes give at the same time", async () => {
		const clock = manualClock();
		const store = withDelays(memoryStore({ clock }));
		const { user, ana, key, handoff, alsoRun, log, conversation } = scene({ clock, store });
		await user.says("Hello");
		const before = (await log()).length;
		const { handoff: beside } = alsoRun();
		const outcomes = await Promise.all(
			Array.from({ length: 200 }, (_, place) =>
				(place % 2 === 0 ? handoff : beside).submit(key, { type: "note", text: `${place}`, ...ana.by }),
			),
		);
		expect(new Set(outcomes.map(codeOf))).to.deep.equal(new Set(["done"]));
		const written = (await log()).slice(before);
		expect(new Set(written.map(noteIn)).size).to.equal(200);
		expect(written.map(({ position }) => position)).to.deep.equal(
			written.map((_, place) => before + place + 1),
		);
		expect((await conversation()).position).to.equal(before + 200);
	});

	it("keeps the order of one process", async () => {
		const clock = manualClock();
		const { user, ana, key, handoff, logged } = scene({ clock, store: withDelays(memoryStore({ clock })) });
		await user.says("Hello");
		const texts = Array.from({ length: 30 }, (_, place) => `${place}`);
		await Promise.all(texts.map((text) => handoff.submit(key, { type: "note", text, ...ana.by })));
		expect((await logged("note")).map(({ text }) => text)).to.deep.equal(texts);
	});

	it("gives control to one of two processes that ask at the same time, and tells the other who has it", async () => {
		const clock = manualClock();
		const store = withDelays(memoryStore({ clock }));
		const { user, ana, budi, key, handoff, alsoRun, submit, epoch } = scene({ clock, store });
		await user.says("Hello");
		await submit({ type: "request", reason: { type: "asked" } });
		const { handoff: beside } = alsoRun();
		const { control } = (await store.load(key)).conversation ?? {};
		if (control?.phase !== "offered") throw new Error("Nobody was asked");
		const outcomes = await Promise.all([
			handoff.submit(key, { type: "confirm", offer: control.offer.id, ...ana.by }),
			beside.submit(key, { type: "confirm", offer: control.offer.id, ...budi.by }),
		]);
		expect(outcomes.map(codeOf).sort()).to.deep.equal(["done", "offer-gone"]);
		const [refused] = outcomes.filter(({ status }) => status === "refused");
		expect(refused).to.have.nested.property("standing.holder.app", "desk");
		expect(refused).to.have.nested.property("standing.epoch", 1);
		expect(await epoch()).to.equal(1);
	});

	it("answers what one process hears while another one runs a turn, and ends the request", async () => {
		const thought = gateway();
		const { user, host, alsoRun, clock } = scene({
			bot: async (context) => {
				if (context.activity.type !== "message") return;
				if (context.activity.text === "one") await thought.opened;
				await context.sendActivity(`Re: ${context.activity.text}`);
			},
		});
		const beside = alsoRun();
		const first = user.says("one");
		await settle();
		let hasEnded = false;
		const second = beside.host
			.hear({
				type: "message",
				id: "c1-beside",
				text: "two",
				channelId: "test",
				serviceUrl: "https://channel.example",
				conversation: { id: "c1" } as never,
				from: { id: "siti", name: "Siti" },
				recipient: { id: "page", name: "Shop" },
			})
			.then(() => {
				hasEnded = true;
			});
		await clock.advance(2_000);
		expect(await user.sees()).to.deep.equal([]);
		thought.open();
		await first;
		await clock.advance(2_000);
		expect(await user.sees()).to.deep.equal(["BOT Shop bot: Re: one", "BOT Shop bot: Re: two"]);
		expect(hasEnded).to.equal(true);
		await second;
		expect([...host.errors, ...beside.host.errors]).to.deep.equal([]);
	});

	it("gives up honestly where others always commit first", async () => {
		const clock = manualClock();
		const calm = memoryStore({ clock });
		const { user, ana, key, handoff } = scene({
			clock,
			store: {
				...calm,
				commit: (change, lane) =>
					change.entries.some(({ type }) => type === "note")
						? { status: "conflict" as const }
						: calm.commit(change, lane),
			},
		});
		await user.says("Hello");
		const error = await handoff.submit(key, { type: "note", text: "Likes blue", ...ana.by }).then(
			() => undefined,
			(thrown: unknown) => thrown,
		);
		expect(error).to.have.property("code", "too-many-conflicts");
	});

	it("refuses commands about a conversation that nobody knows", async () => {
		const { ana, submit } = scene();
		expect(await submit({ type: "takeOver", ...ana.by })).to.deep.equal({
			status: "refused",
			code: "unknown-conversation",
			standing: undefined,
		});
	});
});

function noteIn(entry: Entry): string | undefined {
	return entry.type === "note" ? entry.text : undefined;
}

/** Lets the other process in between what is read and what is written. */
function withDelays(store: Store): Store {
	let turn = 0;
	return {
		...store,
		async commit(change, lane) {
			turn += 1;
			for (let round = 0; round <= turn % 3; round += 1) await Promise.resolve();
			return store.commit(change, lane);
		},
	};
}
