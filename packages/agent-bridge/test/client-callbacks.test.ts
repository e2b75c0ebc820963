import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createHandoff, silentLogger } from "@baton/core";
import { expect } from "chai";
import { init } from "../src/client.js";
import { bridgeServer, hashSecret, inProcess } from "../src/index.js";
import { codeOf } from "./support/failure.js";
import { settle } from "./support/manual-clock.js";
import { openStage, type Stage, secret } from "./support/stage.js";

type Connecting = Parameters<typeof init>;
type CallbackClient = NonNullable<Parameters<Connecting[1]>[1]>;

describe("The client with callbacks", () => {
	let stage: Stage;

	beforeEach(() => {
		stage = openStage();
	});

	afterEach(() => stage.end());

	function connect(more: Partial<Connecting[0]> = {}): Promise<CallbackClient> {
		const dial = inProcess(stage.bridge);
		const options = { clock: stage.clock, appId: "desk", appSecret: secret, ...more, dial };
		return new Promise((resolve, reject) => {
			init(options, (error, client) => (client === undefined ? reject(error) : resolve(client)));
		});
	}

	it("calls back with a client that listens and sends", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		const client = await connect();
		const heard: string[] = [];
		client.listen((frame) => {
			if (frame.type === "userSay") heard.push(String(frame.input.value));
		});

		const epoch = await new Promise((resolve) => {
			client.send({ type: "takeover", conversationId: ada.key }, (error, answer) =>
				resolve(error ?? answer?.epoch),
			);
		});
		await ada.say("is my order late?");

		expect(epoch).to.equal(1);
		expect(heard).to.deep.equal(["is my order late?"]);
		expect(client.inControlApp(ada.key)).to.equal("desk");
		client.close();
	});

	it("calls back with an error when it will never be connected", async () => {
		const outcome = await connect({ appSecret: "guess" }).catch((error: unknown) => error);

		expect(codeOf(outcome)).to.equal("forbidden");
	});

	it("calls back with the refusal of a command", async () => {
		const client = await connect();
		const code = await new Promise((resolve) => {
			client.send({ type: "takeover", conversationId: "a/b/c" }, (error) => resolve(codeOf(error)));
		});

		expect(code).to.equal("unknown-conversation");
		client.close();
	});

	it("tells onError of a refusal that nobody waits for", async () => {
		const codes: string[] = [];
		const client = await connect({ onError: ({ code }) => codes.push(code) });
		client.send({ type: "takeover", conversationId: "a/b/c" });
		await settle();

		expect(codes).to.deep.equal(["unknown-conversation"]);
		client.close();
	});

	it("reads a transcript", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		const client = await connect();
		const types = await new Promise((resolve) => {
			client.getTranscript({ conversationId: ada.key }, (_, transcript) =>
				resolve(transcript?.entries.map(({ type }) => type)),
			);
		});

		expect(types).to.deep.equal(["userSay"]);
		client.close();
	});

	it("acknowledges when a listener says that it is done, and tells again what failed", async () => {
		const ada = stage.customer();
		await ada.say("hello");
		const client = await connect();
		const heard: unknown[] = [];
		client.listen((frame, done) => {
			if (frame.type !== "userSay") return done();
			heard.push(frame.input.value);
			done(heard.length === 1 ? new Error("database away") : undefined);
		});
		client.send({ type: "takeover", conversationId: ada.key });
		await settle();
		await ada.say("one");
		await ada.say("two");
		expect(heard).to.deep.equal(["one"]);

		await stage.clock.advance(5_000);

		expect(heard).to.deep.equal(["one", "one", "two"]);
		client.close();
	});
});

/** As people write it who do not use modules. */
const consumer = `
const { init, connect } = require("@baton/agent-bridge/client");
const [url, appSecret] = process.argv.slice(2);
init({ url, appId: "desk", appSecret }, (error, client) => {
	if (error) throw error;
	client.send({ type: "takeover", conversationId: "a/b/c" }, (refused) => {
		console.log(typeof connect, refused.code);
		client.close();
	});
});
`;

describe("A consumer that requires the client", () => {
	it("connects and calls back", async () => {
		const handoff = createHandoff({
			bot: { id: "shop", displayName: "Shop bot" },
			apps: [{ id: "desk", kind: "human", displayName: "Our team" }],
			logger: silentLogger,
		});
		const server = bridgeServer({ handoff, apps: { desk: hashSecret(secret) } });
		const address = await server.listen(0);
		// Beside this file, so that Node finds the package as any other does.
		const folder = await mkdtemp(join(fileURLToPath(new URL(".", import.meta.url)), "consumer-"));
		const file = join(folder, "consumer.cjs");
		await writeFile(file, consumer);

		const url = `${address.replace("http", "ws")}/bridge`;
		const { stdout } = await promisify(execFile)(process.execPath, [file, url, secret]);

		expect(stdout.trim()).to.equal("function unknown-conversation");
		await rm(folder, { recursive: true });
		await server.close();
		await handoff.stop();
	});
});
