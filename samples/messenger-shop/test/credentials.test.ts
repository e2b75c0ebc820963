import { expect } from "chai";
import { readCredentials } from "../src/credentials.js";

const all = {
	FACEBOOK_APP_SECRET: "secret",
	FACEBOOK_VERIFY_TOKEN: "word",
	FACEBOOK_PAGE_ID: "1234",
	FACEBOOK_PAGE_TOKEN: "token",
	PUBLIC_URL: "https://shop.example.com/",
};

describe("The credentials of the Messenger shop", () => {
	it("are not needed: Messenger is emulated then", () => {
		expect(readCredentials({ PATH: "/bin" })).to.equal(undefined);
		expect(readCredentials({ FACEBOOK_APP_SECRET: "" })).to.equal(undefined);
	});

	it("are those of an app on Facebook", () => {
		expect(readCredentials(all)).to.deep.equal({
			appSecret: "secret",
			verifyToken: "word",
			page: "1234",
			token: "token",
			publicUrl: "https://shop.example.com",
		});
	});

	it("say what is missing when some are there", () => {
		const { FACEBOOK_PAGE_TOKEN, PUBLIC_URL, ...some } = all;
		expect(() => readCredentials(some)).to.throw("set FACEBOOK_PAGE_TOKEN, PUBLIC_URL as well");
	});
});
