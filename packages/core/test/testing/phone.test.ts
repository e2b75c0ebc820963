import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { expect } from "chai";
import {
	type PhoneAction,
	type PhonePort,
	type PhoneScreen,
	phoneServer,
} from "../../src/testing/phone/index.js";

const screen: PhoneScreen = { title: "Shop", lines: [], suggestions: [], actions: [] };

describe("The phone of an emulator", () => {
	let server: Server;
	let address: string;
	let title: string;
	let acts: [string, PhoneAction][];
	let listeners: Set<(user: string) => void>;

	const port: PhonePort = {
		users: () => [
			{ id: "sari", name: "Sari" },
			{ id: "dewi", name: "Dewi" },
		],
		screen: (user) => ({ ...screen, title: `${title} for ${user}` }),
		async act(user, action) {
			if (action.type === "say" && action.text === "blocked") throw new Error("You blocked this page");
			acts.push([user, action]);
		},
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};

	beforeEach(async () => {
		[title, acts, listeners] = ["Shop", [], new Set()];
		const servePhone = phoneServer(port);
		server = createServer((request, response) => {
			if (!servePhone(request, response)) response.writeHead(418).end();
		}).listen(0, "127.0.0.1");
		await once(server, "listening");
		const bound = server.address();
		address = `http://127.0.0.1:${typeof bound === "object" ? bound?.port : ""}`;
	});

	afterEach(() => {
		server.close();
		server.closeAllConnections();
	});

	function act(action: unknown, { user = "sari", type = "application/json" } = {}): Promise<Response> {
		const headers = { "Content-Type": type };
		return fetch(`${address}/phone/act?user=${user}`, {
			method: "POST",
			headers,
			body: JSON.stringify(action),
		});
	}

	async function reasonOf(response: Response): Promise<unknown> {
		expect(response.status).to.equal(400);
		return ((await response.json()) as { readonly error: unknown }).error;
	}

	it("leaves to the emulator what is not its own", async () => {
		expect((await fetch(`${address}/v25.0/me`)).status).to.equal(418);
		expect((await fetch(`${address}/phones`)).status).to.equal(418);
	});

	it("serves a page that runs nothing but its own modules", async () => {
		const page = await fetch(`${address}/phone`);
		const html = await page.text();
		expect(page.headers.get("content-security-policy")).to.include("default-src 'none'; script-src 'self'");
		expect(html).to.not.match(/style=|onclick|<script(?! type="module" src=)/);
		const names = Array.from(html.matchAll(/(?:src|href)="([\w-]+\.\w+)"/g), ([, name]) => name);
		for (const name of names) expect((await fetch(`${address}/phone/${name}`)).status, name).to.equal(200);
		expect(names).to.have.length(3);
	});

	it("serves every module that its modules import", async () => {
		const waiting = ["phone.js"];
		const seen = new Set<string>();
		for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
			if (seen.has(name)) continue;
			seen.add(name);
			const module = await fetch(`${address}/phone/${name}`);
			expect(module.status, name).to.equal(200);
			const imports = (await module.text()).matchAll(/^import .* from "\.\/(.+)";$/gm);
			waiting.push(...Array.from(imports, ([, imported]) => imported ?? ""));
		}
		expect(seen).to.include("menu.js");
	});

	it("serves no other file", async () => {
		for (const path of ["..%2fphone-server.ts", "toString", "nothing.js"]) {
			expect((await fetch(`${address}/phone/${path}`)).status, path).to.equal(404);
		}
		expect((await fetch(`${address}/phone/`, { method: "DELETE" })).status).to.equal(405);
	});

	it("shows each user their screen, at once and after every change", async () => {
		const response = await fetch(`${address}/phone/screen?user=dewi`);
		const events = readEvents(response);
		expect(await events.next()).to.have.nested.property("screen.title", "Shop for dewi");
		title = "Closed";
		for (const listener of listeners) listener("sari");
		for (const listener of listeners) listener("dewi");
		const { users, screen: shown } = await events.next();
		expect(shown.title).to.equal("Closed for dewi");
		expect(users).to.deep.equal(port.users());
		await events.end();
	});

	it("stops listening when the page goes", async () => {
		const events = readEvents(await fetch(`${address}/phone/screen`));
		await events.next();
		expect(listeners.size).to.equal(1);
		const closed = new Promise<void>((resolve) => {
			const { delete: remove } = listeners;
			listeners.delete = (listener) => {
				resolve();
				return remove.call(listeners, listener);
			};
		});
		await events.end();
		await closed;
		expect(listeners.size).to.equal(0);
	});

	it("shows nothing to somebody whom it does not know", async () => {
		expect((await fetch(`${address}/phone/screen?user=eve`)).status).to.equal(404);
		expect(await reasonOf(await act({ type: "read" }, { user: "eve" }))).to.match(/Nobody/);
	});

	it("passes on what a user does", async () => {
		const actions: PhoneAction[] = [
			{ type: "say", text: "Hello" },
			{ type: "picture", url: "data:image/png;base64,AA==" },
			{ type: "press", press: "x" },
			{ type: "typing" },
			{ type: "read" },
		];
		for (const action of actions) expect((await act(action)).status).to.equal(204);
		expect(acts).to.deep.equal(actions.map((action) => ["sari", action]));
	});

	it("says why the platform refused", async () => {
		expect(await reasonOf(await act({ type: "say", text: "blocked" }))).to.equal("You blocked this page");
	});

	it("refuses what no phone can do", async () => {
		const wrong = [
			{ type: "say", text: "" },
			{ type: "say" },
			{ type: "picture", url: "data:image/svg+xml;base64,AA==" },
			{ type: "picture", url: "https://example.com/a.png" },
			{ type: "erase" },
			{ type: "read", extra: 1 },
			"read",
			null,
		];
		for (const action of wrong)
			expect(await reasonOf(await act(action)), JSON.stringify(action)).to.match(/cannot/);
		expect(acts).to.deep.equal([]);
	});

	it("refuses what a page of another site could send", async () => {
		expect(await reasonOf(await act({ type: "read" }, { type: "text/plain" }))).to.equal("Send JSON");
		expect(acts).to.deep.equal([]);
	});

	it("refuses what is too large", async () => {
		const url = `data:image/png;base64,${"A".repeat(5_200_000)}`;
		const answer = await act({ type: "picture", url }).then(reasonOf, () => "The connection was closed");
		expect(answer).to.match(/too large|closed/);
		expect(acts).to.deep.equal([]);
	});
});

interface Shown {
	readonly users: unknown;
	readonly screen: PhoneScreen;
}

function readEvents({ body }: Response) {
	if (body === null) throw new Error("The answer has no body");
	const reader = body.pipeThrough(new TextDecoderStream()).getReader();
	let text = "";
	return {
		async next(): Promise<Shown> {
			while (!text.includes("\n\n")) text += (await reader.read()).value ?? "";
			const event = text.slice("data: ".length, text.indexOf("\n\n"));
			text = text.slice(text.indexOf("\n\n") + 2);
			return JSON.parse(event) as Shown;
		},
		end: () => reader.cancel(),
	};
}
