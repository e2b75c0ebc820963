import {
	type Activity,
	type Channel,
	createHandoff,
	type Handoff,
	memoryStore,
	silentLogger,
	systemClock,
} from "@baton/core";
import { expect } from "chai";
import { createGraphApi } from "../src/graph-api.js";
import { createMessengerChannel, type MessengerChannelOptions } from "../src/send.js";
import { type GraphServer, graphServer, refusal } from "./support/graph-server.js";
import { ana, key, page, person, recipient, shopBot } from "./support/way-out.js";

const hour = 3_600_000;
const day = 24 * hour;

describe("After the user has been silent for long", () => {
	let server: GraphServer;
	let handoff: Handoff;
	let now: number;
	let channel: ReturnType<typeof createMessengerChannel>;
	let count = 0;

	async function open(options: Partial<MessengerChannelOptions> = {}): Promise<void> {
		server = await graphServer(true);
		now = Date.UTC(2026, 0, 5, 9);
		const clock = { now: () => now, after: systemClock.after };
		const store = memoryStore({ clock });
		const graph = createGraphApi({ baseUrl: server.url, appSecret: "s", tokenOf: () => "t" });
		channel = createMessengerChannel({ graph, clock, store: () => store, logger: silentLogger, ...options });
		const bot = { id: page, displayName: "Shop bot" };
		// What core itself says is not what is looked at here.
		const elsewhere: Channel = { ...channel, send: async () => ({ state: "sent" }) };
		handoff = createHandoff({ bot, store, clock, channels: { facebook: elsewhere }, logger: silentLogger });
		const { done } = await handoff.receive({
			...{ type: "message", id: "m_in", text: "Hello", channelId: "facebook" },
			...{ conversation: { id: person }, from: { id: person }, recipient: { id: page } },
		});
		await done;
	}
	afterEach(async () => {
		await handoff.stop();
		await server.close();
	});

	function say(by: object, activity: Partial<Activity> = { text: "Hi" }) {
		count += 1;
		const labelled = {
			type: "message",
			...activity,
			channelData: { ...(activity.channelData as object), representative: by },
		};
		return channel.send({ id: `e${count}` as never, kind: "send", activity: labelled }, recipient);
	}

	function tags(): readonly unknown[] {
		return server.messages().map(({ body }) => [body.messaging_type, body.tag]);
	}

	it("tells core for how long it may be answered, depending on what Meta allows", async () => {
		await open();
		expect(channel.window).to.deep.equal({ botMs: day, humanMs: 7 * day });
		expect(
			createMessengerChannel({
				graph: { call: async () => ({}) as never, addressOf: String },
				humanAgent: false,
			}).window,
		).to.deep.equal({
			botMs: day,
			humanMs: day,
		});
		const { conversation } = await handoff.store.load(key);
		expect(conversation?.replyUntil).to.equal(now + 7 * day);
	});

	it("uses the tag for what a human says, and only after a day", async () => {
		await open();
		now += day - 1;
		await say(ana);
		now += 1;
		await say(ana);
		await say(shopBot);
		expect(tags()).to.deep.equal([
			["RESPONSE", undefined],
			["MESSAGE_TAG", "HUMAN_AGENT"],
			["RESPONSE", undefined],
		]);
	});

	it("uses the tag if Meta says that the day is over, and once", async () => {
		await open();
		await channel.showTyping(recipient, ana);
		server.answers.push(refusal(10, 2018278), refusal(10, 2018278));
		const result = await say(ana);
		expect(result).to.deep.include({ state: "failed" });
		expect(tags().slice(-2)).to.deep.equal([
			["RESPONSE", undefined],
			["MESSAGE_TAG", "HUMAN_AGENT"],
		]);
	});

	it("never uses the tag where Meta has not let the app", async () => {
		await open({ humanAgent: false });
		await channel.showTyping(recipient, ana);
		now += 2 * day;
		server.answers.push(refusal(10, 2018278));
		expect(await say(ana))
			.to.have.property("error")
			.that.matches(/too long ago/);
		expect(tags().slice(1)).to.deep.equal([["RESPONSE", undefined]]);
	});

	it("refuses a bot the tag, whatever it gives along", async () => {
		await open();
		const channelData = { messaging_type: "MESSAGE_TAG", tag: "HUMAN_AGENT" };
		const result = await say(shopBot, { text: "I am quite human", channelData });
		expect(result)
			.to.have.property("error")
			.that.matches(/HUMAN_AGENT is for what a human says/);
		await say(ana, { text: "I am", channelData });
		expect(tags()).to.deep.equal([["RESPONSE", undefined]]);
	});

	it("shows no line that somebody joined: Messenger would refuse it, and the persona says who it is", async () => {
		await open();
		now += 2 * day;
		const line = { type: "event", name: "representative.joined", text: "Ana is here" };
		expect(await say(ana, line)).to.deep.equal({ state: "sent" });
		expect(server.calls).to.have.length(0);
	});
});
