import { expect } from "chai";
import {
	every,
	type Ground,
	hasWords,
	intentIs,
	isAngry,
	type Line,
	not,
	promisesHuman,
	type Reply,
	repeatsReply,
	repeatsThemselves,
	type Said,
	some,
} from "../../../src/gate/rules/grounds.js";

function said(text: string, more: Partial<Said> = {}): Said {
	return { text, locale: undefined, recognition: { text, intents: [] }, past: () => [], ...more };
}

function reply(text: string, past: readonly Line[] = []): Reply {
	return { text, locale: undefined, activity: { type: "message", text }, past: () => past };
}

/** "user: hello" as a line. */
function lines(...spoken: readonly string[]): readonly Line[] {
	return spoken.map((line, at) => {
		const [by = "", text = ""] = line.split(": ");
		return { by: by as Line["by"], text, at };
	});
}

const yes =
	(why: string): Ground<unknown> =>
	() =>
		why;
const later =
	(why: string | undefined): Ground<unknown> =>
	async () =>
		why;
const no: Ground<unknown> = () => undefined;
const unasked: Ground<unknown> = () => expect.fail("it was asked");

describe("Grounds put together", () => {
	it("hold where some of them do, for the first reason", async () => {
		expect(await some(no, later(undefined), yes("b"), unasked)({})).to.equal("b");
		expect(await some(no, later(undefined))({})).to.equal(undefined);
	});

	it("hold where every one does, for all reasons", async () => {
		expect(await every(yes("a"), later("b"), yes("c"))({})).to.equal("a; b; c");
		expect(await every(yes("a"), no, unasked)({})).to.equal(undefined);
	});

	it("hold where one does not", async () => {
		expect(await not(no, "missing")({})).to.equal("missing");
		expect(await not(later("a"), "missing")({})).to.equal(undefined);
	});

	it("answer at once where all of them do", () => {
		expect(some(no, every(yes("a"), yes("b")))({})).to.equal("a; b");
	});
});

describe("An intent that is always for a person", () => {
	const recognized = (intent: string, confidence: number): Said =>
		said("x", { recognition: { text: "x", intents: [{ intent, confidence }] } });

	it("holds once it is likely", () => {
		const ground = intentIs(["complaint", "legal"], { from: 0.3 });
		expect(ground(recognized("legal", 0.3))).to.equal("legal 0.30");
		expect(ground(recognized("legal", 0.29))).to.equal(undefined);
		expect(ground(recognized("shipping", 0.9))).to.equal(undefined);
		expect(ground(said("nothing recognized"))).to.equal(undefined);
	});
});

describe("Words that are always for a person", () => {
	const ground = hasWords({ en: ["lawyer", "data protection"], id: ["polisi"], th: ["ทนาย"] });

	it("are heard as whole words, in any spelling", () => {
		expect(ground(said("My LAWYER, will call you!"))).to.equal("said “lawyer”");
		expect(ground(said("the lawyers' ball"))).to.equal(undefined);
		expect(ground(said("about data  protection"))).to.equal("said “data protection”");
		expect(ground(said("ฉันจะให้ทนายติดต่อ"))).to.equal("said “ทนาย”");
	});

	it("count in their own language, where it is known", () => {
		expect(ground(said("lapor polisi", { locale: "id-ID" }))).to.equal("said “polisi”");
		expect(ground(said("lapor polisi", { locale: "en-US" }))).to.equal(undefined);
	});

	it("must be words", () => {
		expect(() => hasWords({ en: ["!"] }))
			.to.throw()
			.with.property("code", "bad-phrases");
	});
});

describe("A user who is angry", () => {
	const angry = [
		"wtf is this",
		"I'm FED UP with this shop",
		"this is ridiculous!!!",
		"THIS IS UNACCEPTABLE",
		"useless, still waiting???",
		"bangsat",
		"Kecewa banget sama toko ini",
		"LAMA BANGET SIH KALIAN",
		"parah!!!",
		"toko penipu!",
	];
	const calm = [
		"hello!!!",
		"halo kak!!!",
		"thanks so much!!!!!",
		"I have a stupid question",
		"Order AB-1234 XL IDR",
		"OK",
		"is the return policy unacceptable to you",
		"kemejanya terlalu besar",
		"CAN I PAY WITH BCA",
		"maaf ganggu, mau tanya ongkir",
	];
	for (const text of angry) {
		it(`is noticed: ${text}`, () => {
			expect(isAngry()(said(text))).to.match(/^angry: /);
		});
	}
	for (const text of calm) {
		it(`is not imagined: ${text}`, () => {
			expect(isAngry()(said(text))).to.equal(undefined);
		});
	}

	it("is noticed by phrases of the team's own, and not by those that are harmless to it", () => {
		const ground = isAngry({ phrases: { nl: ["schande"] }, except: ["anjing"] });
		expect(ground(said("wat een schande", { locale: "nl-NL" }))).to.equal("angry: “schande”");
		expect(ground(said("makanan anjing ada?"))).to.equal(undefined);
		expect(isAngry()(said("dasar anjing"))).to.equal("angry: “anjing”");
	});
});

