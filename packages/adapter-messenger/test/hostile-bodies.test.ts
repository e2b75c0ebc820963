import { BatonError, silentLogger, toActivity as toStored } from "@baton/core";
import { expect } from "chai";
import fc from "fast-check";
import { afterEach, beforeEach, describe, it } from "mocha";
import {
	botkitEventType,
	MessengerAdapter,
	parseWebhook,
	parseWireJson,
	toActivity,
	type Webhook,
} from "../src/index.js";
import { webhookEdge } from "../src/webhook.js";
import { type Scene, scene } from "./support/scene.js";
import { until } from "./support/until.js";
import {
	asSent,
	body,
	echoed,
	noon,
	page,
	post,
	said,
	secret,
	signed,
	standby,
	told,
} from "./support/webhook-body.js";

/** `FUZZ_RUNS=1000000 npx mocha packages/adapter-messenger/test/hostile-bodies.test.ts` looks longer. */
const numRuns = Number(process.env.FUZZ_RUNS ?? 1_000);

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** What real bodies look like: mutation begins here. */
const seeds = [
	body(said("hello"), echoed({ text: "Ana here", app_id: 263902037430900, metadata: "baton:x:1/1:e1" })),
	standby(told({ postback: { title: "Talk", mid: "m_1" } }), told({ read: { watermark: noon } })),
	body(
		told({
			message: {
				mid: "m_1",
				quick_reply: { payload: '{"type":"A"}' },
				attachments: [
					{ type: "sticker", payload: { sticker_id: 1, url: "u" } },
					{ type: "location", payload: { coordinates: { lat: 1, long: 2 } } },
					{ type: "template", payload: { elements: [{ title: "t", buttons: [{ title: "b" }] }] } },
				],
			},
		}),
	),
	body(
		told({ delivery: { mids: ["m_1"], watermark: noon } }),
		told({ reaction: { mid: "m_1", action: "react" } }),
	),
	body(told({ pass_thread_control: { new_owner_app_id: "1" } }), told({ app_roles: { 1: ["a"] } })),
	body(
		told({ referral: { ref: "r" } }),
		told({ optin: { user_ref: "u" } }),
		told({ account_linking: { status: "linked" } }),
	),
	{ object: "page", entry: [{ id: page, time: 1, changes: [{ field: "feed", value: { item: "post" } }] }] },
] as unknown as Json[];

const names = [
	"message",
	"postback",
	"mid",
	"sender",
	"recipient",
	"id",
	"timestamp",
	"entry",
	"messaging",
	"standby",
	"changes",
	"object",
	"__proto__",
	"constructor",
	"toString",
	"length",
	"is_echo",
	"app_id",
	"attachments",
	"payload",
	"user_ref",
];
const leaf: fc.Arbitrary<Json> = fc.oneof(
	fc.constantFrom<Json>(
		null,
		true,
		false,
		0,
		-1,
		1e308,
		2 ** 60,
		"",
		"page",
		"\u0000",
		"\ud800",
		"x".repeat(3_000),
	),
	fc.string(),
	fc.integer(),
	fc.double({ noNaN: true }) as fc.Arbitrary<Json>,
);
const anything = fc.letrec<{ value: Json }>((tie) => ({
	value: fc.oneof(
		{ depthSize: "small", withCrossShrink: true },
		leaf,
		fc.array(tie("value"), { maxLength: 4 }),
		fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string()), tie("value"), { maxKeys: 4 }),
	),
})).value;

/** Where to change something, and into what. */
interface Change {
	readonly path: readonly number[];
	readonly how: "replace" | "remove" | "wrap" | "rename" | "deepen";
	readonly by: Json;
	readonly name: string;
}

const change: fc.Arbitrary<Change> = fc.record({
	path: fc.array(fc.nat(20), { maxLength: 9 }),
	how: fc.constantFrom("replace", "remove", "wrap", "rename", "deepen"),
	by: anything,
	name: fc.constantFrom(...names),
});

function changed(value: Json, path: readonly number[], change: Change): Json {
	const [step, ...rest] = path;
	const isLeaf = typeof value !== "object" || value === null;
	if (step === undefined || isLeaf) return ends(value, change);
	if (Array.isArray(value)) {
		if (value.length === 0) return [change.by];
		const at = step % value.length;
		if (rest.length === 0 && change.how === "remove") return value.toSpliced(at, 1);
		return value.with(at, changed(value[at] as Json, rest, change));
	}
	const members = Object.entries(value);
	const [name, member] = members[step % Math.max(members.length, 1)] ?? [];
	if (name === undefined || member === undefined) return { [change.name]: change.by };
	if (rest.length === 0 && change.how === "remove")
		return Object.fromEntries(members.filter(([each]) => each !== name));
	if (rest.length === 0 && change.how === "rename") return { ...value, [change.name]: member };
	return { ...value, [name]: changed(member, rest, change) };
}

