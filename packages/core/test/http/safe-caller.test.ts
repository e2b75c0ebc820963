import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { type SafeCaller, safeCaller } from "../../src/http/index.js";

const limits = { maxBytes: 1000, withinMs: 5_000 };

async function codeOf(work: () => Promise<unknown>): Promise<unknown> {
	try {
		await work();
	} catch (error) {
		return (error as { readonly code?: unknown }).code;
	}
	return "nothing was thrown";
}

describe("calling addresses from outside again and again", () => {
	let server: Server;
	let port: number;
	let connections: number;
	let asked: string[];
	const callers: SafeCaller[] = [];

	beforeEach(async () => {
		connections = 0;
		asked = [];
		server = createServer((request, response) => {
			asked.push(`${request.method} ${request.headers.host}`);
			request.resume().on("end", () => response.end("taken"));
		});
		server.on("connection", () => {
			connections += 1;
		});
		await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
		port = (server.address() as AddressInfo).port;
	});

	afterEach(() => {
		for (const caller of callers.splice(0)) caller.close();
		server.closeAllConnections();
		server.close();
	});

	function open(options: Parameters<typeof safeCaller>[0]): SafeCaller {
		const caller = safeCaller(options);
		callers.push(caller);
		return caller;
	}

	it("keeps its connection for the calls that follow", async () => {
		const caller = open({ allowPrivate: true });
		for (let call = 0; call < 3; call++)
			await caller.fetch(`http://127.0.0.1:${port}/`, { ...limits, method: "POST", body: "a" });
		expect(connections).to.equal(1);
		expect(asked).to.have.length(3);
	});

	it("calls again where the other side had just ended a kept connection", async () => {
		const caller = open({ allowPrivate: true });
		const url = `http://127.0.0.1:${port}/`;
		await caller.fetch(url, limits);
		server.once("request", (request) => request.socket.resetAndDestroy());
		const { body } = await caller.fetch(url, limits);
		expect(Buffer.from(body).toString()).to.equal("taken");
	});

	it("checks every address that a name leads to, at every connection", async () => {
		const answers = [["93.184.215.14", "127.0.0.1"], ["127.0.0.1"], ["::1"], ["::ffff:10.0.0.1"]];
		for (const found of answers) {
			const caller = open({
				lookup: async () => found.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
			});
			const call = () => caller.fetch(`http://rebinding.example:${port}/`, limits);
			expect(await codeOf(call), found.join(" ")).to.equal("address-refused");
		}
		expect(connections).to.equal(0);
	});

	it("is not led inside by a name that was public when it was first asked", async () => {
		let lookups = 0;
		const caller = open({
			async lookup() {
				lookups += 1;
				// To nobody who answers, and then to this machine.
				return [{ address: lookups === 1 ? "192.88.98.1" : "127.0.0.1", family: 4 }];
			},
		});
		const url = `http://rebinding.example:${port}/`;
		expect(await codeOf(() => caller.fetch(url, { ...limits, withinMs: 50 }))).to.equal("fetch-failed");
		expect(await codeOf(() => caller.fetch(url, limits))).to.equal("address-refused");
		expect([lookups, connections]).to.deep.equal([2, 0]);
	});

	it("goes to the address that was checked, and to none that the name leads to by then", async () => {
		let lookups = 0;
		const caller = open({
			allowPrivate: true,
			async lookup() {
				lookups += 1;
				return [{ address: "127.0.0.1", family: 4 }];
			},
		});
		await caller.fetch(`http://desk.example:${port}/`, limits);
		await caller.fetch(`http://desk.example:${port}/`, limits);
		expect(lookups).to.equal(1);
		expect(asked).to.deep.equal(Array(2).fill(`GET desk.example:${port}`));
	});

	it("says that a name leads nowhere", async () => {
		const caller = open({ lookup: async () => [] });
		expect(await codeOf(() => caller.fetch("http://nowhere.example/", limits))).to.equal("fetch-failed");
	});
});