describe("A user who repeats themselves", () => {
	const ground = repeatsThemselves();

	it("is noticed although the words are not quite the same", async () => {
		const past = () => lines("user: Where is my order 1234?", "bot: We ship from Yogyakarta.");
		expect(await ground(said("where is my order 1234", { past }))).to.equal("asks the same again");
		expect(await ground(said("wheres my order 1234??", { past }))).to.equal("asks the same again");
		expect(await ground(said("where is your shop", { past }))).to.equal(undefined);
	});

	it("is not one who has had no answer yet", async () => {
		const past = () => lines("bot: Hello!", "user: Where is my order 1234?");
		expect(await ground(said("Where is my order 1234?", { past }))).to.equal(undefined);
	});

	it("is noticed among words that were written in one go", async () => {
		const past = () => lines("user: Where is my order 1234?", "user: Hello?", "bot: Hi.", "bot: Hi again.");
		expect(await ground(said("Where is my order 1234?", { past }))).to.equal("asks the same again");
	});

	it("is not one whom a person has answered, and not the bot", async () => {
		const past = () =>
			lines("user: Where is my order 1234?", "human: On its way.", "user: Thanks", "bot: Bye!");
		expect(await ground(said("Where is my order 1234?", { past }))).to.equal(undefined);
	});

	it("is not one who says yes twice", async () => {
		const past = () => lines("user: yes", "bot: Sure?");
		expect(await ground(said("yes", { past }))).to.equal(undefined);
	});

	it("is noticed without spaces between the words", async () => {
		const past = () => lines("user: 注文した商品はいつ届きますか", "bot: 営業時間は10時です");
		expect(await ground(said("注文した商品はいつ届きますか？", { past }))).to.equal("asks the same again");
	});
});

describe("A reply that repeats itself", () => {
	const ground = repeatsReply();
	const stuck = "I did not quite get that, please try again.";
	const twice = lines("user: foo", `bot: ${stuck}`, "user: bar", `bot: ${stuck}`, "user: baz");

	it("is noticed where the bot has said it to other words before, and again", async () => {
		expect(await ground(reply(stuck, twice))).to.equal("says the same again");
		expect(await ground(reply("We ship within two days.", twice))).to.equal(undefined);
	});

	it("may be a question that is asked again, once", async () => {
		const once = lines("user: foo", `bot: ${stuck}`, "user: bar");
		expect(await ground(reply(stuck, once))).to.equal(undefined);
		expect(await repeatsReply({ times: 1 })(reply(stuck, once))).to.equal("says the same again");
	});

	it("is none where the user says the same again, too", async () => {
		const asked = ["user: When do you ship?", `bot: ${stuck}`];
		const past = lines(...asked, ...asked, "user: when do you ship");
		expect(await ground(reply(stuck, past))).to.equal(undefined);
	});

	it("is none within one turn, nor where something else was said last", async () => {
		const within = lines("user: foo", `bot: ${stuck}`, `bot: ${stuck}`, `bot: ${stuck}`);
		expect(await ground(reply(stuck, within))).to.equal(undefined);
		const past = [...twice, ...lines("bot: We ship within two days.", "user: c")];
		expect(await ground(reply(stuck, past))).to.equal(undefined);
	});
});

describe("A bot that promises a person", () => {
	const promises = [
		"I am sorry about that. That is one for a person: I am calling a colleague.",
		"Let me connect you to one of our agents.",
		"I'll transfer you to a human agent right away.",
		"Okay, I will pass your message on to our support team.",
		"Our team will get back to you within a day.",
		"Someone will contact you shortly.",
		"You will be transferred now.",
		"Maaf ya, kak. Ini urusan manusia: aku panggilkan teman.",
		"Saya akan hubungkan kakak dengan tim kami.",
		"Tim kami akan segera menghubungi kakak.",
		"Mohon tunggu, akan kami hubungi.",
	];
	const none = [
		"Would you like me to connect you to an agent?",
		"If you want, I will call a colleague.",
		"For everything else I call a colleague who is a person.",
		"I find no order of yours yet. If you ordered elsewhere, ask for a person and they will look.",
		"We ship from Yogyakarta. The courier will call you.",
		"I'll add the dress to your cart.",
		"Our shop is at Jalan Tirtodipuran 18.",
		"Kalau mau, aku panggilkan teman.",
		"Silakan hubungi CS kami di 0800 123.",
		"Barang akan dikirim besok.",
	];
	for (const text of promises) {
		it(`is noticed: ${text}`, () => {
			expect(promisesHuman()(reply(text))).to.match(/^promised a person: /);
		});
	}
	for (const text of none) {
		it(`is not imagined: ${text}`, () => {
			expect(promisesHuman()(reply(text))).to.equal(undefined);
		});
	}

	it("is noticed in other languages by phrases of the team's own", () => {
		const ground = promisesHuman({ phrases: { nl: ["ik haal een collega"] } });
		expect(ground(reply("Momentje, ik haal een collega!"))).to.equal(
			"promised a person: “ik haal een collega”",
		);
	});

	it("is looked for in long texts as well, without getting lost in them", async () => {
		expect(await promisesHuman()(reply("I will connect the ".repeat(5_000)))).to.equal(undefined);
		expect(await promisesHuman()(reply("tim ".repeat(20_000)))).to.equal(undefined);
	});
});
