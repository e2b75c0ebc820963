import {
	type ConversationKey,
	conversationKey,
	type Delivery,
	type Entry,
	type EntryId,
	type Store,
} from "@baton/core";
import { business, channelId, deskApp } from "../samples/scale-out/src/settings.js";
import type { Arrival } from "../samples/scale-out/src/town/street.js";
import type { Ledger } from "./ledger.js";

/** What went wrong, one line each, by kind. */
export interface Verdict {
	readonly lost: readonly string[];
	readonly doubled: readonly string[];
	readonly disordered: readonly string[];
	readonly mislabelled: readonly string[];
	/** Sends whose fate nobody can know: told to whoever spoke, and counted. */
	readonly unknown: number;
	readonly undelivered: number;
}

/** What of a store is looked at. */
export type JudgedStore = Pick<Store, "readEntries" | "readDeliveries" | "load">;

type Findings = { readonly [Kind in "lost" | "doubled" | "disordered" | "mislabelled"]: string[] };

export function keyOf(conversation: string): ConversationKey {
	return conversationKey({ channel: channelId, business, conversation });
}

/** Holds what the ledger says against what the store says, when all is quiet. */
export async function judge(ledger: Ledger, store: JudgedStore): Promise<Verdict> {
	const findings: Findings = { lost: [], doubled: [], disordered: [], mislabelled: [] };
	let [unknown, undelivered] = [0, 0];
	for (const conversation of ledger.acknowledged.keys()) {
		const key = keyOf(conversation);
		const log = await readLog(store, key);
		const deliveries = await deliveriesOf(store, key, log);
		judgeHeard(findings, conversation, ledger, log);
		judgeSpoken(findings, conversation, ledger, log);
		judgeArrived(findings, conversation, ledger.arrived.get(conversation) ?? [], log, deliveries);
		judgeTold(findings, conversation, ledger.told.get(conversation) ?? [], log);
		judgeLabels(findings, conversation, ledger.arrived.get(conversation) ?? []);
		await judgeRest(findings, conversation, store, key);
		for (const { state } of deliveries.values()) {
			if (state === "unknown") unknown += 1;
			if (state === "failed") undelivered += 1;
		}
	}
	return { ...findings, unknown, undelivered };
}

const pageSize = 500;

async function readLog(store: JudgedStore, key: ConversationKey): Promise<readonly Entry[]> {
	const log: Entry[] = [];
	for (;;) {
		const page = await store.readEntries(key, { after: log.at(-1)?.position ?? 0, limit: pageSize });
		log.push(...page);
		if (page.length < pageSize) return log;
	}
}

async function deliveriesOf(
	store: JudgedStore,
	key: ConversationKey,
	log: readonly Entry[],
): Promise<ReadonlyMap<EntryId, Delivery>> {
	const known = new Map<EntryId, Delivery>();
	for (let at = 0; at < log.length; at += pageSize) {
		const ids = log.slice(at, at + pageSize).map(({ id }) => id);
		for (const delivery of await store.readDeliveries(key, ids)) known.set(delivery.entry, delivery);
	}
	return known;
}

/** What was acknowledged is in the log once, in the order in which it was said. */
function judgeHeard(
	findings: Findings,
	conversation: string,
	{ acknowledged }: Ledger,
	log: readonly Entry[],
): void {
	const heard = log.flatMap((entry) => (entry.type === "userSaid" ? [String(entry.activity.id)] : []));
	compare(findings, `what the user of ${conversation} said`, acknowledged.get(conversation) ?? [], heard);
}

/** What a desk's people were told is said is in the log once, in order. */
function judgeSpoken(
	findings: Findings,
	conversation: string,
	{ spoken }: Ledger,
	log: readonly Entry[],
): void {
	const acknowledged = spoken.get(conversation) ?? [];
	const said = log.flatMap((entry) => (entry.type === "appSaid" ? [entry.activity.text ?? ""] : []));
	// What was said and not acknowledged may be there as well: whoever said it does not know.
	const known = new Set(acknowledged);
	compare(
		findings,
		`what the desk said in ${conversation}`,
		acknowledged,
		said.filter((text) => known.has(text)),
	);
}

