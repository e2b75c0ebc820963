import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import {
	type Answer,
	type ApiEvent,
	type ApiMessage,
	BusinessMessagesAdapter,
	channelId,
} from "@baton/adapter-business-messages";
import { conversationKey, type EntryId, silentLogger } from "@baton/core";
import { type Outcome, refused, taken } from "../files/outcome.js";
import type { Members } from "./payload.js";
import { listen, type Stage } from "./stage.js";

/** A message to a user whom the emulator knows. Samples that bots answer with have no id yet. */
export async function playMessage({ adapter, emulator }: Stage, value: Members): Promise<Outcome> {
	const { conversationId } = emulator.user();
	const message = { messageId: randomUUID(), ...value } as ApiMessage;
	const answer = await adapter().api.sendMessage(conversationId, message, false);
	const suggestions = message.suggestions?.length ?? 0;
	const content = message.text ? "text" : message.image ? "picture" : "card";
	return outcomeOf("message", `${content} with ${suggestions} suggestions beside it`, answer);
}

export async function playEvent({ adapter, emulator }: Stage, value: Members): Promise<Outcome> {
	const { conversationId } = emulator.user();
	const answer = await adapter().api.sendEvent(conversationId, randomUUID(), value as ApiEvent);
	return outcomeOf("event", String(value.eventType), answer);
}

function outcomeOf(what: string, detail: string, { ok, status, message }: Answer): Outcome {
	return ok ? taken(what, detail) : refused(what, `${detail}: ${status}, ${message}`);
}

/** An answer of the API, as the channel takes it. */
export async function playError({ emulator }: Stage, code: number, text: string): Promise<Outcome> {
	const server = createServer((_, response) => {
		response.writeHead(code, { "content-type": "application/json" }).end(text);
	});
	const baseUrl = await listen(server);
	const { channel } = new BusinessMessagesAdapter({
		...{ ...emulator.adapterOptions, baseUrl, logger: silentLogger },
	});
	const result = await channel.send(
		{
			...{ id: "1" as EntryId, kind: "send", order: 1, by: "bot", app: undefined, turn: undefined },
			...{ logged: true, notAfter: Number.POSITIVE_INFINITY, activity: { type: "message", text: "hello" } },
		},
		{
			key: conversationKey({ channel: channelId, business: "agent", conversation: "1" }),
			reference: { channelId, conversation: { id: "1" } },
			nativeId: undefined,
		},
	);
	server.closeAllConnections();
	server.close();
	const why = "error" in result ? `, ${result.error}` : "";
	return taken("error", `a message that is answered so counts as ${result.state}${why}`);
}
