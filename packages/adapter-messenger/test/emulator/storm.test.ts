import { expect } from "chai";
import type { EmulatedUser, Fault } from "../../src/emulator/index.js";
import { type EchoBot, echoBot, type Weather } from "./echo-bot.js";
import { otherPage } from "./small-app.js";

const faults: readonly [Fault, ...Fault[]] = [
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

/** The same weather for the same words; what is sent again after bad weather has good weather. */
function weatherOf(seed: number): (body: string) => Weather {
	const tried = new Set<string>();
	return (body) => {
		const what = body.replace(/"time":\d+/g, "");
		if (tried.has(what)) return "fine";
		tried.add(what);
		const words = body.match(/"text":"[^"]*"/g)?.join() ?? "";
		const roll = dice(Array.from(words).reduce((sum, letter) => sum + letter.charCodeAt(0), seed));
		return pick(roll, ["fine", "fine", "not-taken", "answer-lost"]);
	};
}

describe("A bot on the emulated Messenger, while much goes wrong", () => {
	let bot: EchoBot;

	afterEach(() => bot.close());

	function repliesTo(user: EmulatedUser): readonly (string | undefined)[] {
		return user.heard.map(({ text }) => text);
	}

	for (const seed of [1, 2, 3, 4]) {
		it(`answers everybody everything exactly once (weather ${seed})`, async () => {
			const roll = dice(seed);
			bot = await echoBot(weatherOf(seed));
			const { messenger, handoff } = bot;
			const users = [messenger.user(), messenger.user(), messenger.user({ page: otherPage })];
			const said = ["one", "two", "three", "four"];
			for (const text of said) {
				for (const user of users) {
					if (roll() < 0.3) messenger.webhooks.repeat(1);
					user.say(text);
				}
				messenger.faults.next(pick(roll, faults));
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
