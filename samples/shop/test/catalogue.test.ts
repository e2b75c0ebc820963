import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { catalogue, findProduct, languageOf, picturePath, rupiah } from "../src/catalogue.js";
import { languageOfText } from "../src/language.js";
import { utterances } from "../src/utterances.js";

describe("The catalogue", () => {
	it("has a picture and a name in each language for every product", () => {
		for (const product of catalogue) {
			const picture = new URL(`../src/web/public${picturePath(product)}`, import.meta.url);
			expect(existsSync(fileURLToPath(picture)), product.id).to.equal(true);
			expect(product.name.en).to.not.equal("");
			expect(product.name.id).to.not.equal("");
			expect(findProduct(product.id)).to.equal(product);
		}
	});

	it("writes prices as Indonesia does", () => {
		expect(rupiah(289_000)).to.equal("Rp 289.000");
		expect(rupiah(1_050_500)).to.equal("Rp 1.050.500");
		expect(rupiah(500)).to.equal("Rp 500");
	});
});

describe("The language of the shop", () => {
	it("is Indonesian for Indonesian locales and English for all others", () => {
		expect(["id", "id-ID", "id_ID", "en", "de-DE", undefined].map(languageOf)).to.deep.equal([
			"id",
			"id",
			"id",
			"en",
			"en",
			"en",
		]);
	});

	it("is read from what customers write", () => {
		expect(languageOfText("Bisa bayar di tempat ga sis?")).to.equal("id");
		expect(languageOfText("paketku belum nyampe nih")).to.equal("id");
		expect(languageOfText("can I come on Sunday?")).to.equal("en");
		expect(languageOfText("123")).to.equal(undefined);
		expect(languageOfText("")).to.equal(undefined);
	});

	it("is clear for nearly all that the recognizer learns from", () => {
		const wrong = Object.values(utterances).flatMap(({ en, id }) => [
			...en.filter((text) => languageOfText(text) === "id"),
			...id.filter((text) => languageOfText(text) === "en"),
		]);
		expect(wrong).to.have.length.below(4);
	});
});
