import { SocketModeClient } from "@slack/socket-mode";
import { assert } from "chai";
import { virtualClock } from "../../../src/slack/emulator/index.js";
import { type Acme, clientOf, errorOf, type Json, manifest, silent, startAcme } from "./acme.js";

interface Envelope {
	readonly ack: (payload?: object) => Promise<void>;
	readonly body: Json;
	readonly retry_num?: number;
}

const overSockets = { ...manifest, settings: { ...manifest.settings, socket_mode_enabled: true } };

describe("The Slack emulator's Socket Mode, through Slack's own client", () => {
	let acme: Acme;
	let client: SocketModeClient;

	beforeEach(async () => {
		acme = await startAcme({ apps: [{ manifest: overSockets }] });
		await acme.client.conversations.join({ channel: acme.slack.workspace().channel("general") });
		client = newClient(acme);
	});

	afterEach(async () => {
		await client.disconnect();
		await acme.close();
	});

	it("brings events, and takes their acknowledgement", async () => {
		await client.start();
		const came = next(client, "message");
		acme.slack.workspace().person("Ana").says("general", "Hello");
		const { ack, body } = await came;
		assert.equal((body.event as Json).text, "Hello");
		await ack();
		await acme.slack.app().events.settled();
		assert.isUndefined(acme.slack.app().events.attempts.at(-1)?.failure);
	});

	it("brings commands, and shows the answer that comes with the acknowledgement", async () => {
		await client.start();
		client.on("slash_commands", ({ ack, body }: Envelope) => void ack({ text: `You said ${body.text}` }));
		const ana = acme.slack.workspace().person("Ana");
		await ana.commands("general", "/help-me now");
		assert.isTrue((await ana.sees("general", "You said now")).isEphemeral);
	});

	it("brings what was not acknowledged again, over another socket if need be", async () => {
		const clock = virtualClock();
		const timed = await startAcme({ apps: [{ manifest: overSockets }], clock });
		await timed.client.conversations.join({ channel: timed.slack.workspace().channel("general") });
		const deaf = newClient(timed);
		await deaf.start();
		const came = next(deaf, "message");
		timed.slack.workspace().person("Ana").says("general", "Hello");
		await came;
		const again = next(deaf, "message");
		await clock.advance(3_000);
		const { ack, retry_num } = await again;
		await ack();
		assert.equal(retry_num, 1);
		await deaf.disconnect();
		await timed.close();
	});

	it("asks for a new connection now and then, and the client makes one", async () => {
		await client.start();
		const again = once(client, "connected");
		acme.slack.app().sockets.refresh();
		await again;
		const came = next(client, "message");
		acme.slack.workspace().person("Ana").says("general", "Still there?");
		const { ack, body } = await came;
		await ack();
		assert.equal((body.event as Json).text, "Still there?");
	});

	it("loses connections without a word, and the client comes back", async () => {
		await client.start();
		const again = once(client, "connected");
		acme.slack.app().sockets.drop();
		await again;
		assert.equal(acme.slack.app().sockets.count, 1);
	});

	it("opens with an app-level token only", async () => {
		const app = acme.slack.app();
		assert.equal(
			await errorOf(clientOf(acme.slack, app.botToken()).apps.connections.open({})),
			"not_allowed_token_type",
		);
		const { url } = await clientOf(acme.slack, app.appToken).apps.connections.open({});
		assert.match(String(url), /^ws:/);
	});
});

function newClient({ slack }: Acme): SocketModeClient {
	return new SocketModeClient({
		appToken: slack.app().appToken,
		clientOptions: { slackApiUrl: slack.apiUrl },
		// As long as that it waits before it connects again.
		clientPingTimeout: 300,
		logger: silent,
	});
}

function next(client: SocketModeClient, event: string): Promise<Envelope> {
	return new Promise((resolve) => {
		client.once(event, resolve);
	});
}

function once(client: SocketModeClient, event: string): Promise<void> {
	return new Promise((resolve) => {
		client.once(event, () => resolve());
	});
}
