import { expect } from "chai";
import { describe, it } from "mocha";
import { isSigned, sign } from "../src/index.js";

const token = "SJENCPGJESMGUFPY";

describe("The signature of a call", () => {
	it("is the base64 of an HMAC-SHA512 under the client token", () => {
		const expected =
			"hyQQ6gOvgGd9iZawqntX+PNU9G1jMFo3E96b2qr1dWNOneJ/XEPIQs/2jlCpeNQjntc6Win7+Gqgh2YWvt8LBQ==";
		expect(sign('{"a":1}', token)).to.equal(expected);
		expect(isSigned(Buffer.from('{"a":1}'), expected, token)).to.equal(true);
	});

	it("is made over the bytes as they came", () => {
		const signature = sign('{"t":"\\u00e4"}', token);
		expect(isSigned(Buffer.from('{"t":"ä"}'), signature, token)).to.equal(false);
		expect(isSigned(Buffer.from('{"t":"\\u00e4"}'), signature, token)).to.equal(true);
	});

	it("is refused under another token, cut short, or empty", () => {
		const body = Buffer.from("{}");
		const signature = sign(body, token);
		expect(isSigned(body, signature, `${token}X`)).to.equal(false);
		expect(isSigned(body, signature.slice(0, -4), token)).to.equal(false);
		expect(isSigned(body, "", token)).to.equal(false);
	});
});
