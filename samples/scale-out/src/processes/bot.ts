import { createServer } from "node:http";
import {
	type ActivityLike,
	type Channel,
	createHandoff,
	type OutboxItem,
	type Recipient,
	type SendResult,
} from "@baton/core";
import { nodeHandler, plainText } from "@baton/core/http";
import { type Activity, BotAdapter, type ConversationReference, TurnContext } from "botbuilder-core";
import { channelId, openStore, readOrders, shop } from "../settings.js";
import { reporting } from "./report.js";

/** Whoever is asked for a person says so; everybody else gets an answer that names the question. */
async function answer(context: TurnContext): Promise<void> {
	const { type, text = "" } = context.activity;
	if (type === "message") await context.sendActivity(`You asked: ${text}`);
}

/** Runs turns that Baton begins; what is said goes out through the channel below. */
class ShopAdapter extends BotAdapter {
	override async sendActivities(_: TurnContext, activities: Partial<Activity>[]) {
		return activities.map(() => ({ id: "" }));
	}

	override async updateActivity(): Promise<void> {}

	override async deleteActivity(): Promise<void> {}

	override async continueConversation(
		reference: Partial<ConversationReference>,
		logic: (context: TurnContext) => Promise<void>,
	): Promise<void> {
		const opening = TurnContext.applyConversationReference({ type: "event" }, reference, true);
		await this.runMiddleware(new TurnContext(this, opening), logic);
	}
}

const { redis, street, port } = readOrders();
const store = await openStore(redis);
const report = reporting();

/** Whatever carries the same item id reaches the customer once: the street drops the rest. */
const channel: Channel = {
	reach: "anywhere",
	repeat: "idempotent",
	async send(item: OutboxItem, { reference }: Recipient): Promise<SendResult> {
		const body = JSON.stringify({ conversation: reference.conversation.id, item });
		const answered = await fetch(`${street}/deliver`, { method: "POST", body });
		if (answered.ok) return { state: "sent", nativeId: item.id };
		return { state: "retry", error: `The street answered ${answered.status}` };
	},
};

const handoff = createHandoff({
	...shop,
	store,
	observer: report.observer,
	channels: { [channelId]: channel },
	logger: { error: count, warn: () => {}, info: () => {} },
});
const adapter = new ShopAdapter();
adapter.use(handoff);
handoff.host({ adapter, run: (context) => answer(context as TurnContext) });

function count(): void {
	report.counts.refusedByStore += 1;
}

/** A customer's words are acknowledged when they are kept: not before, and not when they are answered. */
const server = createServer(
	nodeHandler(async ({ body }) => {
		try {
			const { done } = await handoff.receive(JSON.parse(Buffer.from(body).toString()) as ActivityLike);
			done.catch(count);
			return plainText(200, "kept");
		} catch {
			return plainText(503, "not kept, say it again");
		}
	}),
).listen(port, "127.0.0.1");

process.on("SIGTERM", () => {
	server.close();
	void handoff.stop().finally(() => process.exit());
});
process.on("disconnect", () => process.exit());
