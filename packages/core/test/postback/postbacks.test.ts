import { expect } from "chai";
import { z } from "zod";
import { conversationKey } from "../../src/conversation/key.js";
import type { UserId } from "../../src/conversation/participants.js";
import { BatonError } from "../../src/error.js";
import { type PostbackContext, postback } from "../../src/postback/postback.js";
import { postbacks } from "../../src/postback/postbacks.js";
import { parsePostback, readPostback } from "../../src/postback/read-postback.js";
import type { StandardSchema } from "../../src/postback/standard-schema.js";

interface Deleted {
	readonly sku: string;
	readonly user: string;
}

const deleted: Deleted[] = [];
const said: unknown[] = [];

const context: PostbackContext = {
	key: conversationKey({ channel: "facebook", business: "page", conversation: "c1" }),
	user: { id: "u1" as UserId },
	activity: { type: "message" },
	async say(...activities) {
		said.push(...activities);
	},
};

/** A schema without any library: a whole number above zero, looked up somewhere. */
const storedId: StandardSchema<number, { readonly order: number }> = {
	"~standard": {
		version: 1,
		vendor: "test",
		async validate(value) {
			if (Number.isInteger(value)) return { value: { order: Number(value) } };
			return { issues: [{ message: "Expected a whole number", path: ["order", { key: 0 }] }] };
		},
	},
};

const buttons = postbacks({
	DELETE_CART_ITEM: postback({
		schema: z.object({ sku: z.string() }),
		async handle({ sku }, { user, say }) {
			deleted.push({ sku, user: user.id });
			await say("It is out of your cart");
		},
	}),
	SHOW_ORDER: postback({ schema: storedId, handle: ({ order }, { say }) => say(`Order ${order}`) }),
	SET_SIZE: postback({
		schema: z.object({ size: z.string().default("M"), at: z.coerce.date().optional() }),
		handle: ({ size }, { say }) => say(size.toLowerCase()),
	}),
	FAIL: postback({
		schema: z.null(),
		handle() {
			throw new Error("The shop is closed");
		},
	}),
});

function codeOf(action: () => unknown): string | undefined {
	try {
		action();
	} catch (error) {
		if (error instanceof BatonError) return error.code;
		throw error;
	}
	return undefined;
}

const facebook = { title: "Hapus", channelId: "facebook" };

describe("A button", () => {
	it("is exactly the JSON of its type and payload on the wire", () => {
		expect(buttons.button("DELETE_CART_ITEM", { sku: "BTK-7" }, { title: "Remove" })).to.deep.equal({
			type: "postBack",
			title: "Remove",
			value: '{"type":"DELETE_CART_ITEM","payload":{"sku":"BTK-7"}}',
		});
	});

	it("may show a picture and other words than it carries", () => {
		const options = { title: "S", displayText: "Small", image: "https://a.example/s.png" };
		expect(buttons.button("SET_SIZE", { size: "S" }, options)).to.include(options);
		expect(buttons.quickReply("SET_SIZE", { size: "S" }, options)).to.deep.equal({
			content_type: "text",
			title: "S",
			payload: '{"type":"SET_SIZE","payload":{"size":"S"}}',
			image_url: "https://a.example/s.png",
		});
	});

	it("takes no payload that its rule would refuse when it is pressed", () => {
		const wrong: unknown = { sku: 7 };
		expect(() => buttons.button("DELETE_CART_ITEM", wrong as { sku: string }, facebook)).to.throw(
			BatonError,
			/^\[bad-postback-payload\] Cannot make the button "DELETE_CART_ITEM": sku: .*, give a payload that its schema takes$/,
		);
		const cycle: { size?: string; self?: unknown } = {};
		cycle.self = cycle;
		expect(codeOf(() => buttons.button("SET_SIZE", cycle, facebook))).to.equal("bad-postback-payload");
	});

	it("is checked as it will be read: a date arrives as text", () => {
		const strict = postbacks({ WHEN: postback({ schema: z.object({ at: z.date() }), handle() {} }) });
		expect(codeOf(() => strict.button("WHEN", { at: new Date(0) }, facebook))).to.equal(
			"bad-postback-payload",
		);
		expect(codeOf(() => buttons.button("SET_SIZE", { at: new Date(0) }, facebook))).to.equal(undefined);
	});

	it("is checked at the press only where the schema has to wait", async () => {
		expect(codeOf(() => buttons.button("SHOW_ORDER", 1.5, facebook))).to.equal(undefined);
		const found = await buttons.find({ type: "SHOW_ORDER", payload: 1.5 });
		expect(found).to.have.property("status", "invalid");
	});

	it("is refused without a rule to answer it, with the names of those there are", () => {
		const make = buttons.button as (
			type: string,
			payload: unknown,
			options: { readonly title: string },
		) => unknown;
		expect(() => make("DELETE", {}, { title: "X" })).to.throw(
			BatonError,
			/\[unknown-postback\].*DELETE_CART_ITEM/,
		);
		expect(codeOf(() => make("toString", {}, { title: "X" }))).to.equal("unknown-postback");
	});

	it("keeps to what Messenger takes, and so does one for a channel that is not named", () => {
		const sku = (length: number) => ({
			sku: "x".repeat(length - '{"type":"DELETE_CART_ITEM","payload":{"sku":""}}'.length),
		});
		for (const channelId of ["facebook", "some-new-channel", undefined]) {
			const make = (length: number, title: string) => () =>
				buttons.quickReply("DELETE_CART_ITEM", sku(length), { title, channelId });
			expect(codeOf(make(1000, "x".repeat(20)))).to.equal(undefined);
			expect(codeOf(make(1001, "x"))).to.equal("postback-too-long");
			expect(codeOf(make(100, "x".repeat(21)))).to.equal("title-too-long");
		}
	});

	it("keeps to what Business Messages takes, or to the limits given", () => {
		const there = { title: "x".repeat(25), channelId: "business-messages" };
		expect(codeOf(() => buttons.button("DELETE_CART_ITEM", { sku: "x".repeat(1900) }, there))).to.equal(
			undefined,
		);
		expect(codeOf(() => buttons.button("DELETE_CART_ITEM", { sku: "x".repeat(2048) }, there))).to.equal(
			"postback-too-long",
		);
		const limits = { title: 3, value: 2000 };
		expect(codeOf(() => buttons.button("SET_SIZE", {}, { title: "Besar", limits }))).to.equal(
			"title-too-long",
		);
	});
});

