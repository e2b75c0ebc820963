import { expect } from "chai";
import { createHandoff, type Signal, type Store, silentLogger } from "../../../src/index.js";
import { redisStore } from "../../../src/store/redis.js";
import { type RedisServer, startRedis } from "../../../src/testing/redis-servers.js";
import {
	appId,
	changeOf,
	commandId,
	commitNext,
	entryId,
	laneOf,
	sampleConversation,
	sampleEntry,
	sampleFacts,
	sampleItem,
} from "../../../src/testing/sample-change.js";
import { gateway } from "../../support/manual-clock.js";
import { recordingChannel } from "../../support/recording-channel.js";
import type { Bot } from "../../support/small-host.js";
import { command, echo, eventually, keyOf, message, type Process, startProcess } from "./processes.js";

/** Each process knows the clock of Redis to so much. */
const clockErrorMs = 2;

describe("Processes that share a Redis", () => {
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

	async function openStore(): Promise<Store> {
		const store = await redisStore({ url: server.url, prefix: `p${tests}:` });
		stores.push(store);
		return store;
	}

	async function run(options: Partial<Parameters<typeof startProcess>[0]> = {}): Promise<Process> {
		const process = startProcess({ store: options.store ?? (await openStore()), ...options });
		processes.push(process);
		return process;
	}

	it("answer 200 messages at the same time, each once and each user's in order", async () => {
		const channel = recordingChannel();
		const both = [await run({ channel }), await run({ channel })] as const;
		const users = Array.from({ length: 20 }, (_, index) => `u${index}`);
		const texts = Array.from({ length: 10 }, (_, index) => `${index}`);
		const heard = users.flatMap((user) => texts.map((text) => message(user, text)));
		await Promise.all(heard.map(async (one, index) => both[index % 2 === 0 ? 0 : 1].host.hear(one)));
		await eventually(() => channel.arrived.length >= heard.length);
		for (const user of users) {
			const log = await both[0].handoff.store.readEntries(keyOf(user), { limit: 99 });
			expect(log.map(({ position }) => position)).to.deep.equal(log.map((_, index) => index + 1));
			const said = log.flatMap((entry) => (entry.type === "userSaid" ? [entry.activity.text] : []));
			expect(said).to.have.members(texts);
			const answered = log.flatMap((entry) => (entry.type === "botSaid" ? [entry.activity.text] : []));
			expect(answered).to.have.members(texts.map((text) => `You said: ${text}`));
		}
		expect(channel.arrived).to.have.length(heard.length);
		expect(channel.load.most).to.be.greaterThan(1);
	});

	it("tell the one whose request waits that its turn has come", async () => {
		const { opened, open } = gateway();
		const slow: Bot = async (context) => {
			if (context.activity.text === "first") await opened;
			await echo(context);
		};
		const channel = recordingChannel();
		const [one, other] = [await run({ channel, bot: slow }), await run({ channel, bot: slow })];
		const called: unknown[] = [];
		other.handoff.store.onBell?.(({ turn }) => turn !== undefined && called.push(turn));
		const first = one.host.hear(message("u", "first"));
		await eventually(
			async () => (await one.handoff.store.readEntries(keyOf("u"), { limit: 9 })).length === 1,
		);
		const second = other.host.hear(message("u", "second"));
		await eventually(
			async () => (await one.handoff.store.readEntries(keyOf("u"), { limit: 9 })).length === 2,
		);
		open();
		await Promise.all([first, second]);
		const log = await one.handoff.store.readEntries(keyOf("u"), { limit: 9 });
		expect(called).to.include(log[1]?.id);
		expect(log.map(({ type }) => type)).to.deep.equal(["userSaid", "userSaid", "botSaid", "botSaid"]);
	});

	it("take a repeat on the other process for what it is", async () => {
		const channel = recordingChannel();
		const [one, other] = [await run({ channel }), await run({ channel })];
		await Promise.all([one, other, one, other].map(async ({ host }) => host.hear(message("u", "hello"))));
		const log = await one.handoff.store.readEntries(keyOf("u"), { limit: 9 });
		expect(log.map(({ type }) => type)).to.deep.equal(["userSaid", "botSaid"]);
	});

	it("fire every timer once between them, and none early", async () => {
		const policy = { offerRetryMs: 150, offerExpiryMs: 500 };
		const both = [await run({ policy }), await run({ policy })] as const;
		const users = Array.from({ length: 100 }, (_, index) => `waits-${index}`);
		const ask = async (user: string, index: number) =>
			both[index % 2 === 0 ? 0 : 1].host.hear(message(user, "I want to talk to a human"));
		await Promise.all(users.map(ask));
		const logOf = async (user: string) => both[0].handoff.store.readEntries(keyOf(user), { limit: 99 });
		const isOver = async (user: string) => (await logOf(user)).some(({ type }) => type === "offerEnded");
		await eventually(async () => (await Promise.all(users.map(isOver))).every(Boolean));
		for (const log of await Promise.all(users.map(logOf))) {
			const offered = log.filter(({ type }) => type === "offered");
			const ended = log.filter(({ type }) => type === "offerEnded");
			expect(ended).to.have.length(1);
			expect(ended[0]?.at).to.be.at.least((offered[0]?.at ?? 0) + policy.offerExpiryMs - clockErrorMs);
			for (const [index, { at }] of offered.slice(1).entries())
				expect(at).to.be.at.least((offered[index]?.at ?? 0) + policy.offerRetryMs - clockErrorMs);
		}
		const due = await both[0].handoff.store.readDueTimers(999);
		expect(due.filter(({ timer }) => timer.startsWith("offer"))).to.deep.equal([]);
	});

	it("tell each other at once what a desk is to hear", async () => {
		const [one, other] = [await run(), await run()];
		await one.host.hear(message("u", "hello"));
		const heard: Signal[] = [];
		other.handoff.subscribe((signal) => void heard.push(signal));
		await one.handoff.submit(keyOf("u"), { type: "request", reason: { type: "asked" } });
		await eventually(() => heard.length > 0);
		expect(heard[0]).to.deep.include({ type: "committedElsewhere", key: keyOf("u"), tell: ["desk"] });
		const from = heard[0]?.type === "committedElsewhere" ? heard[0].from : 0;
		const [first] = await other.handoff.store.readEntries(keyOf("u"), { after: from - 1, limit: 1 });
		expect(first?.to).to.deep.equal(["desk"]);
	});

	it("tell each other's desks at once what was erased, and remember nothing of it", async () => {
		const [one, other] = [await run(), await run()];
		await other.host.hear(message("u", "hello"));
		const erased = new Promise<Signal>((resolve) => {
			other.handoff.subscribe((signal) => signal.type === "erased" && resolve(signal));
		});
		await one.handoff.erase({ conversation: keyOf("u") });
		expect(await erased).to.deep.include({ key: keyOf("u"), bot: "shop", to: ["desk"] });
		const { conversation } = await other.handoff.store.load(keyOf("u"), undefined, { recent: true });
		expect(conversation).to.equal(undefined);
	});

	it("tell each other's desks at once who is typing and what became of what was sent", async () => {
		const [one, other] = [await run(), await run()];
		await one.host.hear(message("u", "hello"));
		await one.handoff.submit(keyOf("u"), { type: "takeOver", app: appId("desk") });
		const passing: Signal[] = [];
		other.handoff.subscribe((signal) => {
			if (signal.type === "typing" || signal.type === "delivery") passing.push(signal);
		});
		await one.handoff.typing(keyOf("u"), "user");
		const entries = await one.handoff.store.readEntries(keyOf("u"), { limit: 9 });
		const said = entries.find(({ type }) => type === "botSaid")?.id ?? entryId("none");
		await one.handoff.reportDelivery(keyOf("u"), { entry: said, state: "read" });
		await eventually(() => passing.length > 1);
		expect(passing).to.deep.equal([
			{ type: "typing", key: keyOf("u"), by: "user", to: ["desk"] },
			{ type: "delivery", key: keyOf("u"), delivery: { entry: said, state: "read" }, to: ["desk"] },
		]);
	});

	it("send at once what one of them commits that cannot send it", async () => {
		const channel = recordingChannel();
		const sender = await run({ channel, parts: { sweepMs: 60_000 } });
		await sender.host.hear(message("u", "hello"));
		const without = createHandoff({
			...{ bot: { id: "shop", displayName: "Shop bot" }, logger: silentLogger, store: await openStore() },
			apps: [{ id: "desk", kind: "human", displayName: "Our team" }],
		});
		const app = appId("desk");
		const taken = await without.submit(keyOf("u"), { type: "takeOver", app });
		if (taken.status !== "done") throw new Error("Control was not taken");
		const activity = { type: "message", text: "A person is here" };
		await without.submit(keyOf("u"), { type: "speak", app, epoch: taken.epoch, activity });
		await eventually(() => channel.arrived.some(({ activity }) => activity.text === "A person is here"));
		await without.stop();
	});

	it("finish the turn of one that died, under a new token", async () => {
		const channel = recordingChannel();
		const policy = { turnLeaseMs: 300 };
		const dying = await openStore();
		const stuck = gate();
		const dead = await run({ store: dying, channel, policy, bot: () => stuck.opened });
		const unfinished = dead.host.hear(message("u", "hello"));
		await eventually(async () => (await dying.load(keyOf("u"))).conversation !== undefined);
		const before = (await dying.load(keyOf("u"))).conversation?.turns[0]?.runner?.token;
		await dying.close();
		await run({ channel, policy, bot: echo });
		await eventually(() => channel.arrived.length > 0);
		expect(channel.arrived.map(({ activity }) => activity.text)).to.deep.equal(["You said: hello"]);
		expect(before).to.be.a("string");
		stuck.open();
		await unfinished;
		expect(channel.arrived).to.have.length(1);
	});

	it("send what one that died had taken the lane for, once", async () => {
		const [dying, living] = [await openStore(), await openStore()];
		const channel = recordingChannel("idempotent");
		const stuck = gate();
		channel.answers.push(() => stuck.opened.then(() => ({ state: "failed", error: "Too late" })));
		const parts = { laneLeaseMs: 400, sendTimeoutMs: 200 };
		const dead = await run({ store: dying, channel, parts });
		dead.host.hear(message("u", "hello")).catch(() => {});
		await eventually(() => channel.requests.length > 0);
		await dying.close();
		await run({ store: living, channel, parts });
		await eventually(() => channel.arrived.length > 0);
		expect(channel.arrived.map(({ activity }) => activity.text)).to.deep.equal(["You said: hello"]);
		await eventually(async () => (await living.readOutbox(keyOf("u"))).length === 0);
		stuck.open();
	});

	it("wait for Redis twice in a turn with one reply: for what was heard, and for what is said", async () => {
		const store = await openStore();
		const waited: string[] = [];
		const counting = new Proxy(store, {
			get(target, name: keyof Store) {
				const member = target[name];
				if (typeof member !== "function") return member;
				return (...args: unknown[]) => {
					const answer: unknown = Reflect.apply(member, target, args);
					if (answer instanceof Promise) waited.push(name);
					return answer;
				};
			},
		});
		const saying: string[][] = [];
		const bot = async (context: Parameters<typeof echo>[0]) => {
			await echo(context);
			saying.push(waited.filter((name) => !lookingAround.has(name)));
		};
		const { host } = await run({ store: counting, bot });
		await host.hear(message("u", "hello"));
		waited.splice(0);
		await host.hear(message("u", "again"));
		expect(saying[1]).to.deep.equal(["commit", "commit"]);
	});

	it("commit everything of a change with one script", async () => {
		const store = await openStore();
		await commitNext(store, keyOf("u"));
		const { conversation } = await store.load(keyOf("u"));
		const change = changeOf(conversation ?? sampleConversation(), {
			command: commandId("c"),
			entries: [sampleEntry("a"), sampleEntry("b")],
			tell: [appId("desk"), appId("night")],
			outbox: [sampleItem("b")],
			timers: [{ set: "idle", afterMs: 9, about: "" }],
			index: { before: undefined, after: sampleFacts({ openSince: 1 }) },
		});
		await command(server.url, "CONFIG", "RESETSTAT");
		await store.commit(change, laneOf("process"));
		const stats = String(await command(server.url, "INFO", "commandstats"));
		expect(/cmdstat_evalsha:calls=(\d+)/.exec(stats)?.[1]).to.equal("1");
	});
});

/** Something that is waited for until a test lets it go on. */
function gate(): { readonly opened: Promise<void>; open(): void } {
	let open = (): void => {};
	const opened = new Promise<void>((resolve) => {
		open = resolve;
	});
	return { opened, open: () => open() };
}

/** What a process does from time to time, and what nobody waits for who speaks: sending. */
const lookingAround = new Set([
	"readDueTimers",
	"nextTimer",
	"readLanes",
	"beginSend",
	"settleSend",
	"leaveLane",
]);
