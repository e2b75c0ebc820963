import { type AppKind, BatonError } from "@baton/core";
import type { Answer, Client, Outgoing } from "../client/types.js";
import type { Snapshot } from "../protocol/parts.js";
import type { Asked } from "./asked.js";
import { digest, readConversationId, threadOf, writeConversationId } from "./ids.js";
import { spokenOf } from "./spoken.js";
import type { Threads } from "./threads.js";

export interface ActOptions {
	readonly appId: string;
	readonly client: Client;
	readonly threads: Pick<Threads, "find">;
	/** The apps that are asked when nobody is named. Default: every desk. */
	readonly handOverTo: readonly string[] | undefined;
}

/** What the system behind the webhook is answered. */
export interface Acted {
	/** The conversation's id from now on. */
	readonly conversation_id: string;
	/** What was said, as it will be called. */
	readonly message_id?: string | undefined;
}

interface Scene {
	readonly options: ActOptions;
	readonly kind: AppKind;
	readonly asked: Asked;
	readonly snapshot: Snapshot;
	/** The epoch that whoever asks believes in; 0 where they need not know one. */
	readonly epoch: number;
	/** Begins the ids of all that is commanded because of it: the same again has the effect of once. */
	readonly id: string;
}

/**
 * Does what was asked for.
 *
 * @throws BatonError with the code of the bridge's refusal, `unknown-conversation`, `conversation-over` or `bad-event`
 */
export async function act(options: ActOptions, asked: Asked): Promise<Acted> {
	const { reference, epoch } = await referenceOf(options, asked.conversation);
	const { kind } = await options.client.whenConnected();
	const { conversation: snapshot } = await options.client.getTranscript({
		conversationId: reference,
		limit: 1,
	});
	const id = digest([asked.conversation, asked.type, asked.id], 32);
	const scene: Scene = { options, kind, asked, snapshot, epoch, id };
	const done = await doIt(scene);
	const now = "epoch" in done ? done.epoch : snapshot.epoch;
	return { conversation_id: nameOf(scene, now), message_id: "said" in done ? done.said : undefined };
}

/** An id that we gave, or what the conversation is called on the bridge. */
async function referenceOf(
	{ threads }: ActOptions,
	conversation: string,
): Promise<{ readonly reference: string; readonly epoch: number }> {
	if (conversation.includes("/")) return { reference: conversation, epoch: 0 };
	const name = readConversationId(conversation);
	const found = name && (await threads.find(name.userId, name.thread));
	if (name === undefined || found === undefined)
		throw new BatonError("unknown-conversation", "No conversation has this id: use one that you were told");
	return { reference: found.reference, epoch: name.epoch };
}

type Done = Partial<Pick<Answer, "epoch">> & { readonly said?: string | undefined };

function doIt(scene: Scene): Promise<Done> {
	switch (scene.asked.type) {
		case "message":
			return say(scene);
		case "accept":
			return accept(scene);
		case "decline":
			return decline(scene);
		case "take":
			return command(scene, "take", { type: "takeover" });
		case "release":
			return command(scene, "", { type: "release", epoch: believed(scene), why: scene.asked.note });
		case "close":
			return command(scene, "", { type: "close", epoch: believed(scene), why: scene.asked.note });
		case "handover":
			return handOver(scene);
		case "finish":
			return finish(scene);
		case "note":
			return command(scene, "", { type: "note", text: needed(scene.asked, "text") });
		case "watch":
		case "unwatch":
			return command(scene, "", { type: scene.asked.type });
		case "draft.send":
			return sendDraft(scene);
		case "draft.discard":
			return command(scene, "", { type: "discardDraft", draftId: needed(scene.asked, "draft") });
		case "typing":
			scene.options.client.typing(scene.snapshot.conversationId);
			return Promise.resolve({});
	}
}

/** Whoever answers what they were offered has taken it; a human who writes of their own accord takes control. */
async function say(scene: Scene): Promise<Done> {
	const words = spokenOf(scene.asked);
	const epoch = await epochToSpeak(scene);
	const { entryIds } = await command(scene, "", { type: "agentSay", epoch, ...words });
	return { epoch, said: entryIds.at(-1) };
}