function ends(value: Json, { how, by, name }: Change): Json {
	if (how === "wrap") return { [name]: value };
	if (how !== "deepen") return by;
	let deep: Json = by;
	for (let level = 0; level < 200; level += 1) deep = level % 2 === 0 ? [deep] : { [name]: deep };
	return deep;
}

const bodies = fc
	.tuple(fc.constantFrom(...seeds), fc.array(change, { minLength: 1, maxLength: 5 }))
	.map(([seed, changes]) => changes.reduce((value, each) => changed(value, each.path, each), seed));

const refusals: ReadonlySet<string> = new Set(["bad-json", "not-messenger"]);

/** What is read of a body; `undefined` where it is refused for one of the reasons there are. */
function readOf(bytes: Uint8Array): Webhook | undefined {
	try {
		return parseWebhook(parseWireJson(bytes), noon);
	} catch (error) {
		if (error instanceof BatonError && refusals.has(error.code)) return undefined;
		throw error;
	}
}

/** Each event is whole, and can be told to a bot and kept, or is refused by the log with a reason. */
function expectSound(webhook: Webhook | undefined): void {
	for (const event of webhook?.events ?? []) {
		expect(event.id).to.be.a("string").and.not.equal("");
		expect(event.page).to.be.a("string").and.not.equal("");
		expect(new Date(event.at).getTime()).to.equal(event.at);
		const activity = toActivity(event);
		expect(Object.getPrototypeOf(activity.channelData)).to.equal(Object.prototype);
		botkitEventType(activity.channelData as Readonly<Record<string, unknown>>);
		try {
			toStored(activity);
		} catch (error) {
			expect(error).to.be.instanceOf(BatonError);
		}
	}
}

describe("A body that nobody would send", function () {
	this.timeout(20_000 + numRuns * 5);

	it("is read to events that are whole, or refused, whatever was changed in it", () => {
		const sound = fc.property(bodies, (value) => expectSound(readOf(Buffer.from(JSON.stringify(value)))));
		fc.assert(sound, { numRuns });
	});

	it("is read or refused, whichever bytes were damaged on the way", () => {
		const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 });
		const sound = fc.property(fc.constantFrom(...seeds), damage, fc.nat(), (seed, bytes, cut) => {
			const text = Buffer.from(asSent(seed));
			for (const [at, byte] of bytes) text[at % text.length] = byte;
			expectSound(readOf(text));
			expectSound(readOf(text.subarray(0, cut % text.length)));
		});
		fc.assert(sound, { numRuns });
	});

	it("is read in no time, however it is nested or quoted", () => {
		const nested = `{"object":"page","entry":${"[".repeat(200_000)}${"]".repeat(200_000)}}`;
		const quoted = `{"object":"page","entry":[],"x":"${String.raw`\"1234567890123456789`.repeat(40_000)}"}`;
		const many = JSON.stringify(body(...Array.from({ length: 1_000 }, (_, index) => said(`${index}`))));
		for (const text of [nested, quoted, many]) expectSound(readOf(Buffer.from(text)));
	});
});

describe("A webhook that gets bodies which nobody would send", function () {
	this.timeout(20_000 + numRuns * 5);
	let stage: Scene;
	beforeEach(async () => {
		stage = await scene();
	});
	afterEach(() => stage.end());

	it("answers each of them, and then still takes what is right", async () => {
		const answers = fc.asyncProperty(bodies, async (value) => {
			expect(await stage.post(value)).to.be.oneOf([200, 400, 404]);
		});
		await fc.assert(answers, { numRuns: Math.ceil(numRuns / 10) });
		// Somebody else: of the first one, people have taken control by now.
		const last = { ...said("still there?", "m_last"), sender: { id: "somebody-else" } };
		expect(await stage.post(body(last))).to.equal(200);
		await until(() => stage.heard.some(({ id }) => id === "m_last"));
	});

	it("is not held up by a bot that never answers one of them", async () => {
		const messenger = new MessengerAdapter({
			appSecret: secret,
			verifyToken: "v",
			accessTokens: { [page]: "t" },
			logger: silentLogger,
		});
		messenger.bot(() => new Promise(() => {}));
		for (const text of ["one", "two"])
			expect((await messenger.fetch(post(body(said(text))))).status).to.equal(200);
	});

	it("tells Messenger to come back where keeping takes too long", async () => {
		const edge = webhookEdge({
			appSecret: secret,
			verifyToken: "v",
			logger: silentLogger,
			take: () => new Promise(() => {}),
			withinMs: 10,
		});
		const { body: sent, headers } = signed(asSent(body(said("hi"))));
		const answer = await edge({
			...{ method: "POST", path: "/", query: new URLSearchParams(), body: Buffer.from(String(sent)) },
			header: (name) => new Headers(headers).get(name) ?? undefined,
		});
		expect(answer.status).to.equal(503);
	});
});
