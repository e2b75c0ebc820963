import { BatonError } from "@baton/core";
import { expect } from "chai";
import { describe, it } from "mocha";
import {
	type EventKind,
	type EventOf,
	type MessengerEvent,
	parseWebhook,
	parseWireJson,
} from "../src/index.js";
import { body, echoed, noon, page, person, said, standby, told } from "./support/webhook-body.js";

const received = noon + 1000;

function eventsOf(value: unknown): readonly MessengerEvent[] {
	return parseWebhook(value, received).events;
}

function only(what: Readonly<Record<string, unknown>>): MessengerEvent {
	const [event, ...more] = eventsOf(body(what));
	if (event === undefined || more.length > 0) throw new Error("expected one event");
	return event;
}

function as<K extends EventKind>(kind: K, event: MessengerEvent): EventOf<K> {
	if (event.kind !== kind) throw new Error(`expected ${kind}, got ${event.kind}`);
	return event as EventOf<K>;
}

function wire(text: string): unknown {
	return parseWireJson(Buffer.from(text));
}

/** One event of every documented kind. */
const kinds: Readonly<Record<Exclude<EventKind, "change" | "unknown">, Readonly<Record<string, unknown>>>> = {
	message: { message: { mid: "m_1", text: "hi" } },
	echo: { message: { mid: "m_1", text: "hi", is_echo: true } },
	message_deleted: { message: { mid: "m_1", is_deleted: true } },
	message_edit: { message_edit: { mid: "m_1", text: "hello", num_edit: "2" } },
	delivery: { delivery: { mids: ["m_1"], watermark: noon } },
	read: { read: { watermark: noon } },
	reaction: { reaction: { mid: "m_1", action: "react", reaction: "love", emoji: "❤" } },
	postback: { postback: { mid: "m_1", title: "Start", payload: "GET_STARTED" } },
	referral: { referral: { ref: "poster", source: "SHORTLINK", type: "OPEN_THREAD" } },
	optin: { optin: { type: "notification_messages", payload: "deals", notification_messages_token: "7" } },
	account_linking: { account_linking: { status: "linked", authorization_code: "c" } },
	pass_thread_control: { pass_thread_control: { new_owner_app_id: "2", previous_owner_app_id: null } },
	take_thread_control: { take_thread_control: { new_owner_app_id: 2, previous_owner_app_id: 1 } },
	request_thread_control: { request_thread_control: { requested_owner_app_id: 3 } },
	app_roles: { app_roles: { 111: ["primary_receiver"] } },
	policy_enforcement: { policy_enforcement: { action: "warning", reason: "spam" } },
	messaging_feedback: { messaging_feedback: { feedback_screens: [{ screen_id: 0 }] } },
	response_feedback: { response_feedback: { feedback: "Good response", mid: "m_1" } },
	order: { order: { products: [{ id: "sku" }], note: "quickly" } },
	template: { template: { type: "coupon", payload: "C", coupon_code: "TEN" } },
	game_play: { game_play: { game_id: "1", score: 9 } },
	messaging_customer_information: { messaging_customer_information: { screens: [] } },
	message_request: { message_request: "accept" },
	optout: { optout: { type: "notification_messages" } },
	payment: { payment: { payload: "p" } },
	pre_checkout: { pre_checkout: { payload: "p" } },
	checkout_update: { checkout_update: { payload: "p" } },
	branded_camera: { branded_camera: { event: "dismiss" } },
};

