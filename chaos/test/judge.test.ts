import type { Delivery, Entry } from "@baton/core";
import { expect } from "chai";
import { deskApp } from "../../samples/scale-out/src/settings.js";
import type { Arrival } from "../../samples/scale-out/src/town/street.js";
import { type JudgedStore, judge, type Verdict } from "../judge.js";
import { append, type Ledger, openLedger } from "../ledger.js";

const conversation = "c1";

/** One conversation that went well, to be spoiled by each test. */
interface Case {
	readonly ledger: Ledger;
	readonly log: Entry[];
	readonly deliveries: Delivery[];
	readonly state: { turns: unknown[]; outbox: unknown[] };
}

function goodCase(): Case {
	const ledger = openLedger();
	const log = [
		entry(1, { type: "userSaid", activity: { id: "m1" }, to: [deskApp] }),
		entry(2, { type: "botSaid", activity: { text: "answer" }, to: [deskApp] }),
		entry(3, { type: "joined", to: [] }),
		entry(4, { type: "appSaid", activity: { text: "hello" }, to: [] }),
		entry(5, { type: "left", to: [] }),
	];
	append(ledger.acknowledged, conversation, "m1");
	append(ledger.spoken, conversation, "hello");
	for (const id of ["e1", "e2"]) append(ledger.told, conversation, id);
	const arrivals = [
		arrival("e2", "said", "BOT"),
		arrival("e3", "joined", "HUMAN"),
		arrival("e4", "said", "HUMAN"),
		arrival("e5", "left", "HUMAN"),
	];
	for (const each of arrivals) append(ledger.arrived, conversation, each);
	const deliveries = ["e2", "e3", "e4", "e5"].map(
		(id) => ({ entry: id, state: "sent" }) as unknown as Delivery,
	);
	return { ledger, log, deliveries, state: { turns: [], outbox: [] } };
}

function entry(position: number, rest: object): Entry {
	return { id: `e${position}`, position, ...rest } as unknown as Entry;
}

function arrival(id: string, kind: Arrival["kind"], label: string): Arrival {
	const name = label === "HUMAN" ? "Ana" : "Shop bot";
	return { conversation, id, at: 0, kind, label, name, text: "", by: "bot-1" };
}

function judged({ ledger, log, deliveries, state }: Case): Promise<Verdict> {
	const store = {
		readEntries: (_: unknown, { after = 0 }) => log.filter(({ position }) => position > after),
		readDeliveries: () => deliveries,
		load: () => ({ conversation: { turns: state.turns }, outbox: state.outbox }),
	} as unknown as JudgedStore;
	return judge(ledger, store);
}

/** How much it found of each kind. */
async function findings(spoil: (spoiled: Case) => void): Promise<readonly number[]> {
	const spoiled = goodCase();
	spoil(spoiled);
	const { lost, doubled, disordered, mislabelled } = await judged(spoiled);
	return [lost, doubled, disordered, mislabelled].map(({ length }) => length);
}

function listOf<Item>(book: Map<string, Item[]>): Item[] {
	return book.get(conversation) ?? [];
}

describe("The judge of chaos", () => {
	it("finds nothing where all is well", async () => {
		expect(await findings(() => {})).to.deep.equal([0, 0, 0, 0]);
	});

	const spoils: Readonly<Record<string, readonly [kinds: readonly number[], (spoiled: Case) => void]>> = {
		"what a customer said and is not in the log": [
			[1, 0, 0, 0],
			({ ledger }) => append(ledger.acknowledged, conversation, "m2"),
		],
		"what the desk said and is not in the log": [
			[1, 0, 0, 0],
			({ ledger }) => append(ledger.spoken, conversation, "goodbye"),
		],
		"what is addressed to the desk and was not told": [
			[1, 0, 0, 0],
			({ ledger }) => void listOf(ledger.told).pop(),
		],
		"what was sent and did not arrive": [[1, 0, 0, 0], ({ ledger }) => void listOf(ledger.arrived).shift()],
		"what is still to be sent": [[1, 0, 0, 0], ({ state }) => void state.outbox.push("e6")],
		"a turn that is not finished": [[1, 0, 0, 0], ({ state }) => void state.turns.push("e1")],
		"what a customer said once and is there twice": [
			[0, 1, 0, 0],
			({ log }) => void log.push(entry(6, { type: "userSaid", activity: { id: "m1" }, to: [] })),
		],
		"what was told twice": [[0, 1, 0, 0], ({ ledger }) => void listOf(ledger.told).push("e2")],
		"what arrived and was never said": [
			[0, 1, 0, 0],
			({ ledger }) => void listOf(ledger.arrived).push(arrival("e9", "said", "BOT")),
		],
		"what was told in another order": [[0, 0, 1, 0], ({ ledger }) => void listOf(ledger.told).reverse()],
		"what arrived in another order": [
			[0, 0, 1, 0],
			({ ledger }) => {
				const arrivals = listOf(ledger.arrived);
				arrivals.push(...arrivals.splice(0, 1));
			},
		],
		"a human who has not joined": [[1, 0, 0, 2], ({ ledger }) => void listOf(ledger.arrived).splice(1, 1)],
		"a bot that speaks while a human is in": [
			[0, 0, 0, 1],
			({ ledger, log }) => {
				log.splice(4, 0, entry(4.5, { type: "botSaid", activity: {}, to: [] }));
				listOf(ledger.arrived).splice(3, 0, arrival("e4.5", "said", "BOT"));
			},
		],
	};

	for (const [what, [kinds, spoil]] of Object.entries(spoils))
		it(`condemns ${what}`, async () => {
			expect(await findings(spoil)).to.deep.equal(kinds);
		});
});
