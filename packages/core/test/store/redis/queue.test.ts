import { expect } from "chai";
import { type AppId, offerOf, type PersonId, type Store } from "../../../src/index.js";
import { redisStore } from "../../../src/store/redis.js";
import { type RedisServer, startRedis } from "../../../src/testing/redis-servers.js";
import { recordingChannel } from "../../support/recording-channel.js";
import { eventually, keyOf, message, type Process, startProcess } from "./processes.js";

const desk = "desk" as AppId;
const ana = { app: desk, human: { id: "ana" as PersonId, displayName: "Ana" } };
const apps = [{ id: "desk", kind: "human", displayName: "Our team", personal: true, capacity: 2 }] as const;
const wish = "I want to talk to a human";

describe("The queue of processes that share a Redis", () => {
	let server: RedisServer;
	const stores: Store[] = [];
	const processes: Process[] = [];
	let tests = 0;

	before(async () => {
		server = await startRedis();
	});

	after(() => server.stop());

	beforeEach(() => {
		tests += 1;
	});

	afterEach(async () => {
		for (const process of processes.splice(0)) await process.stop();
		for (const store of stores.splice(0)) await store.close();
	});

	async function run(options: { readonly isAvailable?: () => boolean } = {}): Promise<Process> {
		const store = await redisStore({ url: server.url, prefix: `q${tests}:` });
		stores.push(store);
		const process = startProcess({ store, apps, channel: recordingChannel(), ...options });
		processes.push(process);
		process.handoff.appArrived(desk);
		return process;
	}

	it("gives nobody more than they may hold, though they confirm on all of them at once", async () => {
		const all = [await run(), await run(), await run()] as const;
		const users = Array.from({ length: 9 }, (_, index) => `u${index}`);
		for (const user of users) await all[0].host.hear(message(user, wish));
		const outcomes = await Promise.all(
			users.map(async (user, index) => {
				const { handoff } = all[index % 3] ?? all[0];
				const { conversation } = await handoff.store.load(keyOf(user));
				const offer = conversation && offerOf(conversation.control)?.id;
				return handoff.submit(keyOf(user), { type: "confirm", offer: offer ?? ("none" as never), ...ana });
			}),
		);
		expect(outcomes.filter(({ status }) => status === "done")).to.have.length(2);
		expect(await all[1].handoff.store.readHeldBy(desk)).to.have.length(2);
	});

	it("has what was left on one of them for whoever takes it on another", async () => {
		const [one, other] = [await run({ isAvailable: () => false }), await run()];
		await one.host.hear(message("u", wish));
		await one.host.hear(message("u", "Please call me"));
		await eventually(async () => (await other.handoff.store.readLeft(9)).length === 1);
		expect(await other.handoff.store.readNews(desk)).to.deep.equal([keyOf("u")]);
		const { conversation } = await other.handoff.store.load(keyOf("u"));
		const offer = conversation?.unmet?.offer.id ?? ("none" as never);
		expect(await other.handoff.submit(keyOf("u"), { type: "confirm", offer, ...ana })).to.include({
			status: "done",
		});
		expect(await one.handoff.store.readLeft(9)).to.deep.equal([]);
	});
});
