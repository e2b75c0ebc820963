import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { createGraphApi, type GraphApi, type GraphApiOptions } from "../src/graph-api.js";
import { breaking, type GraphServer, graphServer, json, refusal, silence } from "./support/graph-server.js";

const appSecret = "app-secret";

describe("A call to the Graph API", () => {
	let server: GraphServer;
	beforeEach(async () => {
		server = await graphServer();
	});
	afterEach(() => server.close());

	const over: Readonly<Record<string, Pick<GraphApiOptions, "fetch">>> = {
		"Node's client": {},
		fetch: { fetch: globalThis.fetch },
	};
	for (const [name, transport] of Object.entries(over)) {
		describe(`over ${name}`, () => {
			function api(more: Partial<GraphApiOptions> = {}): GraphApi {
				const tokenOf = (page: string) => ({ "11": "token-eleven", "12": "token-twelve" })[page];
				return createGraphApi({ baseUrl: server.url, appSecret, tokenOf, ...transport, ...more });
			}

			it("carries the page's own token in a header, its proof, and never the token in the address", async () => {
				await api().call({ page: "11", path: "11/messages", body: { a: 1 } });
				await api().call({ page: "12", method: "GET", path: "12/personas", query: { limit: "5" } });
				const [first, second] = server.calls;
				expect(first?.headers.authorization).to.equal("Bearer token-eleven");
				expect(first?.query.get("appsecret_proof")).to.equal(
					createHmac("sha256", appSecret).update("token-eleven").digest("hex"),
				);
				expect(first?.body).to.deep.equal({ a: 1 });
				expect(second?.headers.authorization).to.equal("Bearer token-twelve");
				expect(second?.query.get("limit")).to.equal("5");
				for (const { query } of server.calls) expect(query.toString()).not.to.contain("token-");
			});

			it("speaks v25.0, or the version that it is given, under the base address's path", async () => {
				await api().call({ page: "11", path: "11/messages" });
				await api({ version: "v26.0", baseUrl: `${server.url}/graph/` }).call({
					page: "11",
					path: "11/messages",
				});
				expect(server.calls.map(({ path }) => path)).to.deep.equal([
					"/v25.0/11/messages",
					"/graph/v26.0/11/messages",
				]);
			});

			it("gives what was answered, and how much Meta allows yet", async () => {
				const usage = JSON.stringify({ call_count: 28, total_time: 91, total_cputime: 25 });
				server.answers.push(json(200, { id: "7" }, { "x-app-usage": usage }));
				const result = await api().call({ page: "11", path: "11/personas" });
				expect(result).to.deep.equal({
					isOk: true,
					body: { id: "7" },
					usage: { percent: 91, regainMs: undefined },
				});
			});

			it("gives a refusal as a result", async () => {
				server.answers.push(refusal(10, 2018278));
				const result = await api().call({ page: "11", path: "11/messages" });
				expect(result).to.deep.include({ isOk: false, kind: "refused", why: "outside-window" });
			});

			it("says that a request may have arrived if no answer comes in time, or the connection breaks", async () => {
				server.answers.push(silence, breaking);
				for (let time = 0; time < 2; time += 1) {
					const result = await api({ withinMs: 100 }).call({ page: "11", path: "11/messages" });
					expect(result).to.deep.include({ isOk: false, kind: "unknown", why: "no-answer" });
				}
				expect(server.calls).to.have.length(2);
			});

			it("says that a request certainly did not arrive if nobody is there", async () => {
				const result = await api({ baseUrl: `http://127.0.0.1:${await freePort()}` }).call({
					page: "11",
					path: "x",
				});
				expect(result).to.deep.include({ isOk: false, kind: "retry", why: "no-answer" });
			});

			it("does not follow a redirect with the token", async () => {
				server.answers.push((_, response) => {
					response.writeHead(302, { location: `${server.url}/elsewhere` });
					response.end();
				});
				const result = await api().call({ page: "11", path: "11/messages" });
				expect(result.isOk).to.equal(false);
				expect(server.calls).to.have.length(1);
			});

			it("sends a file as a form", async () => {
				const file = { name: 'a"b.png', type: "image/png", bytes: Buffer.from("PNG bytes") };
				await api().call({ page: "11", path: "11/message_attachments", body: { message: { a: 1 } }, file });
				const [call] = server.calls;
				expect(call?.headers["content-type"]).to.match(/^multipart\/form-data; boundary=/);
				expect(call?.raw).to.contain('name="message"\r\n\r\n{"a":1}');
				expect(call?.raw).to.contain('filename="a_b.png"\r\nContent-Type: image/png\r\n\r\nPNG bytes\r\n');
			});
		});
	}

	it("is refused for a page without a token", async () => {
		const graph = createGraphApi({ baseUrl: server.url, appSecret, tokenOf: () => undefined });
		const error = await graph.call({ page: "13", path: "x" }).catch((thrown: unknown) => thrown);
		expect(error).to.have.property("code", "unknown-page");
	});

	it("is not prepared for what cannot be an address or a version", () => {
		const options = { appSecret, tokenOf: () => "t" };
		expect(() => createGraphApi({ ...options, baseUrl: "graph.facebook.com" })).to.throw(
			/\[bad-messenger-options\]/,
		);
		expect(() => createGraphApi({ ...options, version: "25" })).to.throw(/\[bad-messenger-options\].*v25\.0/);
	});
});

/** A port at which nobody listens. */
async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address() as AddressInfo;
	await new Promise<void>((resolve) => server.close(() => resolve()));
	return port;
}