async function epochToSpeak(scene: Scene): Promise<number> {
	const { snapshot, epoch, kind } = scene;
	if (isOffered(scene)) return (await accept(scene)).epoch ?? snapshot.epoch;
	if (epoch > 0 || kind === "bot" || isOurs(scene)) return believed(scene);
	if (snapshot.holder !== undefined)
		throw new BatonError("not-in-control", "Somebody else holds control: take the conversation first");
	return (await command(scene, "take", { type: "takeover" })).epoch;
}

async function accept(scene: Scene): Promise<Done> {
	const { snapshot } = scene;
	if (!isOffered(scene) || snapshot.offer === undefined) {
		if (isOurs(scene) && believed(scene) === snapshot.epoch) return { epoch: snapshot.epoch };
		throw over();
	}
	return command(scene, "accept", { type: "handoverConfirmed", offerId: snapshot.offer.offerId });
}

async function decline(scene: Scene): Promise<Done> {
	const { offer } = scene.snapshot;
	if (!isOffered(scene) || offer === undefined) throw over();
	return command(scene, "", { type: "handoverDeclined", offerId: offer.offerId, why: scene.asked.note });
}

async function handOver(scene: Scene): Promise<Done> {
	const { asked, options } = scene;
	const to = asked.to ?? options.handOverTo ?? [];
	const targets = to.length === 0 ? {} : { toAppIds: [...to] };
	const note = [asked.note ?? asked.text, inWords(asked)].filter(Boolean).join("\n").slice(0, 4096);
	return command(scene, "", {
		type: "handover",
		epoch: believed(scene),
		...targets,
		note: note || undefined,
	});
}

function finish(scene: Scene): Promise<Done> {
	if (scene.kind === "bot") return handOver(scene);
	if (isOffered(scene)) return decline(scene);
	const why = (scene.asked.note ?? scene.asked.text ?? inWords(scene.asked))?.slice(0, 4096);
	return command(scene, "", { type: "close", epoch: believed(scene), why });
}

function sendDraft(scene: Scene): Promise<Done> {
	const { asked } = scene;
	const corrected = asked.text === undefined ? {} : spokenOf(asked);
	const draftId = needed(asked, "draft");
	return command(scene, "", { type: "sendDraft", epoch: believed(scene), draftId, ...corrected });
}

/** Parameters, for people to read. */
function inWords({ parameters }: Asked): string | undefined {
	if (parameters === undefined) return undefined;
	return Object.entries(parameters)
		.map(([name, value]) => `${name}: ${value}`)
		.join("\n");
}

/** The bridge knows the last word: under an epoch that is over it refuses. */
function believed({ snapshot, epoch }: Scene): number {
	return epoch > 0 ? epoch : snapshot.epoch;
}

function isOurs({ snapshot, options }: Scene): boolean {
	return snapshot.holder?.appId === options.appId;
}

/** Whether the offer stands that the id is of. */
function isOffered({ snapshot, options, epoch }: Scene): boolean {
	const isAsked = snapshot.offer?.toAppIds.includes(options.appId) === true;
	return isAsked && (epoch === 0 || epoch === snapshot.epoch + 1);
}

type Unnamed<Frame> = Frame extends unknown ? Omit<Frame, "id" | "conversationId" | "person"> : never;

function command(
	{ options, asked, snapshot, id, kind }: Scene,
	step: string,
	frame: Unnamed<Outgoing>,
): Promise<Answer> {
	const person = kind === "human" && asked.person !== undefined ? { person: asked.person } : {};
	const about = { id: step === "" ? id : `${id}-${step}`, conversationId: snapshot.conversationId };
	return options.client.send({ ...frame, ...about, ...person } as Outgoing);
}

function needed(asked: Asked, name: "text" | "draft"): string {
	const value = asked[name];
	if (value !== undefined) return value;
	throw new BatonError("bad-event", `Cannot take the event: there is no ${name} in it`);
}

function over(): BatonError {
	return new BatonError("conversation-over", "This conversation is over or not yours: nothing was done");
}

function nameOf({ options, kind, snapshot, asked }: Scene, now: number): string {
	const given = readConversationId(asked.conversation);
	if (given !== undefined && (kind === "bot" || given.epoch > 0)) return asked.conversation;
	const { botUserId: userId, botId, conversationId } = snapshot;
	const isHumans = kind === "human" && (asked.type === "take" || asked.type === "message");
	const thread = threadOf(options.appId, botId, conversationId);
	return writeConversationId({ userId, thread, epoch: isHumans ? now : 0 });
}
