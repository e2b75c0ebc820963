import { expect } from "chai";
import { en } from "../../src/conversation/notices/en.js";
import { id } from "../../src/conversation/notices/id.js";
import { mergeNotices, noticeText } from "../../src/conversation/notices/notices.js";

describe("A notice", () => {
	it("is in the user's language, whichever way the channel writes it", () => {
		for (const locale of ["id", "id-ID", "id_ID", "ID", "in_ID"]) {
			expect(noticeText("pleaseWait", locale), locale).to.equal(id.pleaseWait);
		}
		expect(noticeText("pleaseWait", "en-GB")).to.equal(en.pleaseWait);
	});

	it("is in English where the language is not known or not spoken", () => {
		for (const locale of [undefined, "", "fr-FR", "constructor", "__proto__", "toString-x"]) {
			expect(noticeText("nobodyFree", locale), locale).to.equal(en.nobodyFree);
		}
	});

	it("has the same texts in every language, none of them empty", () => {
		expect(Object.keys(id)).to.have.members(Object.keys(en));
		for (const text of [...Object.values(en), ...Object.values(id)]) expect(text.trim()).to.not.equal("");
	});

	it("invites the user to leave a message when nobody is free", () => {
		expect(noticeText("nobodyFree", "en")).to.match(/leave a message/);
		expect(noticeText("nobodyFree", "id")).to.match(/tinggalkan pesan/);
	});

	it("fits on a button where it is the title of one", () => {
		for (const texts of [en, id]) expect(texts.noneOfThese).to.have.length.within(1, 20);
	});

	it("names who joined and who left", () => {
		expect(noticeText("joined", "en", { name: "Ana" })).to.equal("Ana has joined the conversation.");
		expect(noticeText("left", "id", { name: "Ana" })).to.equal("Ana telah meninggalkan percakapan.");
	});

	it("speaks of a colleague where the name is missing or has nothing to see in it", () => {
		for (const name of [undefined, "", "  ", "\u202e\u200d"]) {
			expect(noticeText("joined", "en", { name })).to.equal("A colleague has joined the conversation.");
		}
		expect(noticeText("joined", "id")).to.equal("Rekan kami telah bergabung dalam percakapan.");
	});

	it("takes a name as plain words: no line breaks, no turned text, no patterns", () => {
		expect(noticeText("joined", "en", { name: "Ana\n\u202eSystem:\u0000 x" })).to.equal(
			"Ana System: x has joined the conversation.",
		);
		expect(noticeText("joined", "en", { name: "$& {name} $1" })).to.equal(
			"$& {name} $1 has joined the conversation.",
		);
		expect(noticeText("joined", "en", { name: "👩‍💻 Ana" })).to.equal(
			"👩‍💻 Ana has joined the conversation.",
		);
	});

	it("cuts a name that is too long for a line, between characters", () => {
		const text = noticeText("joined", "en", { name: "👩".repeat(500) });
		expect(text).to.equal(`${"👩".repeat(79)}… has joined the conversation.`);
	});
});

describe("A bot's own notices", () => {
	const notices = mergeNotices({
		id: { nobodyFree: "Toko buka lagi jam 9 ya" },
		pt_BR: { pleaseWait: "Um momento" },
		jv: { joined: "{name} rawuh", somebody: "Kanca kula" },
	});

	it("replace the standard ones one by one", () => {
		expect(noticeText("nobodyFree", "id-ID", { notices })).to.equal("Toko buka lagi jam 9 ya");
		expect(noticeText("pleaseWait", "id-ID", { notices })).to.equal(id.pleaseWait);
	});

	it("add languages and regions, with English for what they lack", () => {
		expect(noticeText("pleaseWait", "pt-BR", { notices })).to.equal("Um momento");
		expect(noticeText("pleaseWait", "pt-PT", { notices })).to.equal(en.pleaseWait);
		expect(noticeText("joined", "jv", { notices })).to.equal("Kanca kula rawuh");
		expect(noticeText("left", "jv", { notices, name: "Ana" })).to.equal("Ana has left the conversation.");
	});

	it("leave the standard ones as they are", () => {
		expect(noticeText("nobodyFree", "id")).to.equal(id.nobodyFree);
	});
});
