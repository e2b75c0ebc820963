import { expect } from "chai";
import { createDesk } from "../../src/console/web/desk/desk.js";
import { createStore } from "../../src/console/web/desk/store.js";
import { madeUpBridge } from "./made-up-bridge.js";
import { madeUpSnapshot, madeUpTalk } from "./made-up-talk.js";

/** A desk on a clock that a test moves. */
function scene() {
	const bridge = madeUpBridge([madeUpTalk("a"), madeUpTalk("b")]);
	const store = createStore();
	const due: { readonly at: number; readonly action: () => void }[] = [];
	let time = 0;
	const desk = createDesk({
		bridge,
		store,
		now: () => time,
		after(ms, action) {
			const one = { at: time + ms, action };
			due.push(one);
			return () => void (due.includes(one) && due.splice(due.indexOf(one), 1));
		},
		nextId: () => "command",
	});
	async function pass(ms: number): Promise<void> {
		const until = time + ms;
		for (;;) {
			const next = due.filter(({ at }) => at <= until).sort((one, other) => one.at - other.at)[0];
			if (next === undefined) break;
			due.splice(due.indexOf(next), 1);
			time = next.at;
			next.action();
			await new Promise((resolve) => setImmediate(resolve));
		}
		time = until;
		for (let round = 0; round < 30; round += 1) await new Promise((resolve) => setImmediate(resolve));
	}
	bridge.connect();
	return { desk, bridge, store, pass };
}

describe("What colleagues are told of this page", () => {
	it("is what is on screen, and that it is there no more", () => {
		const { desk, bridge } = scene();
		desk.select("a");
		desk.select("b");
		desk.select(undefined);
		expect(bridge.looked).to.deep.equal(["reading a", "gone a", "reading b", "gone b"]);
	});

	it("is that somebody writes, until they have stopped for a while", async () => {
		const { desk, bridge, pass } = scene();
		desk.select("a");
		desk.write("a", { text: "H", mode: "reply" });
		await pass(3000);
		desk.write("a", { text: "He", mode: "note" });
		await pass(5000);
		expect(bridge.looked).to.deep.equal(["reading a", "writing a"]);
		await pass(8000);
		expect(bridge.looked.at(-1)).to.equal("reading a");
	});

	it("is said again for as long as it lasts, and after a reconnection", async () => {
		const { desk, bridge, pass } = scene();
		desk.select("a");
		await pass(41_000);
		expect(bridge.looked).to.deep.equal(["reading a", "reading a", "reading a"]);
		bridge.connect();
		expect(bridge.looked).to.have.length(4);
	});

	it("is nothing while the page is not shown", async () => {
		const { desk, bridge, pass } = scene();
		desk.select("a");
		desk.attend(false);
		await pass(60_000);
		desk.attend(true);
		expect(bridge.looked).to.deep.equal(["reading a", "gone a", "reading a"]);
	});
});

describe("Searching from the page", () => {
	function searched() {
		const world = scene();
		const asked: string[] = [];
		const hit = (id: string) => ({ conversation: madeUpSnapshot(id), isUser: true, lines: [] });
		world.bridge.search = async ({ text, from }) => {
			asked.push(`${text} ${from ?? "begin"}`);
			const stretch = from === undefined ? 0 : Number(from);
			const next = stretch < 20 ? { next: String(stretch + 1) } : {};
			return { type: "found", re: "", hits: [hit(`${text}-${stretch}`), hit("same")], looked: 50, ...next };
		};
		return { ...world, asked };
	}

	it("waits until somebody has stopped typing, and asks on until it has enough", async () => {
		const { desk, store, asked, pass } = searched();
		desk.searchFor("pa");
		desk.searchFor("parcel");
		await pass(200);
		expect(asked).to.deep.equal([]);
		await pass(2000);
		expect(asked[0]).to.equal("parcel begin");
		expect(asked).to.have.length(8);
		const { hits, looked, isLooking, next } = store.state.search;
		expect(hits).to.have.length(9);
		expect({ looked, isLooking, next }).to.deep.equal({ looked: 400, isLooking: false, next: "8" });
	});

	it("goes on where it stopped when it is asked to, until everything was looked through", async () => {
		const { desk, store, asked, pass } = searched();
		desk.searchFor("parcel");
		await pass(2000);
		desk.searchOn();
		await pass(100);
		desk.searchOn();
		await pass(100);
		expect(asked.at(-1)).to.equal("parcel 20");
		expect(store.state.search.next).to.equal(undefined);
	});

	it("forgets what it looked for when something else is typed, or nothing", async () => {
		const { desk, store, asked, pass } = searched();
		desk.searchFor("parcel");
		await pass(2000);
		desk.searchFor("x");
		expect(store.state.search.hits).to.deep.equal([]);
		await pass(2000);
		expect(asked.every((each) => each.startsWith("parcel"))).to.equal(true);
	});
});

describe("What was said and not answered", () => {
	it("is kept until it is answered, and said by a later page as the same command", async () => {
		const first = scene();
		first.desk.select("a");
		await first.pass(100);
		first.bridge.disconnect();
		first.desk.write("a", { text: "Hello", mode: "reply" });
		const talk = first.store.state.talks.get("a");
		if (talk === undefined) throw new Error("The desk does not know it");
		void first.desk.submit(talk);
		const [left] = first.store.state.unanswered.values();
		expect(left?.written.text).to.equal("Hello");

		const later = scene();
		if (left !== undefined) await later.desk.sayUntilAnswered(left);
		expect(later.bridge.sent).to.deep.equal([left?.command]);
		expect(later.store.state.unanswered.size).to.equal(0);
	});

	it("goes back into the field if it is refused", async () => {
		const { desk, store, bridge } = scene();
		const written = { text: "Hello", mode: "reply" } as const;
		const input = { type: "text", value: "Hello" } as const;
		bridge.change("a", { epoch: 9 });
		const command = { type: "agentSay", id: "c-1", conversationId: "a", epoch: 1, input } as const;
		await desk.sayUntilAnswered({ command, written });
		expect(store.state.texts.get("a")).to.deep.equal(written);
		expect(store.state.unanswered.size).to.equal(0);
	});
});
