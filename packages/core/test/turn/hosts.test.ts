import { Activity } from "@microsoft/agents-activity";
import * as agents from "@microsoft/agents-hosting";
import { CloudAdapter } from "botbuilder";
import * as latest from "botbuilder-core";
import * as oldest from "botbuilder-core-4-15";
import * as middle from "botbuilder-core-4-22";
import { expect } from "chai";
import { describe, it } from "mocha";
import { runMiddlewareOf } from "../../src/host/run-middleware.js";
import type { ActivityLike, AdapterLike, TurnContextLike } from "../../src/host/turn-context.js";
import {
	type AppId,
	createHandoff,
	type Handoff,
	memoryStore,
	type Store,
	silentLogger,
} from "../../src/index.js";
import { type ManualClock, manualClock } from "../support/manual-clock.js";
import { key, logged, message } from "./small-process.js";

type Bot = (context: TurnContextLike) => Promise<void>;

/** An adapter in a host's own terms, with the middleware in it. */
interface Running {
	readonly adapter: AdapterLike;
	/** What left through it. */
	readonly sent: readonly ActivityLike[];
	hear(activity: object, bot: Bot): Promise<void>;
}

type Start = (handoff: Handoff) => Running;

const respond = (sent: ActivityLike[], activities: readonly ActivityLike[]): { readonly id: string }[] => {
	sent.push(...activities);
	return activities.map((_, place) => ({ id: `native-${sent.length + place}` }));
};

/** An adapter as a team or a channel's vendor writes it. */
function ownAdapter(host: typeof latest): Start {
	return (handoff) => {
		const sent: ActivityLike[] = [];
		class Adapter extends host.BotAdapter {
			async sendActivities(_: unknown, activities: Partial<latest.Activity>[]) {
				return respond(sent, activities);
			}
			async updateActivity() {}
			async deleteActivity() {}
			async continueConversation(
				reference: Partial<latest.ConversationReference>,
				logic: (context: latest.TurnContext) => Promise<void>,
			) {
				const opening = { type: "event", name: "ContinueConversation" };
				const request = host.TurnContext.applyConversationReference(opening, reference, true);
				await this.runMiddleware(new host.TurnContext(this, request), logic);
			}
		}
		const adapter = new Adapter().use(handoff);
		return {
			...{ adapter, sent },
			hear: (activity, bot) =>
				runMiddlewareOf(adapter)?.(new host.TurnContext(adapter, activity), bot) ?? Promise.resolve(),
		};
	};
}

/** The adapter of Azure Bot Service, without the network underneath. */
const cloudAdapter: Start = (handoff) => {
	const sent: ActivityLike[] = [];
	class Adapter extends CloudAdapter {
		override async sendActivities(_: unknown, activities: Partial<latest.Activity>[]) {
			return respond(sent, activities);
		}
	}
	const adapter = new Adapter().use(handoff);
	return {
		...{ adapter, sent },
		hear: (activity, bot) =>
			runMiddlewareOf(adapter)?.(new latest.TurnContext(adapter, activity), bot) ?? Promise.resolve(),
	};
};

/** Bot Framework's own adapter for tests: it cannot write first. */
const testAdapter: Start = (handoff) => {
	const adapter = new latest.TestAdapter(async () => {}).use(handoff);
	return {
		adapter,
		sent: adapter.activeQueue,
		hear: (activity, bot) =>
			runMiddlewareOf(adapter)?.(new latest.TurnContext(adapter, activity), bot) ?? Promise.resolve(),
	};
};

const agentsSdk: Start = (handoff) => {
	const sent: ActivityLike[] = [];
	class Adapter extends agents.CloudAdapter {
		override async sendActivities(_: unknown, activities: Activity[]) {
			return respond(sent, activities);
		}
	}
	const adapter = new Adapter({ clientId: "" });
	adapter.use(handoff);
	return {
		...{ adapter, sent },
		hear: (activity, bot) =>
			runMiddlewareOf(adapter)?.(new agents.TurnContext(adapter, Activity.fromObject(activity)), bot) ??
			Promise.resolve(),
	};
};

const hosts: readonly { readonly name: string; readonly start: Start }[] = [
	{ name: "botbuilder-core 4.15.0", start: ownAdapter(oldest as unknown as typeof latest) },
	{ name: "botbuilder-core 4.22.3", start: ownAdapter(middle as unknown as typeof latest) },
	{ name: "botbuilder-core 4.23.3", start: ownAdapter(latest) },
	{ name: "botbuilder 4.23.3 with CloudAdapter", start: cloudAdapter },
	{ name: "botbuilder-core 4.23.3 with TestAdapter", start: testAdapter },
	{ name: "agents-hosting 1.8.1", start: agentsSdk },
];

