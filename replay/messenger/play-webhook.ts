import { setTimeout as pause } from "node:timers/promises";
import {
	isDocumentedKind,
	type MessengerEvent,
	parseWebhook,
	parseWireJson,
	sign,
	toActivity,
} from "@baton/adapter-messenger";
import { conversationKey, type Entry, holderOf } from "@baton/core";
import { ignored, type Outcome, refused, taken } from "../files/outcome.js";
import { appSecret, type Stage } from "./stage.js";

/** Longer than any of it takes. */
const withinMs = 3_000;

/** Posts a body as Messenger would, and sees what becomes of each event in it. */
export async function playWebhook(stage: Stage, body: string): Promise<readonly Outcome[]> {
	const answer = await fetch(stage.url, {
		method: "POST",
		body,
		headers: { "content-type": "application/json", "x-hub-signature-256": sign(body, appSecret) },
		signal: AbortSignal.timeout(withinMs * 2),
	});
	if (answer.status !== 200) return [refused("request", `${answer.status}: ${await answer.text()}`)];
	const webhook = parseWebhook(parseWireJson(Buffer.from(body)), Date.now());
	const seen = new Set<string>();
	const outcomes: Outcome[] = webhook.refused.map(({ where, why }) => refused("event", `${where} is ${why}`));
	for (const event of webhook.events) {
		const name = `${event.page}/${event.id}`;
		outcomes.push(
			seen.has(name) ? ignored(event.kind, "a repeat of the one before") : await fateOf(stage, event),
		);
		seen.add(name);
	}
	return outcomes.length > 0 ? outcomes : [ignored("request", "there is no event in it")];
}

async function fateOf(stage: Stage, event: MessengerEvent): Promise<Outcome> {
	const isFault = event.kind === "unknown" ? isDocumentedKind(event.wire) : true;
	const activity = toActivity(event);
	for (const until = Date.now() + withinMs; Date.now() < until; await pause(5)) {
		const entry = await entryOf(stage, event);
		const isHeard = stage.heard.some(({ id }) => id === event.id);
		if (event.standby && isHeard) return refused(event.kind, "the bot was woken by what is on standby", true);
		if (!isHeard && !(event.standby && entry !== undefined)) continue;
		const as = activity.type === "event" ? `event ${activity.name}` : activity.type;
		const where = event.person === undefined ? "of the page" : entry === undefined ? "told" : "kept";
		const control = await controlOf(stage, event);
		const words = [`${as}`, where, ...(event.standby ? ["for another app"] : []), ...control];
		return event.kind === "unknown" && isFault
			? ignored(event.kind, `a documented kind: ${words.join(", ")}`, true)
			: taken(event.kind, words.join(", "));
	}
	return ignored(event.kind, "neither kept nor told to the bot", isFault);
}

async function entryOf({ handoff }: Stage, { page, person, id }: MessengerEvent): Promise<Entry | undefined> {
	if (person === undefined) return undefined;
	const entries = await handoff().store.readEntries(keyOf(page, person), { limit: 100 });
	return entries.find((entry) => entry.type === "userSaid" && entry.activity.id === id);
}

async function controlOf({ handoff }: Stage, { page, person }: MessengerEvent): Promise<readonly string[]> {
	if (person === undefined) return [];
	const { conversation } = await handoff().store.load(keyOf(page, person));
	const holder = conversation === undefined ? undefined : holderOf(conversation.control);
	return holder === undefined ? [] : [`control is ${holder.app}'s`];
}

function keyOf(page: string, person: string) {
	return conversationKey({ channel: "facebook", business: page, conversation: person });
}
