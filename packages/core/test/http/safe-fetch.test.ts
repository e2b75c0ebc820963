import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { constantTimeEqual, isPublicAddress, safeFetch } from "../../src/http/index.js";

const limits = { maxBytes: 1000, withinMs: 5_000 };

async function codeOf(work: () => Promise<unknown>): Promise<unknown> {
	try {
		await work();
	} catch (error) {
		return (error as { readonly code?: unknown }).code;
	}
	return "nothing was thrown";
}

/** Ways of writing addresses that lead inside. */
const inside = [
	"http://127.0.0.1/",
	"http://127.1/",
	"http://2130706433/",
	"http://0x7f000001/",
	"http://0x7f.1/",
	"http://0177.0.0.1/",
	"http://017700000001/",
	"http://0/",
	"http://10.0.0.1/",
	"http://172.16.0.1/",
	"http://172.31.255.255/",
	"http://192.168.1.1/",
	"http://169.254.169.254/latest/meta-data",
	"http://100.64.0.1/",
	"http://198.18.0.1/",
	"http://224.0.0.1/",
	"http://255.255.255.255/",
	"http://[::1]/",
	"http://[::]/",
	"http://[::ffff:127.0.0.1]/",
	"http://[::ffff:7f00:1]/",
	"http://[::127.0.0.1]/",
	"http://[fe80::1]/",
	"http://[fc00::1]/",
	"http://[fd12:3456::1]/",
	"http://[ff02::1]/",
	"http://[64:ff9b::7f00:1]/",
	"http://[2002:7f00:1::]/",
	"http://[2001:0:7f00:1::]/",
	"http://[2001:db8::1]/",
	"http://１２７.０.０.１/",
	"http://127。0。0。1/",
	"http://localhost/",
	"http://localhost./",
	"http://LOCALHOST:8080/",
];

describe("calling an address from outside", () => {
	let server: Server;
	let base: string;

	before(async () => {
		server = createServer((req, res) => {
			if (req.url === "/hang") return;
			if (req.url === "/moved") res.writeHead(302, { location: "/picture" }).end();
			else if (req.url === "/long") res.writeHead(200, { "content-type": "image/png" }).end("x".repeat(2000));
			else res.writeHead(200, { "content-type": "image/png" }).end("picture");
		});
		await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
		base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	});

	after(() => {
		server.closeAllConnections();
		server.close();
	});

	for (const address of inside) {
		it(`refuses ${address}`, async () => {
			expect(await codeOf(() => safeFetch(address, limits))).to.equal("address-refused");
		});
	}

	for (const address of [
		"ftp://example.com/a",
		"file:///etc/passwd",
		"data:text/plain,a",
		"not an address",
	]) {
		it(`refuses ${address}`, async () => {
			expect(await codeOf(() => safeFetch(address, limits))).to.equal("address-refused");
		});
	}

	it("refuses credentials in an address", async () => {
		expect(await codeOf(() => safeFetch("https://a:b@example.com/", limits))).to.equal("address-refused");
	});

	it("takes what is of a wanted type and not too long", async () => {
		const answer = await safeFetch(`${base}/picture`, { ...limits, types: ["image/"], allowPrivate: true });
		expect(answer.status).to.equal(200);
		expect(Buffer.from(answer.body).toString()).to.equal("picture");
	});

	it("refuses another type, and what is too long", async () => {
		const options = { ...limits, allowPrivate: true };
		expect(await codeOf(() => safeFetch(`${base}/picture`, { ...options, types: ["audio/"] }))).to.equal(
			"wrong-type",
		);
		expect(await codeOf(() => safeFetch(`${base}/long`, options))).to.equal("too-large");
	});

	it("does not follow redirects", async () => {
		const answer = await safeFetch(`${base}/moved`, { ...limits, allowPrivate: true });
		expect(answer.status).to.equal(302);
	});

	it("gives up what does not answer, and what nobody listens at", async () => {
		const options = { ...limits, allowPrivate: true };
		expect(await codeOf(() => safeFetch(`${base}/hang`, { ...options, withinMs: 20 }))).to.equal(
			"fetch-failed",
		);
		expect(await codeOf(() => safeFetch("http://127.0.0.1:1/", options))).to.equal("fetch-failed");
	});

	it("knows public addresses", () => {
		for (const address of ["8.8.8.8", "1.1.1.1", "172.32.0.1", "2606:4700::1111", "2a00:1450::1"])
			expect(isPublicAddress(address), address).to.equal(true);
		expect(isPublicAddress("example.com")).to.equal(false);
	});
});

describe("comparing secrets", () => {
	it("is true for the same and false for others, whatever their length", () => {
		expect(constantTimeEqual("abc", Buffer.from("abc"))).to.equal(true);
		expect(constantTimeEqual("abc", "abd")).to.equal(false);
		expect(constantTimeEqual("abc", "ab")).to.equal(false);
		expect(constantTimeEqual("", "")).to.equal(true);
	});
});