describe("A webhook of Messenger", () => {
	for (const [kind, what] of Object.entries(kinds)) {
		it(`has a ${kind} that is known for what it is`, () => {
			expect(only(told(what))).to.include({ kind, page, at: noon });
		});
	}

	it("has changes of the page, which are of no person", () => {
		const entry = {
			id: page,
			time: 1_760_000_000,
			changes: [{ field: "feed", value: { item: "comment" } }, { field: "parking" }],
		};
		const events = eventsOf({ object: "page", entry: [entry] });
		expect(events.map(({ kind, person: of, at }) => ({ kind, of, at }))).to.deep.equal([
			{ kind: "change", of: undefined, at: noon },
			{ kind: "change", of: undefined, at: noon },
		]);
	});

	it("has what nobody knows yet, and keeps all of it", () => {
		const event = only(told({ brand_new: { x: [1] } }));
		expect(event).to.deep.include({ kind: "unknown", page, person });
		expect(event.wire).to.deep.include({ brand_new: { x: [1] } });
	});

	it("may be a sample of the dashboard, which has the event as a change", () => {
		const value = { ...said("test_message"), timestamp: "1527459824" };
		const entry = { id: "0", time: noon, changes: [{ field: "messages", value }] };
		expect(eventsOf({ object: "page", entry: [entry] })[0]).to.include({
			...{ kind: "message", person, at: 1_527_459_824_000, standby: false },
		});
	});

	it("has no more of a kind that is documented otherwise than that it is unknown", () => {
		expect(only(told({ app_roles: { 1: "primary" } })).kind).to.equal("unknown");
		expect(only(told({ message: "hi" })).kind).to.equal("unknown");
	});

	it("may have several pages, empty entries, and entries with nothing but standby", () => {
		const entries = [
			{ id: "1", time: noon, messaging: [said("to one")] },
			{ id: "2", time: noon, messaging: [] },
			{ id: "3", time: noon },
			{
				id: "4",
				time: noon,
				standby: [told({ recipient: { id: "4" }, postback: { title: "Help", mid: "m_p" } })],
			},
		];
		const events = eventsOf({ object: "page", entry: entries });
		expect(events.map(({ page: of, standby: by }) => [of, by])).to.deep.equal([
			["1", false],
			["4", true],
		]);
	});

	it("costs nobody anything by what in it is no event", () => {
		const deep = JSON.parse(`${"[".repeat(200)}${"]".repeat(200)}`);
		const entries = [
			null,
			{ id: page, messaging: ["?", said("hi"), told({ message: { deep } }), {}] },
			{ messaging: [{ message: {} }] },
		];
		const { events, refused } = parseWebhook({ object: "page", entry: entries }, received);
		expect(events.map(({ kind }) => kind)).to.deep.equal(["message", "unknown"]);
		expect(refused).to.deep.equal([
			{ where: "entry[0]", why: "not-an-object" },
			{ where: "entry[1].messaging[0]", why: "not-an-object" },
			{ where: "entry[1].messaging[2]", why: "too-deep" },
			{ where: "entry[2].messaging[0]", why: "no-page" },
		]);
	});

	it("is refused where it is not about a page", () => {
		for (const other of [null, 5, [], {}, { entry: [] }, { object: "page" }, { object: "user", entry: [] }]) {
			expect(() => parseWebhook(other, received)).to.throw(BatonError, "[not-messenger]");
		}
	});

	it("may leave out what it is about, as the bodies in other libraries' tests do", () => {
		const bare = { entry: [{ messaging: [{ sender: { id: 1 }, recipient: { id: 2 }, read: { mid: 1 } }] }] };
		expect(eventsOf(bare)[0]).to.deep.include({ kind: "read", page: "2", person: "1", at: received });
	});
});

describe("The parties of an event", () => {
	it("are told by the entry, whoever the sample calls the sender", () => {
		const handover = { pass_thread_control: { new_owner_app_id: 1 } };
		const swapped = { ...handover, sender: { id: page }, recipient: { id: person } };
		for (const what of [told(handover), told(swapped), told({ ...swapped, sender: undefined })]) {
			expect(only(what)).to.include({ page, person });
		}
		expect(only(echoed({ text: "hi" }))).to.include({ kind: "echo", page, person });
	});

	it("are strings, also where they came as numbers beyond what a number can hold", () => {
		const text = `{"object":"page","entry":[{"id":1084000000000000001,"time":1,"messaging":[{"sender":{"id":72500000000000000011},"recipient":{"id":1084000000000000001},"timestamp":1760000000123,"message":{"mid":"m","attachments":[{"type":"post","payload":{"id":122141721440024251,"title":"a \\"quoted 122141721440024251\\" title"}}]}}]}]}`;
		const [event] = eventsOf(wire(text));
		expect(event).to.include({ page: "1084000000000000001", person: "72500000000000000011" });
		expect(event?.at).to.equal(noon + 123);
		const [post] = event?.kind === "message" ? (event.content.attachments ?? []) : [];
		expect(post?.payload).to.include({
			id: "122141721440024251",
			title: 'a "quoted 122141721440024251" title',
		});
	});

	it("may be somebody who is known only to a plugin, and who is never taken for a person with that id", () => {
		const byReference = only(told({ sender: { user_ref: "7250" }, postback: { payload: "GO" } }));
		expect(byReference.person).to.equal("user_ref:7250");
		const optin = only({ recipient: { id: page }, timestamp: noon, optin: { ref: "r", user_ref: "abc" } });
		expect(optin.person).to.equal("user_ref:abc");
	});

	it("are only the page where the event is of no person", () => {
		for (const what of [{ app_roles: { 1: [] } }, { "policy-enforcement": { action: "block" } }]) {
			expect(only({ recipient: { id: page }, timestamp: noon, ...what })).to.include({
				page,
				person: undefined,
			});
		}
	});
});

