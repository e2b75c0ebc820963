import { randomBytes } from "node:crypto";
import { expect } from "chai";
import { customerCookies } from "../../src/channel/customer-cookie.js";

describe("The cookie by which a customer proves who they are", () => {
	const secret = randomBytes(32);
	const cookies = customerCookies({ secret });
	const cookieOf = (header: string) => header.split(";")[0] ?? "";

	it("is read back as the customer that it was issued for", () => {
		const { customer, header } = cookies.issue();
		expect(cookies.read(cookieOf(header))).to.equal(customer);
		expect(customerCookies({ secret }).read(`theme=dark; ${cookieOf(header)}; x=1`)).to.equal(customer);
	});

	it("cannot be read by scripts nor sent by other sites", () => {
		expect(cookies.issue().header)
			.to.include("HttpOnly")
			.and.include("SameSite=Strict")
			.and.not.include("Secure");
		expect(customerCookies({ secret, secure: true }).issue().header).to.include("Secure");
	});

	it("is worth nothing with another customer's id, another signature, or another shop's secret", () => {
		const mine = cookieOf(cookies.issue().header);
		const other = cookies.issue().customer;
		const signature = mine.split(".")[1];
		expect(cookies.read(`shop_customer=${other}.${signature}`)).to.equal(undefined);
		expect(cookies.read(mine.slice(0, -1))).to.equal(undefined);
		expect(customerCookies({ secret: randomBytes(32) }).read(mine)).to.equal(undefined);
	});

	it("is found behind a forged one of the same name", () => {
		const { customer, header } = cookies.issue();
		expect(cookies.read(`shop_customer=forged.one; ${cookieOf(header)}`)).to.equal(customer);
	});

	it("is asked for where there is none", () => {
		for (const header of [undefined, "", "shop_customer", "shop_customer=", "shop_customer=.", "other=1"]) {
			expect(cookies.read(header)).to.equal(undefined);
		}
	});
});
