import { createServer, request, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { Botkit } from "botkit";
import { expect } from "chai";
import express from "express";
import fastify from "fastify";
import {
	type Edge,
	type EdgeOptions,
	fetchHandler,
	mountBotkit,
	mountExpress,
	mountFastify,
	nodeHandler,
	plainText,
} from "../../src/http/index.js";

/** Says what came in, so that a test sees what an edge is given. */
const mirror: Edge = async ({ method, path, query, header, body }) => ({
	status: 200,
	headers: { "content-type": "application/json" },
	body: JSON.stringify({
		method,
		path,
		query: [...query],
		header: header("X-Test"),
		body: Buffer.from(body).toString("base64"),
	}),
});

const bytes = Buffer.from('{"t":"\\u00e4 ä 😀"}');
const seen = {
	method: "POST",
	path: "/hook",
	query: [["a", "1"]],
	header: "yes",
	body: bytes.toString("base64"),
};

describe("an edge", () => {
	const running: { close(): unknown }[] = [];

	afterEach(() => {
		for (const server of running.splice(0)) server.close();
	});

	async function listen(server: Server): Promise<string> {
		running.push(server);
		await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
		return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	}

	async function serve(edge: Edge, options?: EdgeOptions): Promise<string> {
		return listen(createServer(nodeHandler(edge, options)));
	}

	async function post(base: string): Promise<unknown> {
		const answer = await fetch(`${base}/hook?a=1`, {
			method: "POST",
			headers: { "x-test": "yes", "content-type": "application/json" },
			body: bytes,
		});
		return answer.json();
	}

	it("is given method, path, query, headers and the raw bytes by Node's server", async () => {
		expect(await post(await serve(mirror))).to.deep.equal(seen);
	});

	it("is given the same by a server that speaks Fetch", async () => {
		const handle = fetchHandler(mirror);
		const answer = await handle(
			new Request("https://shop.example/hook?a=1", {
				method: "POST",
				headers: { "X-Test": "yes" },
				body: bytes,
			}),
		);
		expect(await answer.json()).to.deep.equal(seen);
	});

	it("is given the same by express, under a router", async () => {
		const app = express();
		const router = express.Router();
		mountExpress(router, "/", mirror);
		app.use("/hook", router);
		app.use(express.json());
		expect(await post(await listen(createServer(app)))).to.deep.equal(seen);
	});

	it("is given the same by fastify, whose other routes keep their parsers", async () => {
		const app = fastify();
		mountFastify(app, "/hook", mirror);
		app.post("/json", async ({ body }) => ({ body }));
		const base = await app.listen({ port: 0, host: "127.0.0.1" });
		running.push(app);
		expect(await post(base)).to.deep.equal(seen);
		const other = await fetch(`${base}/json`, {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: '{"a":1}',
		});
		expect(await other.json()).to.deep.equal({ body: { a: 1 } });
	});

	it("answers ahead of the body parsers of Botkit's own webserver", async () => {
		const { PORT } = process.env;
		process.env.PORT = "0";
		const controller = new Botkit({ webhook_uri: "/api/messages" });
		if (PORT === undefined) delete process.env.PORT;
		else process.env.PORT = PORT;
		const server = controller.http as Server;
		running.push(server);
		mountBotkit(controller, "/hook", mirror);
		if (!server.listening) await new Promise((resolve) => server.once("listening", resolve));
		const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		expect(await post(base)).to.deep.equal(seen);
		expect((await fetch(`${base}/elsewhere`)).status).to.equal(404);
	});

	it("is not asked about a body that is too large, however it comes", async () => {
		const asked: string[] = [];
		const base = await serve(
			async ({ path }) => {
				asked.push(path);
				return plainText(200, "ok");
			},
			{ bodyLimit: 10 },
		);
		const told = await fetch(base, { method: "POST", body: "x".repeat(11) });
		expect(told.status).to.equal(413);
		const { port } = new URL(base);
		const status = await new Promise<number | undefined>((resolve) => {
			const sending = request({ port, method: "POST", headers: { "transfer-encoding": "chunked" } });
			sending.on("response", ({ statusCode }) => resolve(statusCode));
			sending.on("error", () => {});
			sending.write("x".repeat(6));
			sending.write("x".repeat(6));
		});
		expect(status).to.equal(413);
		const handle = fetchHandler(mirror, { bodyLimit: 10 });
		const answer = await handle(new Request("https://a.example", { method: "POST", body: "x".repeat(11) }));
		expect(answer.status).to.equal(413);
		expect(asked).to.deep.equal([]);
	});

	it("is not asked about a body that does not arrive in time", async () => {
		const base = await serve(mirror, { readWithinMs: 20 });
		const { port } = new URL(base);
		const socket = connect(Number(port), "127.0.0.1");
		socket.write("POST /hook HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\n\r\nab");
		const [line] = await new Promise<string[]>((resolve) =>
			socket.once("data", (data: Buffer) => resolve(data.toString().split("\r\n"))),
		);
		socket.destroy();
		expect(line).to.equal("HTTP/1.1 408 Request Timeout");
	});

	it("that throws costs the caller a bare 500 and is told of", async () => {
		const errors: unknown[] = [];
		const base = await serve(
			async () => {
				throw new Error("a secret reason");
			},
			{ onError: (error) => errors.push(error) },
		);
		const answer = await fetch(base);
		expect(answer.status).to.equal(500);
		expect(await answer.text()).to.not.contain("secret");
		expect(errors.map(String)).to.deep.equal(["Error: a secret reason"]);
	});

	it("says what to do where a body parser took the bytes, and takes them from rawBody", async () => {
		const errors: unknown[] = [];
		const app = express();
		app.use(express.json());
		mountExpress(app, "/hook", mirror, { onError: (error) => errors.push(error) });
		const base = await listen(createServer(app));
		const answer = await fetch(`${base}/hook`, {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: "{}",
		});
		expect(answer.status).to.equal(500);
		expect(errors[0]).to.have.property("code", "body-taken");

		const keeping = express();
		keeping.use(
			express.json({
				verify(req, _, buffer) {
					Object.assign(req, { rawBody: buffer });
				},
			}),
		);
		mountExpress(keeping, "/hook", mirror);
		expect(await post(await listen(createServer(keeping)))).to.deep.equal(seen);
	});
});