describe("A press", () => {
	it("is answered by the rule of its type, with the typed payload", async () => {
		const pressed = readPostback({
			type: "message",
			value: JSON.parse(buttons.button("DELETE_CART_ITEM", { sku: "BTK-7" }, { title: "Remove" }).value),
		});
		expect(pressed && buttons.has(pressed)).to.equal(true);
		const found = await buttons.find(pressed ?? { type: "", payload: undefined });
		if (found.status !== "matched") throw new Error(`Expected a rule, got "${found.status}"`);
		await found.run(context);
		expect(deleted).to.deep.equal([{ sku: "BTK-7", user: "u1" }]);
		expect(said).to.deep.equal(["It is out of your cart"]);
	});

	it("of a schema that waits is found after it has", async () => {
		const found = await buttons.find({ type: "SHOW_ORDER", payload: 12 });
		if (found.status !== "matched") throw new Error(`Expected a rule, got "${found.status}"`);
		said.length = 0;
		await found.run(context);
		expect(said).to.deep.equal(["Order 12"]);
	});

	it("needs no waiting where the schema needs none", () => {
		expect(buttons.find({ type: "SET_SIZE", payload: {} })).to.have.property("status", "matched");
	});

	it("of a type without a rule belongs to the bot", async () => {
		for (const type of ["GET_STARTED", "constructor", "__proto__"]) {
			expect(buttons.has({ type, payload: {} })).to.equal(false);
			expect(await buttons.find({ type, payload: {} })).to.deep.equal({ status: "unknown" });
		}
	});

	it("with a payload that does not fit is invalid and says what is wrong", async () => {
		const found = await buttons.find({ type: "DELETE_CART_ITEM", payload: { sku: 7 } });
		if (found.status !== "invalid") throw new Error(`Expected issues, got "${found.status}"`);
		expect(found.issues[0]?.path).to.deep.equal(["sku"]);
	});

	it("whose handler throws fails as a promise", async () => {
		const found = await buttons.find({ type: "FAIL", payload: null });
		if (found.status !== "matched") throw new Error(`Expected a rule, got "${found.status}"`);
		const failure = await found.run(context).catch((error: unknown) => error);
		expect(failure).to.be.an("error").with.property("message", "The shop is closed");
	});

	it("round-trips: what a button carries is what its press is read as", () => {
		const { value } = buttons.button("SET_SIZE", { size: 'L "große"\n' }, facebook);
		expect(parsePostback(value)).to.deep.equal({ type: "SET_SIZE", payload: { size: 'L "große"\n' } });
	});
});

describe("The types of a registry", () => {
	it("refuse a type or a payload that no rule has", () => {
		const wrong = () => {
			// @ts-expect-error no such type
			buttons.button("DELETE", {}, facebook);
			// @ts-expect-error no such payload
			buttons.button("DELETE_CART_ITEM", { sku: 7 }, facebook);
			// @ts-expect-error no title
			buttons.button("DELETE_CART_ITEM", { sku: "x" }, {});
		};
		expect(wrong).to.throw(BatonError);
		expect(buttons.types).to.deep.equal(["DELETE_CART_ITEM", "SHOW_ORDER", "SET_SIZE", "FAIL"]);
	});
});
