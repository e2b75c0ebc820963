import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";
import { expect } from "chai";
import { build, type Plugin } from "vite";

interface Chunk {
	readonly code: string;
	readonly imports: readonly string[];
	readonly dynamicImports: readonly string[];
	readonly moduleIds: readonly string[];
}

const entry = "virtual:page";

/** What a page imports of the client, bundled as for any page. */
async function bundle(): Promise<Chunk> {
	const page: Plugin = {
		name: "page",
		enforce: "pre",
		resolveId: (id: string) => (id.endsWith(entry) ? entry : null),
		load: (id: string) =>
			id === entry ? 'export { connect, init } from "@baton/agent-bridge/client";' : null,
	};
	// A bundler may declare the whole process to be in production, and other tests run in it.
	const { NODE_ENV } = process.env;
	const built = await build({
		root: fileURLToPath(new URL("..", import.meta.url)),
		configFile: false,
		logLevel: "error",
		plugins: [page],
		build: {
			write: false,
			minify: false,
			lib: { entry, formats: ["iife"], name: "bridge", fileName: "page" },
		},
	});
	if (NODE_ENV === undefined) delete process.env.NODE_ENV;
	else process.env.NODE_ENV = NODE_ENV;
	const [{ output }] = built as unknown as readonly [{ readonly output: readonly [Chunk] }];
	return output[0];
}

describe("The client in a browser", () => {
	let chunk: Chunk;

	before(async function () {
		this.timeout(60_000);
		chunk = await bundle();
	});

	it("brings nothing along but itself and the class of its errors", () => {
		const strangers = chunk.moduleIds
			.map((id) => id.split("/packages/")[1] ?? id)
			.filter((id) => !/^agent-bridge\/dist\/(client-browser|client\/|bridge\/seam)/.test(id))
			.filter((id) => id !== "core/dist/error.js" && !id.includes(entry));

		expect(strangers).to.deep.equal([]);
		expect([...chunk.imports, ...chunk.dynamicImports]).to.deep.equal([]);
		expect(chunk.code).to.not.match(/\brequire\(|node:|\bprocess\.|\bBuffer\b/);
	});

	it("connects with the browser's own WebSocket and a ticket", async () => {
		const sent: string[] = [];
		class PageSocket {
			onopen = (): void => {};
			onmessage = (_: { readonly data: string }): void => {};
			constructor(readonly url: string) {
				queueMicrotask(() => this.onopen());
			}
			send(text: string): void {
				sent.push(text);
				this.onmessage({ data: '{"type":"connected","heartbeatMs":1000,"appId":"desk","as":"person"}' });
			}
			close(): void {}
		}
		const page = { WebSocket: PageSocket, setTimeout, clearTimeout, Promise, queueMicrotask };
		const code = `${chunk.code}; bridge`;
		const { connect } = runInNewContext(code, page) as typeof import("../src/client-browser.js");
		const client = connect({ url: "wss://bot.example.com/bridge", ticket: () => "a-ticket" });

		await client.whenConnected();

		expect(sent.map((text) => JSON.parse(text))).to.deep.equal([
			{ type: "connect", version: 1, ticket: "a-ticket" },
		]);
		client.close();
	});
});
