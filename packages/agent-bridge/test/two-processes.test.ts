import {
	type BotId,
	type ConversationKey,
	conversationKey,
	createHandoff,
	type Handoff,
	type Store,
	silentLogger,
	userId,
} from "@baton/core";
import { redisStore } from "@baton/core/redis";
import { type RedisServer, startRedis } from "@baton/core/testing/redis";
import { expect } from "chai";
import { createClient } from "redis";
import type { Client, Heard } from "../src/client.js";
import { type Bridge, inProcess } from "../src/index.js";
import { connect, createBridge } from "./support/watched.js";

/** Longer than a test: what is heard within it was told by a bell, and not found by looking. */
const never = 600_000;

interface Process {
	readonly handoff: Handoff;
	readonly bridge: Bridge;
	readonly store: Store;
}

describe("A desk that is connected to another process", () => {
	let server: RedisServer;
	const processes: Process[] = [];
	const clients: Client[] = [];

	before(async () => {
		server = await startRedis();
	});

	after(() => server.stop());

	afterEach(async () => {
		for (const client of clients.splice(0)) client.close();
		for (const { bridge, handoff, store } of processes.splice(0)) {
			bridge.close();
			await handoff.stop();
			await store.close();
		}
	});

	async function run(): Promise<Process> {
		const store = await redisStore({ url: server.url });
		const handoff = createHandoff({
			...{ store, logger: silentLogger, bot: { id: "shop", displayName: "Shop bot" } },
			apps: [{ id: "desk", kind: "human", displayName: "Our team" }],
		});
		const bridge = createBridge({
			...{ handoff, authenticate: () => true, limits: { sweepEveryMs: never } },
			onError: (error) => {
				throw error;
			},
		});
		processes.push({ handoff, bridge, store });
		return { handoff, bridge, store };
	}

	/** Everything that the connection hears, and how to wait for the words of a user. */
	async function listen(options: Omit<Parameters<typeof connect>[0], "dial">, { bridge }: Process) {
		const heard: Heard[] = [];
		const client = connect({ dial: inProcess(bridge), ...options });
		clients.push(client);
		let look = (): void => {};
		client.listen((frame) => {
			heard.push(frame);
			look();
		});
		await client.whenConnected();
		const words = (): readonly unknown[] =>
			heard.flatMap((frame) => (frame.type === "userSay" ? [frame.input.value] : []));
		const until = (last: string) =>
			new Promise<readonly unknown[]>((resolve) => {
				look = () => {
					if (words().includes(last)) resolve(words());
				};
				look();
			});
		return { client, until };
	}

	function customer(handoff: Handoff, id: string) {
		const place = { channel: "facebook", business: "page" };
		const key: ConversationKey = conversationKey({ ...place, conversation: id });
		const opening = {
			bot: "shop" as BotId,
			user: { id: userId({ ...place, user: id }), name: id },
			reference: { channelId: "facebook", conversation: { id } },
		};
		const say = (text: string) =>
			handoff.submit(key, {
				...{ type: "hear", opening, activity: { type: "message", text } },
				token: text as never,
			});
		return { key, say };
	}

	it("hears at once what the user says to this one, in order and once", async () => {
		const [here, there] = [await run(), await run()];
		const ada = customer(here.handoff, "ada");
		await ada.say("hello");
		const desk = await listen({ appId: "desk", appSecret: "any" }, there);
		await desk.client.send({ type: "takeover", conversationId: ada.key });
		for (const text of ["one", "two", "three"]) await ada.say(text);
		expect(await desk.until("three")).to.deep.equal(["one", "two", "three"]);
		const elsewhere = customer(there.handoff, "ada");
		await Promise.all([ada.say("four"), elsewhere.say("five"), ada.say("six")]);
		await ada.say("last");
		const words = await desk.until("last");
		expect(words).to.have.length(7);
		const log = await there.store.readEntries(ada.key, { last: true, limit: 4 });
		const said = log.flatMap((entry) => (entry.type === "userSaid" ? [entry.activity.text] : []));
		expect(words.slice(3)).to.deep.equal(said);
	});

	it("shows its people who else is here and what they look at", async () => {
		const [here, there] = [await run(), await run()];
		const budi = customer(here.handoff, "budi");
		await budi.say("before");
		const ticketOf = (id: string, { bridge }: Process) =>
			bridge.ticketFor({ appId: "desk", person: { id, displayName: id }, role: "agent" });
		let tell = (_: string): void => {};
		const heard = new Promise<readonly string[]>((resolve) => {
			const told: string[] = [];
			tell = (what) => {
				told.push(what);
				if (told.length === 3) resolve(told);
			};
		});
		const ofTom = await listen({ ticket: ticketOf("tom", there) }, there);
		const ofMara = await listen(
			{
				ticket: ticketOf("mara", here),
				onColleague: ({ person, state }) => {
					tell(`${person.id} is ${state}`);
					ofTom.client.looking(budi.key, "writing");
				},
			},
			here,
		);
		ofMara.client.listen((frame) => {
			if (frame.type !== "looking") return;
			tell(`${frame.person.id} is ${frame.doing}`);
			if (frame.doing === "writing") ofTom.client.looking(budi.key, "gone");
		});
		const again = await listen({ ticket: ticketOf("tom", there) }, there);
		expect(await heard).to.deep.equal(["tom is here", "tom is writing", "tom is gone"]);
		again.client.close();
	});

	it("hears what was said while its process was cut off from the others, as soon as it is not any more", async () => {
		const [here, there] = [await run(), await run()];
		const redis = await createClient({ url: server.url }).connect();
		const cleo = customer(here.handoff, "cleo");
		await cleo.say("hello");
		const desk = await listen({ appId: "desk", appSecret: "any" }, there);
		await desk.client.send({ type: "takeover", conversationId: cleo.key });
		await cleo.say("before");
		await desk.until("before");
		const cut = redis.sendCommand(["CLIENT", "KILL", "TYPE", "pubsub"]);
		await Promise.all([cut, cleo.say("meanwhile")]).finally(() => redis.destroy());
		expect((await desk.until("meanwhile")).slice(-2)).to.deep.equal(["before", "meanwhile"]);
	});

	it("shows its people at once what is said in another process, from then on", async () => {
		const [here, there] = [await run(), await run()];
		const budi = customer(here.handoff, "budi");
		await budi.say("before");
		await here.handoff.submit(budi.key, { type: "takeOver", app: "desk" as never });
		const ticket = there.bridge.ticketFor({
			appId: "desk",
			person: { id: "mara", displayName: "Mara" },
			role: "agent",
		});
		const mara = await listen({ ticket }, there);
		await budi.say("one");
		await budi.say("two");
		expect(await mara.until("two")).to.deep.equal(["one", "two"]);
	});
});
