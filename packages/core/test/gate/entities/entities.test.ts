import { expect } from "chai";
import { type Entities, type EntityKind, openEntities } from "../../../src/gate/entities/entities.js";

/** A Friday, at noon. */
const noon = Date.UTC(2026, 10, 20, 12);
const english = { locale: "en-US", timeZone: "UTC" };

describe("An answer to a question", function () {
	this.timeout(60_000);
	let entities: Entities;

	before(async () => {
		entities = await openEntities({
			locales: ["en-US", "es-ES", "id-ID", "de-DE", "zh-CN"],
			clock: { now: () => noon },
		});
	});

	/** The value, or the status where there is none. */
	function value(text: string, kind: EntityKind, options: { locale: string } = english): unknown {
		const reading = entities.read(text, kind, options);
		return reading.status === "found" ? reading.value : reading.status;
	}

	describe("as a number", () => {
		it("is read in words and digits", () => {
			expect(value("two hundred and five", "number")).to.equal(205);
			expect(value("three and a half", "number")).to.equal(3.5);
			expect(value("1,234.5", "number")).to.equal(1234.5);
			expect(value("-12", "number")).to.equal(-12);
			expect(value("1.234,5", "number", { locale: "es" })).to.equal(1234.5);
			expect(value("doscientos", "number", { locale: "es_MX" })).to.equal(200);
			expect(value("二百", "number", { locale: "zh-CN" })).to.equal(200);
		});

		it("is scored by how much of the text it covers", () => {
			expect(entities.read("5", "number", english)).to.include({ value: 5, score: 1 });
			expect(entities.read("  5!  ", "number", english)).to.include({ value: 5, score: 1, text: "5" });
			const within = entities.read("I would like five shirts", "number", english);
			expect(within).to.include({ value: 5, text: "five", score: 0.2 });
		});

		it("is the one that covers most, with the others beside it", () => {
			const reading = entities.read("5 or twenty five", "number", english);
			expect(reading).to.include({ value: 25 });
			expect(reading.status === "found" && reading.others.map((other) => other.value)).to.deep.equal([5]);
		});

		it("says what else it may mean where a point may part thousands", () => {
			expect(entities.read("20.000", "number", english)).to.deep.include({
				value: 20,
				alternatives: [20_000],
			});
			expect(entities.read("20.5", "number", english)).to.deep.include({ value: 20.5, alternatives: [] });
		});

		it("is none where it is too large to be one", () => {
			expect(value("1e400", "number")).to.equal("nothing");
		});
	});

	describe("as a date or time", () => {
		it("is the next one, by the clock of the user", () => {
			expect(value("tomorrow at 5pm", "date")).to.deep.equal({
				type: "datetime",
				value: "2026-11-21T17:00:00",
			});
			expect(value("friday", "date")).to.deep.equal({ type: "date", value: "2026-11-20" });
			expect(value("monday", "date")).to.deep.equal({ type: "date", value: "2026-11-23" });
			expect(value("mañana", "date", { locale: "es" })).to.deep.equal({ type: "date", value: "2026-11-21" });
			const auckland = { locale: "en-US", timeZone: "Pacific/Auckland" };
			expect(value("tomorrow", "date", auckland)).to.deep.equal({ type: "date", value: "2026-11-22" });
		});

		it("has the day first where it is written first", () => {
			expect(value("3/4/2027", "date")).to.deep.equal({ type: "date", value: "2027-03-04" });
			expect(value("3/4/2027", "date", { locale: "en-GB" })).to.deep.equal({
				type: "date",
				value: "2027-04-03",
			});
		});

		it("says what else it may mean", () => {
			const reading = entities.read("at 5", "date", english);
			expect(reading).to.deep.include({ value: { type: "time", value: "05:00:00" } });
			expect(reading).to.deep.include({ alternatives: [{ type: "time", value: "17:00:00" }] });
		});

		it("may be a span of time, and no duration or repetition", () => {
			expect(value("in december", "date")).to.deep.include({ type: "range", start: "2026-12-01" });
			expect(value("for 2 hours", "date")).to.equal("nothing");
			expect(value("every day", "date")).to.equal("nothing");
		});
	});

	describe("as money", () => {
		it("is read with its unit", () => {
			expect(value("20 dollars", "currency")).to.deep.equal({
				amount: 20,
				unit: "Dollar",
				currency: undefined,
			});
			expect(value("20 dollars and 50 cents", "currency")).to.deep.include({ amount: 20.5 });
			expect(value("€ 1.234,50", "currency", { locale: "es" })).to.deep.include({ amount: 1234.5 });
		});

		it("is not divided by a hundred where the currency comes first", () => {
			for (const text of ["IDR 250000", "idr 250,000", "Rp 250,000"])
				expect(value(text, "currency"), text).to.deep.include({ amount: 250_000, currency: "IDR" });
			expect(value("USD 1,234.50", "currency")).to.deep.include({ amount: 1234.5, currency: "USD" });
			expect(value("EUR 5", "currency")).to.deep.include({ amount: 5 });
		});

		it("says what else it may mean", () => {
			const reading = entities.read("Rp 20.000", "currency", english);
			expect(reading).to.deep.include({ value: { amount: 20, unit: "Indonesian rupiah", currency: "IDR" } });
			expect(reading).to.have.nested.property("alternatives[0].amount", 20_000);
		});
	});

	describe("as a telephone number or an e-mail address", () => {
		it("is read in every language", () => {
			expect(value("nomor saya +62 812-3456-7890 ya", "phone", { locale: "id" })).to.equal(
				"+62 812-3456-7890",
			);
			expect(value("06 12 34 56 78", "phone", { locale: "de" })).to.equal("06 12 34 56 78");
			expect(value("email saya a.b+c@toko.co.id", "email", { locale: "id" })).to.equal("a.b+c@toko.co.id");
		});

		it("is found in brackets", () => {
			expect(value("(555) 123-4567", "phone")).to.equal("555 123-4567");
		});

		it("is none where it is a date, or a few digits", () => {
			expect(value("12/03/2026", "phone")).to.equal("nothing");
			expect(value("1234", "phone")).to.equal("nothing");
			expect(value("a@b", "email")).to.equal("nothing");
		});
	});

	describe("as yes or no", () => {
		const yes = [
			"yes",
			"Yes!",
			"yup",
			"sure",
			"ok",
			"okay",
			"correct",
			"of course",
			"yes please",
			"👍",
			"👍🏽",
		];
		const no = ["no", "No.", "nope", "nah", "of course not", "no thanks", "👎"];
		const neither = [
			"not sure",
			"no problem",
			"I have no idea",
			"ok but that is wrong",
			"yes and no",
			"no, the other one",
			"yesterday",
			"",
			"?",
		];
		it("is read where it is the whole answer", () => {
			for (const text of yes) expect(value(text, "yesNo"), text).to.equal(true);
			for (const text of no) expect(value(text, "yesNo"), text).to.equal(false);
		});

		it("is not read out of an answer that says something else", () => {
			for (const text of neither) expect(value(text, "yesNo"), text).to.equal("nothing");
		});

		it("is read in Indonesian and German", () => {
			for (const text of ["iya kak", "boleh dong", "Betul!"])
				expect(value(text, "yesNo", { locale: "id" }), text).to.equal(true);
			for (const text of ["gak", "tidak usah kak"])
				expect(value(text, "yesNo", { locale: "id" }), text).to.equal(false);
			expect(value("yes", "yesNo", { locale: "id" })).to.equal("nothing");
			expect(value("ja", "yesNo", { locale: "de" })).to.equal(true);
		});

		it("is read in the team's own words", async () => {
			const thai = await openEntities({
				locales: ["th"],
				kinds: ["yesNo"],
				yesNo: { th: { yes: ["ใช่"], no: ["ไม่"] } },
			});
			expect(thai.read("ใช่", "yesNo", { locale: "th-TH" })).to.include({ value: true });
			expect(thai.read("ไม่", "yesNo", { locale: "th-TH" })).to.include({ value: false });
		});
	});

	describe("in a language that cannot be read", () => {
		it("is unsupported, and not read as English", () => {
			const unsupported = { status: "unsupported", kind: "number", language: "id" };
			expect(entities.read("5", "number", { locale: "id-ID" })).to.deep.equal(unsupported);
			expect(value("zweihundert", "number", { locale: "de" })).to.equal("unsupported");
			expect(value("20 euro", "currency", { locale: "de" })).to.equal("unsupported");
			expect(value("morgen", "date", { locale: "de" })).to.equal("unsupported");
			expect(entities.supports("yesNo", "de")).to.equal(true);
			expect(entities.supports("date", "de")).to.equal(false);
		});

		it("is unsupported as well where the language was not opened: reading it would block", () => {
			expect(value("deux", "number", { locale: "fr" })).to.equal("unsupported");
		});

		it("is unsupported where the kind was not opened", async () => {
			const numbers = await openEntities({ locales: ["en"], kinds: ["number"] });
			expect(numbers.read("yes", "yesNo", { locale: "en" }).status).to.equal("unsupported");
			expect(numbers.supports("number", "constructor")).to.equal(false);
		});
	});

	describe("of any length", () => {
		it("is read up to 256 characters, spaces collapsed, and never half a number", () => {
			expect(value(`${" ".repeat(5_000)}5`, "number")).to.equal("nothing");
			expect(value(`${" ".repeat(1_000)}5`, "number")).to.equal(5);
			expect(value(`${"a ".repeat(125)}12345678`, "number")).to.equal("nothing");
			expect(value(`7 ${"a ".repeat(5_000)}`, "number")).to.equal(7);
			expect(value("1".repeat(300), "number")).to.equal("nothing");
		});

		it("is not a list of numbers, which would block for seconds", () => {
			for (const text of ["1 ".repeat(500), "1/2/".repeat(250), "5 $ ".repeat(100)])
				for (const kind of ["number", "date", "currency"] as const)
					expect(value(text, kind), `${text.slice(0, 8)} as ${kind}`).to.equal("nothing");
		});

		it("is read with letters that change their length, and in wide ones", () => {
			expect(entities.read("İİ 25", "number", english)).to.include({ text: "25", value: 25 });
			expect(value("５", "number")).to.equal(5);
			expect(value("\u200b5\u0000", "number")).to.equal(5);
		});
	});

	it("leaves room for other work while languages are opened", async () => {
		let rounds = 0;
		let isOpening = true;
		const count = (): void => {
			rounds += 1;
			if (isOpening) setImmediate(count);
		};
		setImmediate(count);
		await openEntities({ locales: ["en", "es"] });
		isOpening = false;
		expect(rounds).to.be.at.least(6);
	});
});
