import { type ConversationKey, conversationKey, type EntryId, type Handoff } from "@baton/core";
import type { WebSocket } from "ws";
import type { Carts } from "../cart.js";
import { type ClientFrame, type ClientFrameOf, parseClientFrame } from "./client-frame.js";
import type { CustomerId } from "./customer-cookie.js";
import type { Limits } from "./limits.js";
import { type OpenPages, tellPage } from "./open-pages.js";
import { isWaiting, readLines } from "./read-lines.js";
import { toMessage } from "./to-message.js";
import { webChannelId } from "./web-channel.js";

export interface LineParts {
	readonly handoff: Handoff;
	readonly carts: Carts;
	readonly pages: OpenPages;
	readonly messages: Limits;
	/** The shop's own id on the channel. */
	readonly shop: string;
}

/** One page of one customer. */
interface Caller {
	readonly customer: CustomerId;
	readonly key: ConversationKey;
	readonly page: WebSocket;
}

const pageLength = 60;

/** Talks with one page of a customer who has proved who they are. */
export function answerPage(parts: LineParts, customer: CustomerId, page: WebSocket): void {
	const { shop } = parts;
	const key = conversationKey({ channel: webChannelId, business: shop, conversation: customer });
	const caller: Caller = { customer, key, page };
	const fail = (): void => page.close(1011, "failed");
	page.on("error", () => page.terminate());
	page.on("message", (data, isBinary) => {
		const frame = isBinary ? undefined : parseClientFrame(String(data));
		if (frame === undefined) return page.close(1008, "unreadable");
		take(parts, caller, frame).catch(fail);
	});
	parts.pages.add(customer, page);
	greet(parts, caller).catch(fail);
}

/** The newest part of the conversation: after a reload, in a second tab, and after every lost connection. */
async function greet({ handoff, carts }: LineParts, { customer, key, page }: Caller): Promise<void> {
	const { store, bot } = handoff;
	const { conversation } = await store.load(key);
	const { lines, more } = await readLines(store, key, { last: true, limit: pageLength });
	const { displayName, avatarImage } = bot;
	const voice = { representativeType: "BOT", displayName, avatarImage } as const;
	const control = conversation?.control;
	const human = control !== undefined && "human" in control ? control.human : undefined;
	tellPage(page, {
		type: "welcome",
		bot: voice,
		speaker: human === undefined ? voice : { ...voice, ...human, representativeType: "HUMAN" },
		waiting: isWaiting(conversation),
		lines,
		more,
		cart: carts.items(customer),
	});
}

async function take(parts: LineParts, caller: Caller, frame: ClientFrame): Promise<void> {
	switch (frame.type) {
		case "say":
		case "press":
			return hear(parts, caller, frame);
		case "typing":
			return parts.handoff.typing(caller.key, "user");
		case "cancel":
			await parts.handoff.submit(caller.key, { type: "cancel" });
			return;
		case "seen":
			return see(parts, caller, frame);
		case "earlier":
			return showEarlier(parts, caller, frame);
	}
}

/** Accepted only once it is kept. A repeat has the same id, and the effect of once. */
async function hear(
	{ handoff, messages, shop }: LineParts,
	{ customer, page }: Caller,
	frame: ClientFrameOf<"say" | "press">,
): Promise<void> {
	const { id } = frame;
	if (!messages.take(customer)) return tellPage(page, { type: "refused", id, why: "too-fast" });
	try {
		const { outcome, done } = await handoff.receive(toMessage(frame, customer, shop));
		// What fails in the turn has been logged, and leads to a person.
		done.catch(() => {});
		if (outcome.status === "done") tellPage(page, { type: "accepted", id });
		else tellPage(page, { type: "refused", id, why: "try-again" });
	} catch {
		tellPage(page, { type: "refused", id, why: "try-again" });
	}
}

/** Pages report only on their own conversation: the key is made of the cookie. */
async function see(
	{ handoff }: LineParts,
	{ key }: Caller,
	{ lines, state }: ClientFrameOf<"seen">,
): Promise<void> {
	const known = await handoff.store.readDeliveries(key, lines as readonly string[] as readonly EntryId[]);
	for (const { entry } of known) await handoff.reportDelivery(key, { entry, state });
}

async function showEarlier(
	{ handoff }: LineParts,
	{ key, page }: Caller,
	{ before }: ClientFrameOf<"earlier">,
): Promise<void> {
	const { lines, more } = await readLines(handoff.store, key, { before, limit: pageLength });
	tellPage(page, { type: "earlier", lines, more });
}
