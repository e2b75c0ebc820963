import { expect } from "chai";
import { describe, it } from "mocha";
import { isSigned, sign } from "../src/index.js";

const bytes = (text: string): Uint8Array => Buffer.from(text);

function headers(given: Readonly<Record<string, string>>): { header(name: string): string | undefined } {
	return { header: (name) => given[name] };
}

const escaped = String.raw`{"t":"\u00e4\u00f6\u00e5"}`;
const escapedHash = "85a35d1218b13f4e48f2cec84e6a825ed143c9ce2cc1a74f5bb60fdb4fd5584d";
const decodedHash = "f3a2d90b67e18768dd20b6e2642665f6fe1dea3a394e9c25ac26a1c30071fb0f";

describe("The signature of a webhook", () => {
	it("is the one that others make of the same bytes", () => {
		expect(sign("hello world", "sesame")).to.equal(
			"sha256=f39034b29165ec6a5104d9aef27266484ab26c8caa7bca8bcb2dd02e8be61b17",
		);
		expect(sign(escaped, "s3cr3t")).to.equal(`sha256=${escapedHash}`);
		expect(sign('{"t":"äöå"}', "s3cr3t")).to.equal(`sha256=${decodedHash}`);
	});

	it("is over the bytes as they came, not over what they mean", () => {
		const ofEscaped = headers({ "x-hub-signature-256": `sha256=${escapedHash}` });
		const options = { appSecret: "s3cr3t" };
		expect(isSigned(ofEscaped, bytes(escaped), options)).to.equal(true);
		expect(isSigned(ofEscaped, bytes('{"t":"äöå"}'), options)).to.equal(false);
		const ofDecoded = headers({ "x-hub-signature-256": `sha256=${decodedHash}` });
		expect(isSigned(ofDecoded, bytes(escaped), options)).to.equal(false);
	});

	it("is refused where it is missing, cut short, of another secret, or without its algorithm", () => {
		const options = { appSecret: "sesame" };
		const right = sign("hello world", "sesame");
		for (const given of [
			{},
			{ "x-hub-signature-256": "" },
			{ "x-hub-signature-256": right.slice(0, -1) },
			{ "x-hub-signature-256": right.slice("sha256=".length) },
			{ "x-hub-signature-256": `${right}, ${right}` },
			{ "x-hub-signature-256": sign("hello world", "Sesame") },
		]) {
			expect(isSigned(headers(given), bytes("hello world"), options)).to.equal(false);
		}
	});

	it("may be the old one only where that is allowed, and never instead of a new one that is wrong", () => {
		const old = { "x-hub-signature": "sha1=308de7627fe19e92294c4572a7f831bc1002809d" };
		const wrong = { ...old, "x-hub-signature-256": sign("hello world", "Sesame") };
		const takes = (given: Readonly<Record<string, string>>, allowSha1: boolean): boolean =>
			isSigned(headers(given), bytes("hello world"), { appSecret: "sesame", allowSha1 });
		expect(takes(old, true)).to.equal(true);
		expect(takes(old, false)).to.equal(false);
		expect(takes(wrong, true)).to.equal(false);
	});
});
