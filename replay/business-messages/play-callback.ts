import {
	type Callback,
	type Content,
	type ContentOf,
	channelId,
	parseCallback,
	sign,
	signatureHeader,
} from "@baton/adapter-business-messages";
import {
	type ConversationKey,
	conversationKey,
	type Entry,
	type EntryId,
	type EntryOf,
	type Signal,
} from "@baton/core";
import { ignored, type Outcome, refused, taken } from "../files/outcome.js";
import type { Members } from "./payload.js";
import type { Stage } from "./stage.js";

/** The platform's question, with the token that it would have. */
export async function playVerification(stage: Stage, value: Members): Promise<readonly Outcome[]> {
	const { clientToken, secret } = { ...value, clientToken: stage.clientToken } as Record<string, unknown>;
	const right = await post(stage, JSON.stringify({ clientToken, secret }));
	const wrong = await post(stage, JSON.stringify(value));
	const isRepeated = right.status === 200 && right.text === String(secret);
	return [
		isRepeated
			? taken("verification", `the secret is repeated as ${right.type}`)
			: refused("verification", `${right.status}: ${right.text}`, true),
		wrong.status === 403
			? refused("verification", "with the file's own token, which is another agent's")
			: ignored("verification", `with another agent's token: ${wrong.status}`, true),
	];
}

/** Posts a call as the platform would, twice, and sees what becomes of each thing in it. */
export async function playCallback(stage: Stage, text: string): Promise<readonly Outcome[]> {
	const callback = parseCallback(JSON.parse(text));
	if (callback === undefined) return [refused("request", "it names no agent and conversation")];
	const scene = await begin(stage, callback);
	const typed: Signal[] = [];
	const end = stage.handoff().subscribe((signal) => {
		if (signal.type === "typing") typed.push(signal);
	});
	const answer = await postSigned(stage, text);
	if (answer.status !== 200) return [refused("request", `${answer.status}: ${answer.text}`, true)];
	const heard = await heardAfter(stage, scene);
	const outcomes = await Promise.all(
		callback.contents.map((content) => fateOf({ stage, scene, heard, hasTyped: typed.length > 0 }, content)),
	);
	const again = await postSigned(stage, text);
	end();
	const isDropped = again.status === 200 && (await heardAfter(stage, scene)).length === heard.length;
	return isDropped ? outcomes : [...outcomes, ignored("request", "a repeat had an effect", true)];
}

interface Scene {
	readonly key: ConversationKey;
	/** A line that was there before. */
	readonly first: EntryId;
}

/** The user has said hello, and got everything that receipts are for. */
async function begin(stage: Stage, { agent, conversationId, contents }: Callback): Promise<Scene> {
	const handoff = stage.handoff();
	const key = conversationKey({ channel: channelId, business: agent, conversation: conversationId });
	const { outcome, done } = await handoff.receive({
		...{ type: "message", id: "hello", text: "hello", channelId },
		...{ conversation: { id: conversationId }, from: { id: conversationId }, recipient: { id: agent } },
	});
	await done;
	const [first] = outcome.status === "done" ? outcome.entries : [];
	if (first === undefined) throw new Error("The conversation could not begin");
	for (const content of contents) {
		if (content.kind !== "receipts") continue;
		for (const { messageId } of content.receipts)
			await handoff.store.recordDelivery(key, { entry: first, state: "sent", nativeId: messageId });
	}
	return { key, first };
}

async function heardAfter(
	{ handoff }: Stage,
	{ key, first }: Scene,
): Promise<readonly EntryOf<"userSaid">[]> {
	const entries = await handoff().store.readEntries(key, { limit: 100 });
	return entries.filter(
		(entry: Entry): entry is EntryOf<"userSaid"> => entry.type === "userSaid" && entry.id !== first,
	);
}

interface Seen {
	readonly stage: Stage;
	readonly scene: Scene;
	readonly heard: readonly EntryOf<"userSaid">[];
	readonly hasTyped: boolean;
}

async function fateOf(seen: Seen, content: Content): Promise<Outcome> {
	if (content.kind === "receipts") return fateOfReceipts(seen, content);
	if (content.kind === "userStatus") return fateOfStatus(seen, content);
	const [entry] = seen.heard;
	if (entry === undefined) return ignored(content.kind, "not in the log", true);
	const { type, name, value, text, attachments } = entry.activity;
	if (content.kind === "unknown")
		return ignored(content.kind, `kept as event ${name}: ${content.members.join(", ")}`);
	if (type === "event") return taken(content.kind, `event ${name}: ${JSON.stringify(value)}`);
	const said = text === undefined ? JSON.stringify(attachments) : JSON.stringify(text);
	const postback = entry.postback === undefined ? "" : `, postback ${entry.postback.type}`;
	return taken(content.kind, `message ${said}${postback}, from ${entry.activity.from?.name ?? "somebody"}`);
}

async function fateOfReceipts({ stage, scene }: Seen, { receipts }: ContentOf<"receipts">): Promise<Outcome> {
	const [delivery] = await stage.handoff().store.readDeliveries(scene.key, [scene.first]);
	const last = receipts.at(-1)?.receiptType.toLowerCase();
	return delivery?.state === last
		? taken("receipts", `${receipts.length}: ${delivery?.state}`)
		: ignored("receipts", `${receipts.length}: the delivery is ${delivery?.state}`, true);
}

async function fateOfStatus(
	{ stage, scene, hasTyped }: Seen,
	{ isTyping, requestedLiveAgent }: ContentOf<"userStatus">,
): Promise<Outcome> {
	const { conversation } = await stage.handoff().store.load(scene.key);
	const isOffered = conversation?.control.phase === "offered";
	if (hasTyped !== isTyping || isOffered !== requestedLiveAgent)
		return ignored("userStatus", "typing or a request for a person is lost", true);
	const words = [...(isTyping ? ["typing is told"] : []), ...(isOffered ? ["a person is asked for"] : [])];
	return words.length > 0
		? taken("userStatus", words.join(", "))
		: ignored("userStatus", "neither typing nor asking for a person");
}

interface Posted {
	readonly status: number;
	readonly type: string | null;
	readonly text: string;
}

function postSigned(stage: Stage, body: string): Promise<Posted> {
	return post(stage, body, stage.unsigned ? {} : { [signatureHeader]: sign(body, stage.clientToken) });
}

async function post({ url }: Stage, body: string, headers: Record<string, string> = {}): Promise<Posted> {
	const response = await fetch(url, {
		method: "POST",
		body,
		headers: { "content-type": "application/json", ...headers },
		signal: AbortSignal.timeout(5_000),
	});
	return { status: response.status, type: response.headers.get("content-type"), text: await response.text() };
}
