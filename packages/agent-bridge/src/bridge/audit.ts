import { randomBytes } from "node:crypto";
import { type AuditRecord, aboutOf, type BotId, type ConversationKey } from "@baton/core";
import type { CommandFrame, RequestFrame } from "../protocol/client-frame.js";
import type { ServerFrameOf } from "../protocol/server-frame.js";
import { toSeconds } from "../protocol/snapshot.js";
import { toCommand } from "../protocol/to-command.js";
import { factsOf, lineOf, mayHear } from "./lines.js";
import { refusal } from "./refusal.js";
import type { BridgeState, Identity, Session } from "./state.js";

/** What somebody did that changes no conversation. */
export type Deed = Omit<AuditRecord, "id" | "at">;

/** Writes it before anybody is answered. What cannot be written is reported, and hinders nobody. */
export async function record({ handoff, onError }: BridgeState, deed: Deed): Promise<void> {
	try {
		const id = randomBytes(9).toString("base64url");
		await handoff.store.writeAudit({ id, at: handoff.clock.now(), ...deed });
	} catch (error) {
		onError(error);
	}
}

/** Who did it. */
export function actorOf({ app, person, actor }: Identity): Pick<Deed, "app" | "person" | "role" | "address"> {
	return {
		app,
		person: person && {
			id: person.id as NonNullable<AuditRecord["person"]>["id"],
			displayName: person.displayName,
		},
		...actor,
	};
}

/** A connection that is refused more often within a minute is not written down any more. */
const refusalsPerMinute = 60;
const minuteMs = 60_000;

/** What was refused to somebody, as far as it is not too much. */
export async function recordRefusal(
	state: BridgeState,
	session: Session,
	refused: {
		readonly identity: Identity;
		readonly frame: CommandFrame | RequestFrame;
		readonly outcome: string;
	},
): Promise<void> {
	const minute = Math.floor(state.handoff.clock.now() / minuteMs);
	if (session.refused.minute !== minute) session.refused = { minute, count: 0 };
	session.refused.count += 1;
	if (session.refused.count > refusalsPerMinute) return;
	const { identity, frame, outcome } = refused;
	const person = identity.person ?? ("person" in frame ? frame.person : undefined);
	const deed = isRequest(frame) ? { what: requested[frame.type] } : await deedOf(state, identity, frame);
	await record(state, { ...actorOf({ ...identity, person }), ...deed, outcome });
}

/** What is no command of the core was done by somebody. */
export async function recordDone(state: BridgeState, identity: Identity, frame: CommandFrame): Promise<void> {
	const person = identity.person ?? frame.person;
	const deed = await deedOf(state, identity, frame);
	await record(state, { ...actorOf({ ...identity, person }), ...deed, outcome: "done" });
}

const requested: { readonly [T in RequestFrame["type"]]: string } = {
	getTranscript: "readTranscript",
	getList: "readList",
	search: "search",
	takeNext: "takeNext",
	getTicket: "issueTicket",
	getAudit: "readAudit",
};

function isRequest(frame: CommandFrame | RequestFrame): frame is RequestFrame {
	return frame.type in requested;
}

/** A conversation that is not one of the connection's bots is not named: it may not exist. */
async function deedOf(
	state: BridgeState,
	identity: Identity,
	frame: CommandFrame,
): Promise<Pick<Deed, "what" | "conversation" | "bot" | "about">> {
	const key = frame.conversationId as ConversationKey;
	const facts = await factsOf(state, lineOf(state, key));
	const isTheirs = facts !== undefined && mayHear(identity, facts);
	const where = isTheirs ? { conversation: key, bot: facts.botId as BotId } : {};
	if (frame.type === "giveUp") return { what: frame.type, ...where, about: frame.entryId };
	const command = toCommand(frame, identity);
	return { what: command.type, ...where, about: aboutOf(command) };
}

type AuditRequest = Extract<RequestFrame, { type: "getAudit" }>;

const defaultLimit = 100;
const pageLength = 200;
/** At most so many records are looked through for one answer; `next` says where to go on. */
const searchLength = 5_000;

/** What apps and people did in conversations of the connection's bots, and what its own app did besides. */
export async function readAudit(
	{ handoff: { store } }: BridgeState,
	identity: Identity,
	request: AuditRequest,
): Promise<ServerFrameOf<"audit" | "refused">> {
	const { id, from, limit = defaultLimit } = request;
	const found: AuditRecord[] = [];
	let before = from === undefined ? undefined : readCursor(from);
	if (from !== undefined && before === undefined)
		return refusal("bad-frame", { re: id }, "Cannot go on from there: begin anew, without `from`");
	for (let seen = 0; seen < searchLength; seen += pageLength) {
		const page = await store.readAudit({ before, limit: pageLength });
		for (const one of page) {
			if (isTooOld(one, request)) return answer(id, found, undefined);
			if (mayRead(identity, one) && isWanted(one, request)) found.push(one);
			before = one;
			if (found.length === limit) return answer(id, found, before);
		}
		if (page.length < pageLength) return answer(id, found, undefined);
	}
	return answer(id, found, before);
}

function mayRead({ app, bots }: Identity, { bot, app: theirs }: AuditRecord): boolean {
	return bot === undefined ? theirs === app : bots.has(bot);
}

function isTooOld({ at }: AuditRecord, { since = 0 }: AuditRequest): boolean {
	return toSeconds(at) < since;
}

function isWanted(
	{ at, person, conversation, app }: AuditRecord,
	{ until = Number.POSITIVE_INFINITY, personId, conversationId, appId }: AuditRequest,
): boolean {
	if (toSeconds(at) >= until) return false;
	if (personId !== undefined && person?.id !== personId) return false;
	if (appId !== undefined && app !== appId) return false;
	return conversationId === undefined || conversation === conversationId;
}

function answer(
	re: string,
	records: readonly AuditRecord[],
	next: Pick<AuditRecord, "at" | "id"> | undefined,
): ServerFrameOf<"audit"> {
	return { type: "audit", re, records: records.map(toFrameRecord), next: next && `${next.at} ${next.id}` };
}

function toFrameRecord({ at, app, bot, conversation, ...rest }: AuditRecord) {
	return { ...rest, time: toSeconds(at), appId: app, botId: bot, conversationId: conversation };
}

function readCursor(from: string): Pick<AuditRecord, "at" | "id"> | undefined {
	const [, at, id] = /^(\d{1,15}) ([\w-]{1,64})$/.exec(from) ?? [];
	return id === undefined ? undefined : { at: Number(at), id };
}
