import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createHandoff, type Handoff, silentLogger } from "@baton/core";
import { expect } from "chai";
import { WebSocket } from "ws";

import { type BridgeServer, bridgeServer, hashSecret, newSecret } from "../src/index.js";
import { codeOf, failure } from "./support/failure.js";
import { mara } from "./support/stage.js";
import { connect } from "./support/watched.js";

describe("The server", () => {
	const secret = newSecret();
	let folder: string;
	let handoff: Handoff;
	let server: BridgeServer;
	let address: string;

	before(async () => {
		folder = await mkdtemp(join(tmpdir(), "console-"));
		await writeFile(join(folder, "index.html"), "<!doctype html><title>Console</title>");
		handoff = createHandoff({
			bot: { id: "shop", displayName: "Shop bot" },
			apps: [
				{ id: "desk", kind: "human", displayName: "Our team" },
				{ id: "console", kind: "human", displayName: "Console", personal: true },
			],
			logger: silentLogger,
		});
		server = bridgeServer({
			handoff,
			apps: { desk: [hashSecret(newSecret()), hashSecret(secret)] },
			origins: ["https://desk.example.com"],
			console: { appId: "console", folder },
		});
		address = await server.listen(0);
	});

	after(async () => {
		await server.close();
		await handoff.stop();
		await rm(folder, { recursive: true });
	});

	const bridgeUrl = (): string => `${address.replace("http", "ws")}/bridge`;

	it("connects an app over WebSocket", async () => {
		const client = connect({ url: bridgeUrl(), appId: "desk", appSecret: secret });
		const greeting = await client.whenConnected();

		expect(greeting).to.deep.include({ appId: "desk", botIds: ["shop"], as: "app" });
		expect((await client.getList({ of: "waiting" })).conversations).to.deep.equal([]);
		client.close();
	});

	it("refuses an app with a wrong secret", async () => {
		const client = connect({ url: bridgeUrl(), appId: "desk", appSecret: newSecret() });

		expect(codeOf(await failure(client.whenConnected()))).to.equal("forbidden");
	});

	it("lets in pages of its own and of the allowed servers, and no others", async () => {
		const own = address;
		const outcomes = await Promise.all(
			[own, "https://desk.example.com", "https://evil.example.com", "null"].map((origin) =>
				opens(bridgeUrl(), origin),
			),
		);

		expect(outcomes).to.deep.equal([true, true, false, false]);
	});

	it("signs a person in once with a link, and gives the page tickets", async () => {
		const link = server.signInLink({ person: mara });
		await fetch(link, { method: "HEAD" });
		const signedIn = await fetch(link, { redirect: "manual" });
		const cookie = signedIn.headers.get("set-cookie") ?? "";
		expect(signedIn.status).to.equal(303);
		expect(cookie).to.include("HttpOnly").and.include("SameSite=Strict").and.include("Path=/console");

		const given = await fetch(`${address}/console/ticket`, { method: "POST", headers: { cookie } });
		const { ticket } = (await given.json()) as { ticket: string };
		const client = connect({ url: `${address.replace("http", "ws")}/console/bridge`, ticket });
		expect(await client.whenConnected()).to.deep.include({ as: "person", person: mara });
		client.close();

		expect((await fetch(link, { redirect: "manual" })).status).to.equal(401);
		const again = await fetch(link, { redirect: "manual", headers: { cookie } });
		expect(again.status).to.equal(303);
		expect(again.headers.get("set-cookie")).to.equal(null);
	});

	it("lets the host say who signs in", async () => {
		const signIn = ({ headers }: IncomingMessage) =>
			headers["x-user"] === "mara" ? { person: mara } : undefined;
		const proxied = bridgeServer({ handoff, console: { appId: "console", folder, signIn } });
		const at = await proxied.listen(0);
		const open = (headers: Record<string, string>) =>
			fetch(`${at}/console/sign-in`, { headers, redirect: "manual" });

		expect((await open({ "x-user": "mara" })).headers.get("set-cookie")).to.include("baton_session=");
		expect((await open({})).status).to.equal(401);
		await proxied.close();
	});

	it("ends a session when the person signs out", async () => {
		const response = await fetch(`${address}/console/sign-out`, { method: "POST", redirect: "manual" });

		expect(response.headers.get("set-cookie")).to.include("baton_session=;").and.include("Max-Age=0");
	});

	it("gives no ticket to anybody else", async () => {
		const ask = (headers: Record<string, string>) =>
			fetch(`${address}/console/ticket`, { method: "POST", headers });

		expect((await ask({})).status).to.equal(401);
		expect((await ask({ cookie: "baton_session=e30.AAAA" })).status).to.equal(401);
		expect((await ask({ origin: "https://evil.example.com" })).status).to.equal(403);
	});

	it("serves the console under a strict policy, and nothing beside it", async () => {
		const page = await fetch(`${address}/console/`);
		expect(await page.text()).to.include("<title>Console</title>");
		const policy = page.headers.get("content-security-policy");
		expect(policy)
			.to.include("default-src 'none'")
			.and.include("script-src 'self'")
			.and.not.include("unsafe");

		for (const path of [
			"/console/../package.json",
			"/console/%2e%2e/server.js",
			"/console//etc/passwd",
			"/",
		]) {
			expect((await fetch(`${address}${path}`)).status, path).to.equal(404);
		}
	});

	it("shares a server that is there already", async () => {
		const existing = createServer((_, response) => response.end("the bot"));
		const shared = bridgeServer({ handoff, console: { appId: "console", folder } });
		shared.attach(existing);
		await new Promise<void>((resolve) => existing.listen(0, resolve));
		const { port } = existing.address() as AddressInfo;

		expect(await (await fetch(`http://localhost:${port}/api/messages`)).text()).to.equal("the bot");
		expect((await fetch(`http://localhost:${port}/console/`)).status).to.equal(200);
		expect(await opens(`ws://localhost:${port}/bridge`)).to.equal(true);
		expect(await opens(`ws://localhost:${port}/elsewhere`)).to.equal(false);
		expect(shared.signInLink({ person: mara })).to.include(`http://localhost:${port}/console/sign-in?key=`);

		await shared.close();
		existing.closeAllConnections();
		existing.close();
	});

	it("does not take frames that are no text", async () => {
		const socket = new WebSocket(bridgeUrl());
		socket.on("open", () => socket.send(Buffer.from([1, 2, 3])));
		const code = await new Promise((resolve) => socket.on("close", resolve));

		expect(code).to.equal(1003);
	});
});

function opens(url: string, origin?: string): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = new WebSocket(url, origin === undefined ? {} : { origin });
		socket.on("open", () => {
			resolve(true);
			socket.close();
		});
		socket.on("error", () => resolve(false));
	});
}
