import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
	type AppId,
	type Command,
	conversationKey,
	createHandoff,
	type DeliveryState,
	type Entry,
	type EntryOf,
	type Handoff,
	type Human,
	type PersonId,
	silentLogger,
} from "@baton/core";
import { folderMedia, type MediaStore } from "@baton/core/http";
import { expect } from "chai";
import { type EmulatedUser, type MessengerEmulator, startMessengerEmulator } from "../src/emulator/index.js";
import { MessengerAdapter } from "../src/index.js";

const page = "1084000000000001";
const desk = "desk" as AppId;
const ana = { id: "ana" as PersonId, displayName: "Ana", avatarImage: "https://shop.invalid/ana.png" };

/** From a desk to a phone and back, as it is shipped: only Messenger is emulated. */
describe("What a human says at a desk", () => {
	let emulator: MessengerEmulator;
	let messenger: MessengerAdapter;
	let handoff: Handoff;
	let server: Server;
	let user: EmulatedUser;
	let folder: string;
	let media: MediaStore;

	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), "baton-messenger-"));
		media = folderMedia({ folder });
		const secrets = { appSecret: "secret", verifyToken: "token" };
		emulator = await startMessengerEmulator({
			...{ ...secrets, appId: "111" },
			pages: [{ id: page, name: "Shop", token: "page-token" }],
		});
		messenger = new MessengerAdapter({
			...{ ...secrets, appId: "111", accessTokens: { [page]: "page-token" }, logger: silentLogger },
			...{ api: { baseUrl: emulator.url }, media: { store: media, allowPrivate: true } },
		});
		handoff = createHandoff(
			{
				bot: { id: "shop", displayName: "Shop bot" },
				apps: [{ id: desk, kind: "human", displayName: "Our team", offered: false }],
				channels: { facebook: messenger.channel },
				logger: silentLogger,
			},
			{ confirmWithinMs: 1_500 },
		);
		messenger.connect(handoff);
		messenger.use(handoff);
		handoff.host({ adapter: messenger, run: async () => {} });
		server = createServer(messenger.webhook).listen(0, "127.0.0.1");
		await once(server, "listening");
		await emulator.connectWebhook(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
		user = emulator.user({ name: "Sari" });
		await takeOver();
	});

	afterEach(async () => {
		await handoff.stop();
		await emulator.close();
		server.close();
		server.closeAllConnections();
		await rm(folder, { recursive: true });
	});

	const keyOf = (): ReturnType<typeof conversationKey> =>
		conversationKey({ channel: "facebook", business: page, conversation: user.id });

	async function submit(command: Command): Promise<void> {
		expect(await handoff.submit(keyOf(), command)).to.have.property("status", "done");
	}

	async function takeOver(): Promise<void> {
		user.say("Hello");
		await emulator.webhooks.settled();
		await submit({ type: "takeOver", app: desk, human: ana });
		await user.hears("Ana");
	}

	async function say(text: string, human: Human = ana, attachments?: unknown): Promise<void> {
		const { conversation } = await handoff.store.load(keyOf());
		const epoch = conversation?.control.epoch;
		if (epoch === undefined) throw new Error("There is no conversation");
		await submit({
			type: "speak",
			app: desk,
			human,
			epoch,
			activity: { type: "message", text, attachments },
		});
	}

	/** Resolves with what is found, looked for again whenever something has happened. */
	function until<T>(find: () => Promise<T | undefined>): Promise<T> {
		return new Promise((resolve, reject) => {
			const look = (): void => {
				find().then((found) => {
					if (found === undefined) return;
					stop();
					resolve(found);
				}, reject);
			};
			const stop = handoff.subscribe(look);
			look();
		});
	}

	/** Resolves when the last that was said has come to this. */
	async function comesTo(state: DeliveryState): Promise<void> {
		await until(async () => {
			const said = (await entries("appSaid")).at(-1);
			const [delivery] = said === undefined ? [] : await handoff.store.readDeliveries(keyOf(), [said.id]);
			return delivery?.state === state ? delivery : undefined;
		});
	}

	async function entries<T extends Entry["type"]>(type: T): Promise<readonly EntryOf<T>[]> {
		const all = await handoff.store.readEntries(keyOf(), { limit: 100 });
		return all.filter((entry): entry is EntryOf<T> => entry.type === type);
	}

	function heard(): readonly unknown[] {
		return user.heard.slice(1).map(({ text, persona }) => [persona, text]);
	}

	/** Resolves when the desk has been told that something could not be sent. */
	function failure(): Promise<EntryOf<"deliveryFailed">> {
		return until(async () => (await entries("deliveryFailed"))[0]);
	}

	it("arrives under their name, and Messenger's receipt comes back", async () => {
		await say("How can I help?");
		await comesTo("delivered");
		expect(heard()).to.deep.equal([["Ana", "How can I help?"]]);
	});

	it("arrives under their name where they have no picture: they get the page's", async () => {
		await say("I can too", { id: "budi" as PersonId, displayName: "Budi" });
		expect(await user.hears("I can too")).to.have.property("persona", "Budi");
	});

	it("is sent again after a failure that passes", async () => {
		emulator.faults.next({ type: "refuse", error: "service" });
		await say("How can I help?");
		await comesTo("delivered");
		expect(heard()).to.deep.equal([["Ana", "How can I help?"]]);
	});

	it("is told to have failed where the user cannot be reached", async () => {
		user.block();
		await say("How can I help?");
		const { state, error } = await failure();
		expect([state, error]).to.deep.equal([
			"failed",
			"The user cannot be reached on Messenger, or does not want to be (error 551/1545041)",
		]);
		expect(heard()).to.deep.equal([]);
	});

	it("is known to have arrived by its echo, where the answer is lost", async () => {
		emulator.faults.next({ type: "drop-answer" });
		await say("How can I help?");
		await comesTo("delivered");
		expect(heard()).to.deep.equal([["Ana", "How can I help?"]]);
		expect(await entries("deliveryFailed")).to.deep.equal([]);
	});

	it("stays unknown and is never sent again, where neither an answer nor an echo comes", async () => {
		emulator.faults.next({ type: "drop-request" });
		await say("How can I help?");
		expect((await failure()).state).to.equal("unknown");
		await say("Are you still there?");
		await user.hears("still there");
		expect(heard()).to.deep.equal([["Ana", "Are you still there?"]]);
	});

	it("arrives once and in order if it is long and an answer is lost in between", async () => {
		const parts = ["a", "b", "c"].map((letter) => letter.repeat(1_500));
		await say("Attention:");
		await user.hears("Attention");
		emulator.faults.next({ type: "slow", ms: 0 });
		emulator.faults.next({ type: "drop-answer" });
		await say(parts.join(" "));
		await comesTo("delivered");
		expect(heard()).to.deep.equal([["Ana", "Attention:"], ...parts.map((part) => ["Ana", part])]);
	});

	it("has a file that was kept for them uploaded, and a user's picture kept for them", async () => {
		const path = await media.keep(Buffer.from("%PDF-1.7"), { type: "application/pdf", name: "receipt.pdf" });
		await say("Your receipt", ana, [{ contentType: "application/pdf", contentUrl: path }]);
		const { attachments } = await user.hears(({ attachments }) => attachments.length > 0);
		expect(attachments.map(({ type }) => type)).to.deep.equal(["file"]);

		user.sendPicture(`${emulator.url}/v25.0/${page}/picture`);
		await emulator.webhooks.settled();
		const shown = (await entries("userSaid")).at(-1)?.activity.attachments as readonly {
			contentUrl: string;
		}[];
		const url = shown[0]?.contentUrl ?? "";
		expect(url).to.match(/^\/media\/[\w-]+$/);
		const asked = { method: "GET", path: url, query: new URLSearchParams(), header: () => undefined };
		const answer = await messenger.media?.({ ...asked, body: new Uint8Array() });
		expect([answer?.status, answer?.headers?.["content-type"]]).to.deep.equal([200, "image/png"]);
	});

	it("gets a new persona where somebody has deleted the one that was there", async () => {
		await say("How can I help?");
		await comesTo("delivered");
		const personas = await messenger.graph.call({ page, method: "GET", path: `${page}/personas` });
		const { data } = (personas.isOk ? personas.body : {}) as {
			readonly data: readonly { readonly id: string }[];
		};
		for (const { id } of data) await messenger.graph.call({ page, method: "DELETE", path: id });
		await say("Still here");
		await user.hears("Still here");
		expect(heard().at(-1)).to.deep.equal(["Ana", "Still here"]);
	});
});
