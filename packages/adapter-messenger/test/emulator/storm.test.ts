import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createHandoff, type Handoff, silentLogger } from "@baton/core";
import { nodeHandler } from "@baton/core/http";
import { expect } from "chai";
import type { EmulatedUser, Fault, MessengerEmulator } from "../../src/emulator/index.js";
import { MessengerAdapter } from "../../src/index.js";
import { appSecret, otherPage, page, startMessenger, token } from "./small-app.js";

/** What can happen to a webhook on its way: nothing, not taken, or taken without the platform's knowing. */
type Weather = "fine" | "not-taken" | "answer-lost";

const faults: readonly (Fault | undefined)[] = [
	undefined,
	undefined,
	{ type: "drop-answer" },
	{ type: "garble-answer" },
	{ type: "garble-answer", status: 502 },
	{ type: "slow", ms: 20 },
	{ type: "refuse", error: "service" },
];

/** A number from 0 to 1 after each other, the same ones for the same seed. */
function dice(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x6d2b79f5) | 0;
		return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
	};
}

function pick<T>(roll: () => number, choices: readonly [T, ...T[]]): T {
	return choices[Math.floor(roll() * choices.length)] ?? choices[0];
}

describe("A bot on the emulated Messenger, while much goes wrong", function () {
	this.timeout(30_000);
	let messenger: MessengerEmulator;
	let handoff: Handoff;
	let server: Server;

	async function start(weather: () => Weather): Promise<void> {
		messenger = await startMessenger();
		const adapter = new MessengerAdapter({
			...{ appSecret, verifyToken: "verify", logger: silentLogger },
			accessTokens: { [page]: token, [otherPage]: "token-of-the-other-page" },
			api: { baseUrl: messenger.url },
		});
		handoff = createHandoff({
			bot: { id: "shop", displayName: "Shop" },
			channels: { facebook: adapter.channel },
			logger: silentLogger,
		});
		adapter.connect(handoff);
		adapter.use(handoff);
		handoff.host({
			adapter,
			run: async (context) => void (await context.sendActivity(`re: ${context.activity.text}`)),
		});
		server = createServer((request, response) => {
			const takes: Weather = request.method === "POST" ? weather() : "fine";
			if (takes === "not-taken") {
				response.writeHead(503).end();
				return;
			}
			const handle = nodeHandler(async (asked) => {
				const answer = await adapter.edge(asked);
				return takes === "answer-lost" ? { status: 500 } : answer;
			});
			handle(request, response);
		}).listen(0, "127.0.0.1");
		await once(server, "listening");
		await messenger.connectWebhook(`http://localhost:${(server.address() as AddressInfo).port}/`);
	}

	afterEach(async () => {
		await handoff.stop();
		await messenger.close();
		server.close();
		server.closeAllConnections();
	});

	function repliesTo(user: EmulatedUser): readonly (string | undefined)[] {
		return user.heard.map(({ text }) => text);
	}

	for (const seed of [1, 2, 3, 4, 5, 6]) {
		it(`answers everybody everything exactly once (weather ${seed})`, async () => {
			const roll = dice(seed);
			await start(() => pick(roll, ["fine", "fine", "not-taken", "answer-lost"]));
			const users = [messenger.user(), messenger.user(), messenger.user({ page: otherPage })];
			const said = ["one", "two", "three", "four"];
			for (const text of said) {
				for (const user of users) {
					const fault = pick(roll, [undefined, ...faults]);
					if (fault !== undefined) messenger.faults.next(fault);
					if (roll() < 0.3) messenger.webhooks.repeat(1);
					user.say(text);
				}
				if (roll() < 0.5) await messenger.webhooks.settled();
			}
			const expected = said.map((text) => `re: ${text}`);
			await Promise.all(users.flatMap((user) => expected.map((text) => user.hears(text))));
			await messenger.webhooks.settled();
			await handoff.stop();
			for (const user of users)
				expect(repliesTo(user)).to.have.members(expected).and.have.length(said.length);
		});
	}
});
