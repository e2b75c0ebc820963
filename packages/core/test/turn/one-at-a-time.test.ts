import { expect } from "chai";
import { describe, it } from "mocha";
import { memoryStore } from "../../src/index.js";
import { gateway, manualClock, settle } from "../support/manual-clock.js";
import { type Bot, SmallHost } from "../support/small-host.js";
import { key, logged, message, smallProcess } from "./small-process.js";

const echo: Bot = async (context) => {
	await context.sendActivity(`You said: ${context.activity.text}`);
};

function world(bot: Bot) {
	const clock = manualClock();
	const store = memoryStore({ clock });
	return { clock, store, ...smallProcess({ bot, store, clock }) };
}

describe("Two messages at once", () => {
	it("run one turn at a time, in the order in which they came", async () => {
		const gate = gateway();
		const steps: string[] = [];
		const { clock, host, texts } = world(async (context) => {
			const { text } = context.activity;
			steps.push(`${text} begins`);
			if (text === "first") await gate.opened;
			await context.sendActivity(`Re: ${text}`);
			steps.push(`${text} ends`);
		});
		const turns = [host.hear(message("first")), host.hear(message("second"))];
		await settle();
		expect(steps).to.deep.equal(["first begins"]);
		gate.open();
		await clock.advance(50);
		await Promise.all(turns);
		expect(steps).to.deep.equal(["first begins", "first ends", "second begins", "second ends"]);
		expect(texts()).to.deep.equal(["Re: first", "Re: second"]);
	});

	it("of two conversations do not wait for each other", async () => {
		const gate = gateway();
		const { clock, host, texts } = world(async (context) => {
			if (context.activity.text === "first") await gate.opened;
			await echo(context);
		});
		const slow = host.hear(message("first"));
		const other = { conversation: { id: "c2" } as never, from: { id: "budi", name: "Budi" } };
		await host.hear(message("second", other));
		expect(texts()).to.deep.equal(["You said: second"]);
		gate.open();
		await clock.advance(50);
		await slow;
		expect(texts()).to.deep.equal(["You said: second", "You said: first"]);
	});
});

describe("The same message twice", () => {
	it("is one turn, at once or later", async () => {
		const { store, host, texts } = world(echo);
		await Promise.all([host.hear(message("Hello")), host.hear(message("Hello"))]);
		await host.hear(message("Hello"));
		expect(texts()).to.deep.equal(["You said: Hello"]);
		expect(await logged(store, "userSaid")).to.have.length(1);
	});

	it("is one turn where a middleware in front goes on twice", async () => {
		const clock = manualClock();
		const store = memoryStore({ clock });
		const { handoff } = smallProcess({ bot: echo, store, clock });
		const hasty = new SmallHost(echo);
		hasty.use(async (_context, next) => {
			await next();
			await next();
		}, handoff);
		await hasty.hear(message("Hello"));
		expect(hasty.sent.map(({ text }) => text)).to.deep.equal(["You said: Hello"]);
	});
});

describe("A human who holds control", () => {
	it("leaves nothing to the bot: it does not even hear", async () => {
		const heard: (string | undefined)[] = [];
		const { host, handoff, clock, texts } = world(async (context) => {
			if (context.activity.type === "message") heard.push(context.activity.text);
		});
		await host.hear(message("Hello"));
		await handoff.submit(key, { type: "takeOver", app: "desk" as never });
		await host.hear(message("Is anybody there?"));
		await clock.advance(50);
		expect(heard).to.deep.equal(["Hello"]);
		expect(texts()).to.deep.equal([]);
	});
});
