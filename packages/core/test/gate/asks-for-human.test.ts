import { expect } from "chai";
import { BatonError } from "../../src/error.js";
import { asksForHuman } from "../../src/gate/asks-for-human.js";

const asking = [
	"talk to a human",
	"Can I talk to a human?",
	"I want to speak to a real person",
	"i wanna talk to someone",
	"let me speak with a representative please",
	"agent",
	"Agent please",
	"AGENT!!!",
	"human",
	"human pleaseee",
	"live agent",
	"a real person please",
	"customer service",
	"operator",
	"representative now",
	"connect me to an agent",
	"please transfer me to your manager",
	"put me through to customer support",
	"can you get me a human",
	"give me a real human being",
	"I need a human",
	"i'd like to talk with someone from your team",
	"can i please speak with somebody who knows refunds",
	"how do I contact customer service",
	"This is useless. I want to talk to a person",
	"I don\u2019t want to talk to a bot",
	"stop, no bots",
	"no more bots please",
	"I hate talking to robots",
	"is there a human here?",
	"is there someone i can talk to",
	"can a human help me with this",
	"why can't I talk to a human?",
	"why don't you connect me to an agent",
	"I'd like to speak to your supervisor about my order",
	"escalate this to a manager",
	"chat with an agent, my parcel is lost",
	"any real people there?",
	"my agent told me nothing useful, let me talk to a human",
	"don't make me repeat it, give me a person",
	"mau ngomong sama orang",
	"Mau ngomong sama orang dong kak",
	"min, mau bicara sama manusia aja",
	"bisa bicara dengan CS?",
	"boleh chat sama adminnya ga?",
	"cs dong",
	"CS",
	"admin",
	"admin dong kak",
	"adminnya mana?",
	"ada admin?",
	"ada orang ga sih di sini",
	"tolong sambungkan saya ke operator",
	"sambungin ke cs dong",
	"minta disambungin ke customer service ya",
	"panggilin admin dong",
	"mau cs",
	"minta admin",
	"butuh bantuan manusia",
	"saya ingin berbicara dengan petugas",
	"pengen ngobrol langsung sama penjualnya",
	"gimana cara hubungi cs",
	"mau komplain ke manager",
	"ga mau ngomong sama bot",
	"males chat sama robot",
	"jangan bot dong",
	"mau dibalas sama orang asli",
	"bisa dialihkan ke agen?",
	"gak jelas nih, mau tanya ke admin langsung",
	"bukan bot dong, orang asli",
];

const notAsking = [
	"",
	"hi",
	"👋",
	"my agent told me the parcel is lost",
	"is the human body covered by this insurance",
	"do you ship to real estate agents",
	"are you a bot?",
	"are you a real person?",
	"am i talking to a human or a machine",
	"I talked to a human yesterday and it was great",
	"the agent said I should wait three days",
	"he told me to talk to a person at the bank",
	"i don't want to talk to a human",
	"no need to speak to an agent, thanks",
	"don't transfer me to an agent",
	"I do not need a person",
	"how do I talk to human resources",
	"do you sell human hair wigs",
	"i want human hair",
	"I need an agent code for checkout",
	"is there an agent discount",
	"i want to be an agent",
	"cleaning agent",
	"which cleaning agent removes ink",
	"my travel agent booked it",
	"what is the customer service phone number",
	"I need a person to person transfer",
	"shoes for a tall person",
	"is this dress for one person or two people",
	"how many people work here",
	"the bot is great",
	"do you sell robots",
	"human rights books",
	"teach me how to talk to people",
	"she will talk to someone later",
	"where is my order",
	"support staff discount",
	"is there a person limit for the table",
	"can I talk about my order",
	"I want to contact lens wearers",
	"Bisa bayar di tempat ga sis?",
	"min ini ready ga?",
	"biaya admin berapa?",
	"ada biaya admin ga",
	"kena admin fee berapa",
	"halo admin",
	"admin, barang ini ready?",
	"bisa untuk 2 orang?",
	"ukuran orang dewasa ada?",
	"mau tanya ke orang tua dulu",
	"saya mau jadi agen",
	"mau daftar agen gimana caranya",
	"mau kirim ke agen jne terdekat",
	"mau tanya agen jne terdekat",
	"ini bot atau manusia?",
	"ini admin atau bot?",
	"gak usah ke cs",
	"ga perlu sambungin ke admin",
	"gak mau ngomong sama orang",
	"udah chat sama cs kemarin",
	"mau beli buat orang rumah",
	"butuh 3 orang buat angkat",
	"orangnya baik",
	"csgo ada ga",
	"robotnya bisa jalan ga",
	"mau chat sama temen dulu",
	"disuruh chat ke cs katanya",
	"mau pesan bot mainan",
	"ada robot ga",
];

describe("asking for a person", () => {
	const asks = asksForHuman();

	for (const text of asking) {
		it(`is heard in "${text}"`, () => {
			expect(asks(text)).to.equal(true);
		});
	}

	for (const text of notAsking) {
		it(`is not read into "${text}"`, () => {
			expect(asks(text)).to.equal(false);
		});
	}

	it("is heard in full-width letters and through decoration", () => {
		expect(asks("ＡＧＥＮＴ")).to.equal(true);
		expect(asks("🙏🙏 cs dong 🙏")).to.equal(true);
	});

	it("is heard at the end of a long message", () => {
		expect(
			asks(`${"It broke again and I wrote to you about it. ".repeat(200)}I want to talk to a human`),
		).to.equal(true);
	});

	it("is looked for in time, whatever is sent", () => {
		const since = performance.now();
		for (const bit of ["talk to ", "a ", "real ", "mau ", "don't want to ", "aaaa", " ", "'", "ga "])
			asks(bit.repeat(100_000));
		expect(performance.now() - since).to.be.below(1_000);
	});
});

describe("phrases of one's own", () => {
	const asks = asksForHuman({ phrases: { th: ["คุยกับคน"], de: ["Mensch bitte"] } });

	it("are heard in their language and where the language is not known", () => {
		expect(asks("Einen Mensch, bitte!", "de-DE")).to.equal(true);
		expect(asks("einen mensch bitte")).to.equal(true);
		expect(asks("einen mensch bitte", "en-US")).to.equal(false);
	});

	it("are heard inside a sentence that has no spaces", () => {
		expect(asks("ขอคุยกับคนหน่อยค่ะ", "th")).to.equal(true);
	});

	it("are heard as whole words only", () => {
		expect(asks("Unmensch bitte", "de")).to.equal(false);
	});

	it("leave the English and Indonesian ones in force", () => {
		expect(asks("agent please", "th-TH")).to.equal(true);
	});

	it("must have words", () => {
		expect(() => asksForHuman({ phrases: { de: ["?!"] } }))
			.to.throw(BatonError)
			.with.property("code", "bad-phrases");
	});
});
