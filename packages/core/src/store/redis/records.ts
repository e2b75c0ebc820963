import type { EntryId } from "../../control/control.js";
import {
	type Delivery,
	type DeliveryState,
	deliveryRank,
	type OutboxItem,
	type Outcome,
} from "../../conversation/change.js";
import type { CommandId } from "../../conversation/command.js";
import type { Conversation } from "../../conversation/conversation.js";
import type { Entry } from "../../conversation/entry.js";
import { recordsDelivery } from "../delivery-rules.js";
import { tampered } from "../seal.js";
import { type Home, keyOf } from "./keyspace.js";
import { parseState, stateHeader } from "./state.js";
import type { Veil } from "./veil.js";

/** What a conversation has, as it stands in Redis. What scripts must know comes first, and stays readable for them. */
export interface Records {
	writeState(conversation: Conversation): string;
	readState(kept: string): Conversation;
	writeEntry(entry: Entry): string;
	/** Of the log, from the position `first` on. */
	readEntries(kept: readonly string[], first: number): readonly Entry[];
	/** As field and value. */
	writeItem(item: OutboxItem): readonly [order: string, kept: string];
	/** In the order in which they are to be sent. */
	readItems(kept: readonly (readonly [order: string, kept: string])[]): readonly OutboxItem[];
	/** What a command is remembered by. */
	commandField(command: CommandId): string;
	writeOutcome(command: CommandId, outcome: Outcome): string;
	readOutcome(command: CommandId, kept: string): Outcome;
	/** Where an entry is whose id does not say it, as field and value. */
	writePosition(entry: Pick<Entry, "id" | "position">): readonly [field: string, kept: string];
	readPosition(id: EntryId, kept: string): number;
	/** By which the channel's id leads to an entry. */
	nativeField(nativeId: string): string;
	readNative(nativeId: string, kept: string): EntryId;
	/** What `note_delivery` takes after the time. */
	deliveryArgs(delivery: Delivery): readonly string[];
	/** What `note_delivery` would write of an entry that is withdrawn. */
	writeWithdrawn(entry: EntryId): string;
	readDelivery(entry: EntryId, kept: string): Pick<Delivery, "state" | "error">;
	readNativeId(kept: string): string;
	readReaction(entry: EntryId, kept: string): string;
}

export function recordsOf(veil: Veil, home: Home): Records {
	const at = (letter: string, part: string | number): string => `${keyOf(home, letter)} ${part}`;
	const stateAt = keyOf(home, "s");
	const nativesAt = keyOf(home, "f");
	const nativeField = (nativeId: string): string => `n=${veil.hide(nativeId, nativesAt)}`;

	function writeDelivery(entry: EntryId, state: DeliveryState, error = ""): string {
		return veil.seal(error, at("d", entry), `${deliveryRank[state]}${state}\n`);
	}

	return {
		writeState: (conversation) => veil.seal(JSON.stringify(conversation), stateAt, stateHeader(conversation)),
		readState: (kept) => parseState(veil.open(kept, stateAt)),
		writeEntry: (entry) => veil.seal(JSON.stringify(entry), at("e", entry.position)),
		readEntries: (kept, first) =>
			kept.map((text, index) => JSON.parse(veil.open(text, at("e", first + index))) as Entry),
		writeItem(item) {
			const head = `${recordsDelivery(item) ? "+" : "-"}${item.id}\n`;
			const order = String(item.order);
			return [order, veil.seal(JSON.stringify(item), at("o", order), head)];
		},
		readItems: (kept) =>
			kept
				.map(([order, text]) => bodyOf(veil.open(text, at("o", order))) as OutboxItem)
				.sort((one, other) => one.order - other.order),
		commandField: veil.name,
		writeOutcome: (command, outcome) => veil.seal(JSON.stringify(outcome), at("c", veil.name(command))),
		readOutcome: (command, kept) => JSON.parse(veil.open(kept, at("c", veil.name(command)))) as Outcome,
		writePosition: ({ id, position }) => [`e${id}`, veil.seal(String(position), at("f", `e${id}`))],
		readPosition: (id, kept) => Number(veil.open(kept, at("f", `e${id}`))),
		nativeField,
		readNative: (nativeId, kept) => veil.open(kept, at("f", nativeField(nativeId))) as EntryId,
		deliveryArgs({ entry, state, error, nativeId, reaction }) {
			const native = nativeId === undefined ? "" : nativeField(nativeId);
			return [
				...[entry, String(deliveryRank[state]), state, writeDelivery(entry, state, error)],
				...[native.slice(1), native === "" ? "" : veil.seal(entry, at("f", native))],
				reaction === undefined ? "" : veil.seal(reaction, at("d", `${entry}\tr`), "="),
			];
		},
		writeWithdrawn: (entry) => writeDelivery(entry, "withdrawn"),
		readDelivery(entry, kept) {
			const opened = veil.open(kept, at("d", entry));
			const end = opened.indexOf("\n");
			const state = opened.slice(1, end < 0 ? undefined : end) as DeliveryState;
			const error = end < 0 ? "" : opened.slice(end + 1);
			return { state, error: error === "" ? undefined : error };
		},
		readNativeId(kept) {
			if (!kept.startsWith("=")) throw tampered(nativesAt);
			return veil.reveal(kept.slice(1), nativesAt);
		},
		readReaction: (entry, kept) => veil.open(kept, at("d", `${entry}\tr`)).slice(1),
	};
}

/** What comes after the first line. */
function bodyOf(value: string): unknown {
	return JSON.parse(value.slice(value.indexOf("\n") + 1));
}
