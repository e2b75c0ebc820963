import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
	type Activity,
	type AppId,
	type BotId,
	type ConversationKey,
	conversationKey,
	createHandoff,
	type EntryId,
	type Handoff,
	silentLogger,
	userId,
} from "@baton/core";
import { expect } from "chai";
import { type BridgeServer, bridgeServer, hashSecret, newSecret, type Role } from "../src/index.js";
import { codeOf, failure } from "./support/failure.js";
import { settle } from "./support/manual-clock.js";
import { mara } from "./support/stage.js";
import { connect } from "./support/watched.js";

const hostile = `<script>alert(1)</script><img src=x onerror=alert(2)> "quoted" & 'so'`;
const hour = 3_600_000;
const ada = userId({ channel: "facebook", business: "page", user: "ada" });

describe("A transcript", () => {
	const secret = newSecret();
	let folder: string;
	let now: number;
	let handoff: Handoff;
	let server: BridgeServer;
	let address: string;

	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), "console-"));
		await writeFile(join(folder, "index.html"), "<!doctype html><title>Console</title>");
		now = Date.UTC(2026, 2, 14, 9);
		// Nothing rings in it.
		const clock = { now: () => now, after: () => () => {} };
		handoff = createHandoff({
			bot: { id: "shop", displayName: "Shop bot" },
			apps: [
				{ id: "desk", kind: "human", displayName: "Our team", bots: ["shop", "bank"] },
				{ id: "console", kind: "human", displayName: "Console", personal: true, bots: ["shop", "bank"] },
				{ id: "elsewhere", kind: "human", displayName: "Other firm", bots: ["other"] },
			],
			...{ clock, logger: silentLogger },
		});
		server = bridgeServer({
			handoff,
			apps: { desk: hashSecret(secret), elsewhere: hashSecret(secret) },
			console: { appId: "console", folder, transcriptMs: hour },
		});
		address = await server.listen(0);
	});

	afterEach(async () => {
		await server.close();
		await handoff.stop();
		await rm(folder, { recursive: true });
	});

	async function says(
		conversation: string,
		activity: Partial<Activity>,
		bot = "shop",
	): Promise<ConversationKey> {
		const key = conversationKey({ channel: "facebook", business: "page", conversation });
		await handoff.submit(key, {
			type: "hear",
			opening: {
				bot: bot as BotId,
				user: { id: ada, name: `Ada ${hostile}` },
				reference: {
					channelId: "facebook",
					serviceUrl: "https://facebook.example",
					conversation: { id: conversation },
				},
			},
			activity: { type: "message", ...activity },
		});
		await settle();
		return key;
	}

	async function client(appId = "desk") {
		const connected = connect({ url: `${address.replace("http", "ws")}/bridge`, appId, appSecret: secret });
		await connected.whenConnected();
		return connected;
	}

	async function signedIn(role: Role = "agent", botIds?: readonly string[]): Promise<string> {
		const link = server.signInLink({ person: mara, role, botIds });
		const response = await fetch(link, { redirect: "manual" });
		return response.headers.get("set-cookie")?.split(";")[0] ?? "";
	}

	const look = (url: string, cookie?: string): Promise<Response> =>
		fetch(url, { headers: cookie === undefined ? {} : { cookie } });

	async function urlOf(botUserId = ada as string): Promise<string> {
		const desk = await client();
		const { url } = await desk.getTranscript({ botUserId, type: "URL" });
		desk.close();
		return url;
	}

	/** A conversation with some of everything. */
	async function muchSaid(): Promise<ConversationKey> {
		const key = await says("one", { text: `Look at https://example.com/order ${hostile}` });
		await says("one", {
			attachments: [
				{ contentType: "image/png", contentUrl: "https://example.com/shoe.png", name: "shoe" },
				{ contentType: "image/png", contentUrl: "javascript:alert(1)", name: "evil" },
				{
					contentType: "application/vnd.microsoft.card.hero",
					content: {
						title: `Card ${hostile}`,
						text: "Warm socks",
						buttons: [{ type: "openUrl", title: "Buy", value: "javascript:alert(3)" }],
					},
				},
			],
		});
		const opening = {
			bot: "shop" as BotId,
			user: { id: ada },
			reference: { channelId: "facebook", conversation: { id: "one" } },
		};
		const said = await handoff.submit(key, {
			type: "say",
			opening,
			utterances: [
				{ activity: { type: "message", text: "Three days" } },
				{ activity: { type: "message", text: "Forget it" } },
			],
		});
		const [first, second] = said.status === "done" ? said.entries : [];
		await handoff.submit(key, {
			type: "edit",
			entry: first as EntryId,
			activity: { type: "message", text: "Two days" },
		});
		await handoff.submit(key, { type: "delete", entry: second as EntryId });
		await handoff.store.recordDelivery(key, { entry: first as EntryId, state: "failed", error: "blocked" });
		now += 30 * hour;
		const by = { app: "console" as AppId, human: { ...mara, id: mara.id as never } };
		await handoff.submit(key, { type: "takeOver", ...by });
		await handoff.submit(key, {
			type: "speak",
			...by,
			epoch: 1 as never,
			activity: { type: "message", text: "Hello from Mara" },
		});
		return key;
	}

	it("of a user comes in pages, through all the conversations that the app may see", async () => {
		for (const text of ["a", "b", "c"]) await says("one", { text });
		await says("two", { text: "d" });
		await says("three", { text: "not yours" }, "other");
		const desk = await client();
		const texts: (string | undefined)[] = [];
		let from: string | undefined;
		do {
			const page = await desk.getTranscript({
				botUserId: ada,
				limit: 2,
				...(from === undefined ? {} : { from }),
			});
			for (const entry of page.entries) if (entry.type === "userSay") texts.push(entry.activity.text);
			from = page.next;
		} while (from !== undefined);
		desk.close();

		expect(texts).to.deep.equal(["a", "b", "c", "d"]);
	});

	it("of nobody, and of the user of another bot, is refused alike", async () => {
		await says("one", { text: "hello" });
		const [desk, elsewhere] = [await client(), await client("elsewhere")];
		const refusals = await Promise.all([
			failure(desk.getTranscript({ botUserId: "u_nobody" })),
			failure(elsewhere.getTranscript({ botUserId: ada })),
			failure(elsewhere.getTranscript({ botUserId: ada, type: "URL" })),
		]);
		for (const one of [desk, elsewhere]) one.close();

		expect(refusals.map(codeOf)).to.deep.equal(Array(3).fill("unknown-conversation"));
	});

	it("is shown with cards, pictures, labels, days, edits, deletions and what did not arrive", async () => {
		await muchSaid();
		const response = await look(await urlOf(), await signedIn());
		const page = await response.text();

		expect(response.status).to.equal(200);
		for (const part of [
			...['<img src="https://example.com/shoe.png"', "Warm socks", '<span class="label">BOT</span>'],
			...['<span class="label">HUMAN</span>', "Hello from Mara", "Two days", "Before it was edited"],
			...["<del>", "failed · blocked", '<a href="https://example.com/order"'],
		])
			expect(page).to.include(part);
		expect(page.match(/class="day"/g)).to.have.length(2);
	});

	it("has nothing that runs, whatever was said", async () => {
		await muchSaid();
		const response = await look(await urlOf(), await signedIn());
		const page = await response.text();

		expect(page).to.not.match(/<script|<img src=x|javascript:|onerror=alert\(2\)>(?!.*&gt;)/i);
		expect(page).to.include("&lt;script&gt;alert(1)&lt;/script&gt;");
		const policy = response.headers.get("content-security-policy") ?? "";
		expect(policy)
			.to.include("default-src 'none'")
			.and.to.not.include("script-src")
			.and.not.include("unsafe");
		expect(response.headers.get("cache-control")).to.equal("no-store");
	});

	it("is shown to nobody who is not signed in, may not see it, or comes too late", async () => {
		await says("one", { text: "a secret" });
		await says("two", { text: "of the bank" }, "bank");
		const url = await urlOf();
		const statuses = async (cookie?: string): Promise<number> => (await look(url, cookie)).status;

		expect(await statuses()).to.equal(401);
		expect(await (await look(url)).text()).to.not.include("a secret");
		expect(await statuses(await signedIn("agent", ["nothing"]))).to.equal(403);
		expect(await statuses(await signedIn("read-only"))).to.equal(200);
		const ofTheBank = await (await look(url, await signedIn("agent", ["bank"]))).text();
		expect(ofTheBank).to.include("of the bank").and.to.not.include("a secret");
		expect((await look(`${url}x`, await signedIn())).status).to.equal(404);
		const cookie = await signedIn();
		now += hour;
		const late = await look(url, cookie);
		expect(late.status).to.equal(410);
		expect(await late.text())
			.to.include("expired")
			.and.to.not.include("a secret");
	});

	it("goes on where a page ends", async () => {
		for (let count = 1; count <= 520; count += 1) await says("one", { text: `line ${count}.` });
		const [url, cookie] = [await urlOf(), await signedIn()];
		const first = await (await look(url, cookie)).text();
		const next = /<a href="([^"]+from=[^"]+)">Go on/.exec(first)?.[1];
		const second = await (await look(`${address}${next}`, cookie)).text();

		expect(first).to.include("line 500.").and.to.not.include("line 501.");
		expect(second).to.include("line 501.").and.to.include("line 520.").and.to.not.include("Go on");
	});

	it("is in the audit log when it is looked at, and when that is refused", async () => {
		const key = await says("one", { text: "hello" });
		const url = await urlOf();
		await look(url, await signedIn());
		await look(url, await signedIn("agent", ["nothing"]));
		const records = await handoff.store.readAudit({ limit: 99 });
		const views = records.filter(({ what }) => what === "readTranscript");

		expect(views.map(({ outcome, person, app }) => `${app} ${person?.id} ${outcome}`)).to.have.members([
			...["desk undefined done", "console mara done", "console mara forbidden"],
		]);
		expect(views.filter(({ conversation }) => conversation === key)).to.have.length(2);
	});

	it("is a Bot Framework transcript as a file", async () => {
		const key = await muchSaid();
		const response = await look(`${await urlOf()}.transcript`, await signedIn());
		const activities = (await response.json()) as Activity[];

		expect(response.headers.get("content-disposition")).to.include("conversation.transcript");
		expect(activities.map(({ type, from }) => `${from?.role} ${type}`)).to.deep.equal([
			...[
				"user message",
				"user message",
				"bot message",
				"bot message",
				"bot messageUpdate",
				"bot messageDelete",
			],
			...["bot event", "bot message"],
		]);
		for (const activity of activities) {
			expect(activity).to.include.keys("id", "timestamp", "channelId", "recipient");
			expect(activity.conversation).to.deep.equal({ id: key });
			expect(new Date(String(activity.timestamp)).toISOString()).to.equal(activity.timestamp);
		}
		const last = activities.at(-1);
		expect(last?.channelData).to.deep.include({
			representative: { representativeType: "HUMAN", displayName: "Mara" },
		});
		expect(activities.find(({ type }) => type === "messageDelete")?.id).to.equal(activities[3]?.id);
	});
});
