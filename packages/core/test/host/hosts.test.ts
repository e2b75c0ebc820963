import { Activity, ActivityTypes } from "@microsoft/agents-activity";
import * as agents from "@microsoft/agents-hosting";
import * as latest from "botbuilder-core";
import * as oldest from "botbuilder-core-4-15";
import * as middle from "botbuilder-core-4-22";
import { expect } from "chai";
import type { Representative } from "../../src/control/representative.js";
import { label } from "../../src/conversation/label.js";
import { runMiddlewareOf } from "../../src/host/run-middleware.js";
import { toActivity, toReference } from "../../src/host/to-activity.js";
import { toHostActivity } from "../../src/host/to-host-activity.js";
import type { ActivityLike, MiddlewareLike, TurnContextLike } from "../../src/host/turn-context.js";

const bot: Representative = { representativeType: "BOT", displayName: "Toko Batik" };

const incoming = {
	type: "message",
	id: "m1",
	text: "Halo sis",
	channelId: "test",
	serviceUrl: "https://channel.example",
	conversation: { id: "c1" },
	from: { id: "u1", name: "Budi" },
	recipient: { id: "bot", name: "Toko" },
};

interface Seen {
	readonly heard: string[];
	readonly sent: ActivityLike[];
	readonly edited: ActivityLike[];
	readonly deleted: (string | undefined)[];
}

/** One middleware object for every host: reads the turn, labels what is sent, sees edits and deletions. */
function observe(seen: Seen): MiddlewareLike {
	return {
		async onTurn(context, next) {
			seen.heard.push(
				`${toReference(context.activity).conversation.id}: ${toActivity(context.activity).text}`,
			);
			context.turnState.set("observed", true);
			context.onSendActivities(async (_, activities, proceed) => {
				const labelled = activities.map((activity) =>
					toHostActivity(activity, label(toActivity(activity), bot)),
				);
				activities.splice(0, activities.length, ...labelled);
				return proceed();
			});
			context.onUpdateActivity(async (_, activity, proceed) => {
				seen.edited.push(toActivity(activity));
				return proceed();
			});
			context.onDeleteActivity(async (_, { activityId }, proceed) => {
				seen.deleted.push(activityId);
				return proceed();
			});
			await next();
		},
	};
}

/** An adapter in each host's own terms that takes the middleware, keeps what is sent and runs turns. */
type MakeAdapter = (seen: Seen, middleware: MiddlewareLike) => object;

function botbuilder(host: typeof latest | typeof middle | typeof oldest): MakeAdapter {
	return (seen, middleware) => {
		const BotAdapter = host.BotAdapter as typeof latest.BotAdapter;
		class Adapter extends BotAdapter {
			async sendActivities(_: unknown, activities: Partial<latest.Activity>[]) {
				seen.sent.push(...activities);
				return activities.map((_activity, index) => ({ id: `s${index + 1}` }));
			}
			async updateActivity() {}
			async deleteActivity() {}
			async continueConversation() {}
		}
		return new Adapter().use(middleware);
	};
}

const agentsSdk: MakeAdapter = (seen, middleware) => {
	class Adapter extends agents.CloudAdapter {
		override async sendActivities(_: unknown, activities: Activity[]) {
			seen.sent.push(...activities);
			return activities.map((_activity, index) => ({ id: `s${index + 1}` }));
		}
		override async updateActivity() {}
		override async deleteActivity() {}
	}
	return new Adapter({ clientId: "" }).use(middleware);
};

function newContext(
	host: { readonly TurnContext: unknown },
	adapter: object,
	activity: object,
): TurnContextLike {
	const TurnContext = host.TurnContext as new (adapter: object, activity: object) => TurnContextLike;
	return new TurnContext(adapter, activity);
}

const hosts = [
	{ name: "botbuilder-core 4.15.0", host: oldest, make: botbuilder(oldest), activity: incoming },
	{ name: "botbuilder-core 4.22.3", host: middle, make: botbuilder(middle), activity: incoming },
	{ name: "botbuilder-core 4.23.3", host: latest, make: botbuilder(latest), activity: incoming },
	{ name: "agents-hosting 1.8.1", host: agents, make: agentsSdk, activity: Activity.fromObject(incoming) },
];

for (const { name, host, make, activity } of hosts) {
	describe(`One middleware on ${name}`, () => {
		const nothing = (): Seen => ({ heard: [], sent: [], edited: [], deleted: [] });

		it("reads the turn and labels what the bot sends", async () => {
			const seen = nothing();
			const adapter = make(seen, observe(seen));
			let observed: unknown;
			await runMiddlewareOf(adapter)?.(newContext(host, adapter, activity), async (context) => {
				observed = context.turnState.get("observed");
				await context.sendActivity("Halo Budi");
			});
			expect(seen.heard).to.deep.equal(["c1: Halo sis"]);
			expect(observed).to.equal(true);
			const [sent] = seen.sent.map((one) => toActivity(one));
			expect(sent).to.include({ type: "message", text: "Halo Budi", channelId: "test", replyToId: "m1" });
			expect(sent?.channelData).to.deep.equal({ representative: bot });
			expect(sent?.from).to.include({ id: "bot" });
			expect(sent?.recipient).to.include({ id: "u1" });
		});

		it("sends a plain object as it would send the host's own", async () => {
			const seen = nothing();
			const adapter = make(seen, observe(seen));
			await runMiddlewareOf(adapter)?.(newContext(host, adapter, activity), async (context) => {
				await context.sendActivities([{ type: "event", name: "greeted", value: { times: 2 } }]);
			});
			expect(seen.sent.map((one) => toActivity(one).value)).to.deep.equal([{ times: 2 }]);
		});

		it("sees what is edited and deleted", async () => {
			const seen = nothing();
			const adapter = make(seen, observe(seen));
			await runMiddlewareOf(adapter)?.(newContext(host, adapter, activity), async (context) => {
				await (context as latest.TurnContext).updateActivity({
					type: ActivityTypes.Message,
					id: "s1",
					text: "Oh",
				});
				await (context as latest.TurnContext).deleteActivity("s2");
			});
			expect(seen.edited.map(({ text }) => text)).to.deep.equal(["Oh"]);
			expect(seen.deleted).to.deep.equal(["s2"]);
		});
	});
}

describe("A middleware", () => {
	it("is taken by the types of every host", () => {
		const middleware = observe({ heard: [], sent: [], edited: [], deleted: [] });
		expect(new oldest.MiddlewareSet(middleware)).to.be.an("object");
		expect(new middle.MiddlewareSet(middleware)).to.be.an("object");
		expect(new latest.MiddlewareSet(middleware)).to.be.an("object");
		expect(new agents.MiddlewareSet(middleware)).to.be.an("object");
	});

	it("may be called with the context of every host", () => {
		type Fits<Context extends TurnContextLike> = Context["activity"]["type"];
		const types: readonly (
			| Fits<oldest.TurnContext>
			| Fits<middle.TurnContext>
			| Fits<latest.TurnContext>
			| Fits<agents.TurnContext>
		)[] = ["message"];
		expect(types).to.have.length(1);
	});

	it("gives the Agents SDK activities that have the methods it calls on them", () => {
		const original = Activity.fromObject({ ...incoming, channelId: "agents:email" });
		const activity = toHostActivity(original, label(toActivity(original), bot));
		expect(activity).to.be.instanceOf(Activity).with.property("channelId", "agents:email");
		expect(toActivity(activity)).to.deep.equal(label(toActivity(original), bot));
	});

	it("finds no way to run middlewares where an adapter has none", () => {
		expect(runMiddlewareOf({})).to.equal(undefined);
	});
});