/** What was sent arrived, once, in the order of the log; nothing arrived that was not said. */
function judgeArrived(
	findings: Findings,
	conversation: string,
	arrivals: readonly Arrival[],
	log: readonly Entry[],
	deliveries: ReadonlyMap<EntryId, Delivery>,
): void {
	const places = new Map<string, number>(log.map(({ id, position }) => [id, position]));
	const arrived = new Set(arrivals.map(({ id }) => id));
	for (const { id } of arrivals)
		if (!places.has(id)) findings.doubled.push(`${conversation}: ${id} arrived and was never said`);
	for (const { id, type } of log) {
		const state = deliveries.get(id)?.state;
		if (state === "sent" && !arrived.has(id))
			findings.lost.push(`${conversation}: ${type} ${id} is sent and did not arrive`);
		if (state === "pending" || state === "begun")
			findings.lost.push(`${conversation}: ${type} ${id} is still ${state}`);
	}
	const order = arrivals.flatMap(({ id }) => places.get(id) ?? []);
	if (order.some((place, index) => index > 0 && place < (order[index - 1] ?? 0)))
		findings.disordered.push(`${conversation}: the user saw ${order.join(" ")}`);
}

/** Whatever is addressed to the desk it was told, once, in order. */
function judgeTold(
	findings: Findings,
	conversation: string,
	told: readonly string[],
	log: readonly Entry[],
): void {
	const addressed = log.filter(({ to }) => to.includes(deskApp as never)).map(({ id }) => String(id));
	compare(findings, `what the desk was told of ${conversation}`, addressed, told);
}

/** From joined to left nobody else speaks; HUMAN is only who has joined. */
function judgeLabels(findings: Findings, conversation: string, arrivals: readonly Arrival[]): void {
	let joined: string | undefined;
	for (const { kind, label, name, text } of arrivals) {
		const wrong = (what: string): unknown => findings.mislabelled.push(`${conversation}: ${what}: ${text}`);
		if (kind === "joined") {
			if (joined !== undefined) wrong(`${name} joins while ${joined} is in`);
			joined = name;
		} else if (kind === "left") {
			if (joined !== name) wrong(`${name} leaves without being in`);
			joined = undefined;
		} else if (kind === "said" && label === "HUMAN" && joined !== name) {
			wrong(`${name} speaks without having joined`);
		} else if (kind === "said" && label === "BOT" && joined !== undefined) {
			wrong(`the bot speaks while ${joined} is in`);
		}
	}
}

/** Nothing is left over. */
async function judgeRest(
	findings: Findings,
	conversation: string,
	store: JudgedStore,
	key: ConversationKey,
): Promise<void> {
	const { conversation: state, outbox } = await store.load(key);
	if (state === undefined) return void findings.lost.push(`${conversation} is gone`);
	if (outbox.length > 0) findings.lost.push(`${conversation}: ${outbox.length} are still to be sent`);
	if (state.turns.length > 0)
		findings.lost.push(`${conversation}: ${state.turns.length} turns are not finished`);
}

function compare(
	findings: Findings,
	what: string,
	expected: readonly string[],
	found: readonly string[],
): void {
	const counts = new Map<string, number>();
	for (const item of found) counts.set(item, (counts.get(item) ?? 0) + 1);
	for (const item of expected) if (!counts.has(item)) findings.lost.push(`${what}: ${item}`);
	for (const [item, count] of counts)
		if (count > 1) findings.doubled.push(`${what}: ${item}, ${count} times`);
	const known = new Set(expected);
	const common = found.filter((item) => known.has(item));
	const places = new Map(expected.map((item, index) => [item, index]));
	if (
		common.some(
			(item, index) => index > 0 && (places.get(item) ?? 0) < (places.get(common[index - 1] ?? "") ?? 0),
		)
	)
		findings.disordered.push(what);
}