describe("The time of an event", () => {
	it("may be in milliseconds, in seconds, in a string, of the entry, or of when it came", () => {
		const at = (timestamp: unknown, time?: unknown): number | undefined => {
			const entry = { id: page, time, messaging: [{ ...said("hi"), timestamp }] };
			return eventsOf({ object: "page", entry: [entry] })[0]?.at;
		};
		expect([at(noon), at(noon / 1000), at(String(noon)), at(undefined, noon)]).to.deep.equal([
			noon,
			noon,
			noon,
			noon,
		]);
		for (const none of [undefined, null, "soon", -1, 0, 1e300, {}]) expect(at(none)).to.equal(received);
	});
});

describe("The id of an event", () => {
	const idOf = (what: Readonly<Record<string, unknown>>): string => only(told(what)).id;

	it("is Messenger's own where there is one", () => {
		expect(idOf({ message: { mid: "m_1", text: "hi" } })).to.equal("m_1");
		expect(idOf({ postback: { mid: "m_2", payload: "GO" } })).to.equal("m_2");
	});

	it("is the same for a repeat and another for anything else", () => {
		const love = { reaction: { mid: "m_1", action: "react", emoji: "❤" } };
		const gone = { reaction: { mid: "m_1", action: "unreact" } };
		const press = { postback: { payload: "GO" } };
		const edits = [1, 2].map((num_edit) => ({ message_edit: { mid: "m_1", text: "x", num_edit } }));
		const all = [love, gone, press, ...edits, { read: { watermark: 1 } }, { read: { watermark: 2 } }];
		for (const what of all) expect(idOf(what)).to.equal(idOf(structuredClone(what)));
		expect(new Set(all.map(idOf)).size).to.equal(all.length);
		expect(idOf({ ...press, timestamp: noon + 1 })).not.to.equal(idOf(press));
	});
});

describe("JSON from the wire", () => {
	it("keeps every digit, and changes nothing inside of strings", () => {
		const text = String.raw`{"a":9007199254740993,"b":"9007199254740993","c":"\",9007199254740993","d":9007199254740991,"e":-9007199254740993,"f":1.5e3,"g":1234567890123456e3}`;
		expect(wire(text)).to.deep.equal({
			...{ a: "9007199254740993", b: "9007199254740993", c: '",9007199254740993' },
			...{ d: 9007199254740991, e: "-9007199254740993", f: 1500, g: 1234567890123456e3 },
		});
	});

	it("cannot change what objects inherit", () => {
		for (const name of ["__proto__", String.raw`\u005f_proto__`]) {
			const value = wire(`{"${name}":{"polluted":true},"a":1}`);
			expect(Object.keys(value as object)).to.deep.equal(["a"]);
		}
	});

	it("is refused where it is none", () => {
		for (const bytes of [Buffer.from("{"), Buffer.from(""), Buffer.from([0x22, 0xff, 0x22])]) {
			expect(() => parseWireJson(bytes)).to.throw(BatonError, "[bad-json]");
		}
	});
});

describe("Standby", () => {
	it("is marked on everything that another app is to answer", () => {
		const [event] = eventsOf(standby(told({ postback: { title: "Talk", mid: "m_1" } })));
		expect(as("postback", event as MessengerEvent)).to.include({ standby: true, id: "m_1" });
	});
});
