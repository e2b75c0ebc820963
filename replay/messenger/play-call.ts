import { checkRequest, MessengerAdapter } from "@baton/adapter-messenger";
import { BatonError, silentLogger } from "@baton/core";
import { type Outcome, refused, taken } from "../files/outcome.js";
import { isObject, type Members } from "./payload.js";
import { appSecret, type Stage, verifyToken } from "./stage.js";

/** A call of the Send API, through our own limits and then to the emulator. */
export async function playSend(stage: Stage, body: Members): Promise<Outcome> {
	try {
		if (isObject(body.message)) checkRequest(body as unknown as Parameters<typeof checkRequest>[0]);
	} catch (error) {
		if (!(error instanceof BatonError)) throw error;
		return refused("send", `by our limits: ${error.message}`);
	}
	return playCall(stage, "me/messages", body, "send");
}

/** The person in a recording is nobody whom the emulator knows: somebody stands in for them. */
export async function playCall(
	{ adapter, emulator, page }: Stage,
	path: string,
	body: Members,
	what = "call",
): Promise<Outcome> {
	const user = emulator.user();
	// Nobody can be written to who has not written.
	user.say("hello");
	const person = {
		...("recipient" in body ? { recipient: { id: user.id } } : {}),
		...("psid" in body ? { psid: user.id } : {}),
	};
	const result = await adapter().graph.call({ page, path, body: { ...body, ...person } });
	if (result.isOk) return taken(what, `${path}: ${answerOf(result.body)}`);
	return refused(what, `by the emulator, ${path}: ${result.why}, ${result.error.message}`);
}

/** An answer of the Graph API, as our client reads it. */
export async function playAnswer(status: 200 | 400, body: string): Promise<Outcome> {
	const adapter = new MessengerAdapter({
		...{ appSecret, verifyToken, accessTokens: () => "token", logger: silentLogger },
		api: { fetch: async () => new Response(body, { status }) },
	});
	const result = await adapter.graph.call({ page: "1", path: "1/messages", body: {} });
	if (result.isOk) return taken("answer", answerOf(result.body));
	const { kind, why, error } = result;
	const code = error.subcode === undefined ? error.code : `${error.code}/${error.subcode}`;
	return taken("error", `${code}: ${kind}, ${why}`);
}

function answerOf(body: unknown): string {
	const { message_id, data, thread_owner, ...rest } = isObject(body) ? body : {};
	if (message_id !== undefined) return `sent as ${message_id}`;
	const owner = thread_owner ?? (Array.isArray(data) && isObject(data[0]) ? data[0].thread_owner : undefined);
	if (isObject(owner)) return `the thread is of app ${owner.app_id}`;
	if (Array.isArray(data)) return `a list of ${data.length}`;
	return JSON.stringify(rest);
}
