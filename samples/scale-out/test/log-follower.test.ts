import { conversationKey, type Entry } from "@baton/core";
import { expect } from "chai";
import { type Fault, followLog, type LogFollower, type LogReader } from "../src/town/log-follower.js";

const key = conversationKey({ channel: "street", business: "shop", conversation: "Amira" });

/** A line that the customer said, or that reached the customer. */
interface Line {
	readonly id: string;
	readonly said?: string;
}

describe("Whoever follows a log", () => {
	let log: Line[];
	let faults: Fault[];
	let follower: LogFollower;

	beforeEach(() => {
		log = [];
		faults = [];
		follower = followLog(key, (fault) => faults.push(fault));
	});

	const reader: LogReader = {
		readEntries: (_, { after = 0 }) => log.map(toEntry).filter(({ position }) => position > after),
	};

	/** As often as it takes until something that is not there counts as lost. */
	async function lookOften(): Promise<void> {
		for (let look = 0; look < 5; look += 1) await follower.readOn(reader);
	}

	it("finds nothing wrong with what is in order", async () => {
		log.push({ id: "e1", said: "m1" }, { id: "e2" }, { id: "e3", said: "m2" }, { id: "e4" });
		for (const id of ["m1", "m2"]) follower.acknowledged(id);
		for (const id of ["e2", "e4"]) follower.arrived(id);
		await lookOften();
		expect(faults).to.deep.equal([]);
	});

	it("waits for a log that is behind", async () => {
		follower.acknowledged("m1");
		await follower.readOn(reader);
		log.push({ id: "e1", said: "m1" });
		await lookOften();
		expect(faults).to.deep.equal([]);
	});

	it("misses what was acknowledged and is not there", async () => {
		log.push({ id: "e1", said: "m1" });
		for (const id of ["m1", "m2"]) follower.acknowledged(id);
		await lookOften();
		expect(faults).to.deep.equal(["lost"]);
	});

	it("misses what arrived and is not there", async () => {
		follower.arrived("e1");
		await lookOften();
		expect(faults).to.deep.equal(["lost"]);
	});

	it("misses what was there, and has given its place to something else", async () => {
		log.push({ id: "e1", said: "m1" });
		await follower.readOn(reader);
		log = [{ id: "e9", said: "m9" }];
		await lookOften();
		expect(faults).to.deep.equal(["lost"]);
	});

	it("sees what the customer said once and is there twice", async () => {
		log.push({ id: "e1", said: "m1" }, { id: "e2", said: "m1" });
		await lookOften();
		expect(faults).to.deep.equal(["doubled"]);
	});

	it("sees what arrived before something that stands above it", async () => {
		log.push({ id: "e1" }, { id: "e2" });
		for (const id of ["e2", "e1"]) follower.arrived(id);
		await lookOften();
		expect(faults).to.deep.equal(["disordered"]);
	});
});

function toEntry({ id, said }: Line, index: number): Entry {
	const kind = said === undefined ? { type: "botSaid" } : { type: "userSaid", activity: { id: said } };
	return { ...kind, id, position: index + 1 } as unknown as Entry;
}