const echo: Bot = async (context) => {
	if (context.activity.type === "message") await context.sendActivity(`You said: ${context.activity.text}`);
};

interface World {
	readonly clock: ManualClock;
	readonly store: Store;
}

function world(): World {
	const clock = manualClock();
	return { clock, store: memoryStore({ clock }) };
}

const process = ({ clock, store }: World): Handoff =>
	createHandoff({
		bot: { id: "shop", displayName: "Shop bot" },
		apps: [{ id: "desk", kind: "human", displayName: "Shop desk" }],
		...{ clock, store, logger: silentLogger },
	});

const lines = ({ sent }: Running): readonly string[] =>
	sent.map(({ text, channelData }) => {
		const { representative } = channelData as {
			readonly representative: { readonly representativeType: string };
		};
		return `${representative.representativeType}: ${text}`;
	});

for (const { name, start } of hosts) {
	describe(`The middleware on ${name}`, () => {
		it("labels the bot's answer, and returns our entry's id for it", async () => {
			const now = world();
			const host = start(process(now));
			let id: string | undefined;
			await host.hear(message("Hello"), async (context) => {
				id = (await context.sendActivity("Halo"))?.id;
			});
			expect(lines(host)).to.deep.equal(["BOT: Halo"]);
			expect(host.sent[0]).to.nested.include({
				"conversation.id": "c1",
				"recipient.id": "siti",
				"from.id": "page",
			});
			expect((await logged(now.store, "botSaid")).map((entry) => entry.id as string)).to.deep.equal([id]);
		});

		it("keeps the bot silent while a human holds control, and sends what the human says", async () => {
			const now = world();
			const handoff = process(now);
			const host = start(handoff);
			await host.hear(message("Hello"), echo);
			const app = "desk" as AppId;
			await handoff.submit(key, { type: "takeOver", app });
			await host.hear(message("Is anybody there?"), echo);
			const { conversation } = await now.store.load(key);
			const epoch = conversation?.control.epoch as never;
			const activity = { type: "message", text: "Yes, how can I help?" };
			await handoff.submit(key, { type: "speak", app, epoch, activity });
			await now.clock.advance(100);
			expect(lines(host)).to.deep.equal([
				"BOT: You said: Hello",
				"HUMAN: Shop desk has joined the conversation.",
				"HUMAN: Yes, how can I help?",
			]);
		});

		it("finishes a turn whose process died", async () => {
			const now = world();
			const died = start(process({ ...now, clock: manualClock(now.clock.now()) }));
			void died.hear(message("Hello"), () => new Promise(() => {}));
			await now.clock.advance(100);
			const handoff = process(now);
			const alive = start(handoff);
			handoff.host({ adapter: alive.adapter, run: echo });
			await alive.hear(message("Meanwhile", { conversation: { id: "c2" } as never }), async () => {});
			await now.clock.advance(20_000);
			expect(lines(alive)).to.deep.equal(["BOT: You said: Hello"]);
		});

		it("tells the bot how its handoff goes", async () => {
			const now = world();
			const handoff = process(now);
			const host = start(handoff);
			const told: unknown[] = [];
			const bot: Bot = async ({ activity }) => {
				if (activity.type === "event") told.push(activity.name, activity.value);
			};
			handoff.host({ adapter: host.adapter, run: bot });
			await host.hear(message("Hello"), bot);
			await handoff.submit(key, { type: "takeOver", app: "desk" as AppId });
			await now.clock.advance(100);
			expect(told).to.deep.equal(["handoff.status", { state: "accepted", message: "desk" }]);
		});
	});
}

describe("The middleware", () => {
	it("is taken by the adapters of all hosts, and their turns by handoff.host", () => {
		const handoff = process(world());
		const takenBy = (adapters: {
			readonly oldest: oldest.BotAdapter;
			readonly middle: middle.BotAdapter;
			readonly latest: latest.BotAdapter;
			readonly agents: agents.CloudAdapter;
		}): void => {
			adapters.oldest.use(handoff);
			adapters.middle.use(handoff);
			adapters.latest.use(handoff);
			adapters.agents.use(handoff);
			handoff.host({ adapter: adapters.oldest });
			handoff.host({ adapter: adapters.middle });
			handoff.host({ adapter: adapters.latest });
			handoff.host({ adapter: adapters.agents });
		};
		expect(takenBy).to.be.a("function");
	});
});
