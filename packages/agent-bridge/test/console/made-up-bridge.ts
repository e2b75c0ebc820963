import type { ListRequest } from "../../src/client/types.js";
import type { Answer, Bridge, BridgeEvent } from "../../src/console/web/wire/bridge.js";
import type { CommandFrame } from "../../src/protocol/client-frame.js";
import type { EntryFrame } from "../../src/protocol/entry-frame.js";
import type { FrameHolder, Snapshot } from "../../src/protocol/parts.js";
import type { ServerFrameOf } from "../../src/protocol/server-frame.js";
import { ana, type Body, type MadeUpTalk, start, words, write } from "./made-up-talk.js";

/** A bridge to a world that a test makes up. Knows only as much of control as the desk needs to be tried out. */
export interface MadeUpBridge extends Omit<Bridge, "search"> {
	search: Bridge["search"];
	readonly sent: CommandFrame[];
	readonly typed: string[];
	readonly looked: string[];
	connect(): void;
	disconnect(): void;
	/** Writes a line and tells the desk of it. */
	tell(conversationId: string, body: Body, change?: Partial<Snapshot>): EntryFrame;
	/** Changes a conversation behind the back of the desk. */
	change(conversationId: string, change: Partial<Snapshot>): void;
	shout(event: BridgeEvent): void;
}

const me: FrameHolder = { appId: "desk", kind: "human", personId: ana.id };

export function madeUpBridge(talks: readonly MadeUpTalk[]): MadeUpBridge {
	const world = new Map(talks.map((talk) => [talk.snapshot.conversationId, talk]));
	const listeners = new Set<(event: BridgeEvent) => void>();
	let isConnected = false;
	const sent: CommandFrame[] = [];
	const typed: string[] = [];
	const looked: string[] = [];

	function shout(event: BridgeEvent): void {
		for (const listener of listeners) listener(event);
	}

	function of(conversationId: string): MadeUpTalk {
		const talk = world.get(conversationId);
		if (talk === undefined) throw new Error(`There is no conversation "${conversationId}"`);
		return talk;
	}

	function change(conversationId: string, members: Partial<Snapshot>): void {
		const talk = of(conversationId);
		talk.snapshot = { ...talk.snapshot, ...members };
	}

	function tell(conversationId: string, body: Body, members: Partial<Snapshot> = {}): EntryFrame {
		change(conversationId, members);
		const frame = write(of(conversationId), body, now());
		shout({ type: "told", frame });
		return frame;
	}

	async function send(command: CommandFrame): Promise<Answer> {
		if (!isConnected) throw new Error("No answer came");
		sent.push(command);
		const talk = of(command.conversationId);
		const { epoch, holder } = talk.snapshot;
		if ("epoch" in command && command.epoch !== undefined && command.epoch !== epoch) {
			const { id: re, conversationId } = command;
			return {
				type: "refused",
				re,
				conversationId,
				code: "stale-epoch",
				message: "Control moved",
				epoch,
				holder,
			};
		}
		const before = talk.log.length;
		obey(command, tell, talk);
		const entryIds = talk.log.slice(before).map(({ entryId }) => entryId);
		return {
			type: "ack",
			re: command.id,
			conversationId: command.conversationId,
			epoch: talk.snapshot.epoch,
			entryIds,
			position: talk.snapshot.position,
			drafts: 0,
		};
	}

	return {
		sent,
		typed,
		looked,
		send,
		async takeNext(id) {
			const next = [...world.values()].find(({ snapshot: { offer } }) => offer?.toAppIds.includes("desk"));
			if (next?.snapshot.offer === undefined) return refused(id);
			const { conversationId, offer } = next.snapshot;
			return send({ type: "handoverConfirmed", id, conversationId, offerId: offer.offerId });
		},
		tell,
		change,
		shout,
		type: (conversationId) => typed.push(conversationId),
		connect() {
			isConnected = true;
			const rights = { mayAct: true, isSupervisor: false, closeReasons: [] };
			shout({ type: "connected", frame: greeting, ...rights });
		},
		disconnect() {
			isConnected = false;
			shout({ type: "disconnected" });
		},
		async readTranscript({ conversationId = "", after = 0, before = Number.MAX_SAFE_INTEGER, limit = 50 }) {
			const { snapshot, log } = of(conversationId);
			const range = log.filter(({ position }) => position > after && position < before);
			const entries = after > 0 ? range.slice(0, limit) : range.slice(-limit);
			return {
				type: "transcript",
				re: "",
				conversation: snapshot,
				entries,
				more: range.length > entries.length,
			};
		},
		async readList({ of: list }) {
			const conversations = [...world.values()]
				.map(({ snapshot }) => snapshot)
				.filter((snapshot) => isIn(snapshot, list));
			return { type: "list", re: "", of: list, conversations, more: false };
		},
		async search() {
			return { type: "found", re: "", hits: [], looked: 0 };
		},
		look: (conversationId, doing) => looked.push(`${doing} ${conversationId}`),
		listen(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
}

function refused(re: string): Answer {
	return { type: "refused", re, code: "nothing-waits", message: "Nobody waits" };
}

const now = () => Math.max(start, Date.now() / 1000);

function isIn({ offer, holder, session }: Snapshot, list: ListRequest["of"]): boolean {
	if (list === "undelivered") return false;
	if (list === "waiting") return offer !== undefined;
	return list === "held" ? holder?.appId === "desk" : session.open;
}

function obey(command: CommandFrame, tell: MadeUpBridge["tell"], { snapshot, log }: MadeUpTalk): void {
	const { conversationId } = command;
	const representative = { ...ana, representativeType: "HUMAN" } as const;
	const said = { representative, fromAppId: "desk", person: ana, delivery: { state: "sent" } } as const;
	const epoch = snapshot.epoch + 1;
	switch (command.type) {
		case "takeover":
		case "handoverConfirmed":
			tell(
				conversationId,
				{ type: "takeoverConfirmed", toAppId: "desk", personId: "ana", again: false, transcript: undefined },
				{ epoch, holder: me, phase: "held", offer: undefined },
			);
			tell(
				conversationId,
				{ type: "joined", ...words("Ana joined"), representative, fromAppId: "desk", person: ana },
				{ person: ana },
			);
			return;
		case "release":
		case "close":
			tell(
				conversationId,
				{ type: "left", ...words("Ana left"), representative, fromAppId: "desk", person: ana },
				{ person: undefined },
			);
			tell(
				conversationId,
				{ type: "release", fromAppId: "desk", holderEpoch: epoch, why: "released" },
				{ epoch, holder: undefined, phase: "bot" },
			);
			return;
		case "handover": {
			const offer = {
				offerId: `offer-${epoch}`,
				toAppIds: [command.toAppId ?? "returns"],
				reason: { type: "handed-over", detail: command.note },
				since: now(),
				from: 1,
			} as const;
			tell(
				conversationId,
				{ type: "handover", ...offer, toAppId: offer.toAppIds[0] ?? "", fromAppId: "desk", again: false },
				{ offer, phase: "passing" },
			);
			return;
		}
		case "withdraw":
			tell(
				conversationId,
				{ type: "handoverWithdrawn", offerId: snapshot.offer?.offerId ?? "", how: "withdrawn" },
				{ offer: undefined, phase: "held" },
			);
			return;
		case "handoverDeclined":
			tell(
				conversationId,
				{ type: "handoverDeclined", offerId: command.offerId },
				{ offer: undefined, phase: "bot" },
			);
			return;
		case "agentSay":
			tell(conversationId, { type: "agentSay", ...words(textOf(command)), ...said, how: "said" });
			return;
		case "sendDraft": {
			const draft = log.find(({ entryId }) => entryId === command.draftId);
			const asIs = draft?.type === "draft" ? (draft.activity.text ?? "") : "";
			const how = command.input === undefined ? "approved-draft" : "corrected-draft";
			const draftIds = snapshot.draftIds.filter((id) => id !== command.draftId);
			tell(conversationId, {
				type: "agentSay",
				...words(command.input === undefined ? asIs : textOf(command)),
				...said,
				how,
			});
			tell(
				conversationId,
				{ type: "draftUsed", draftId: command.draftId, how: "sent", fromAppId: "desk", person: ana },
				{ draftIds },
			);
			return;
		}
		case "discardDraft": {
			const draftIds = snapshot.draftIds.filter((id) => id !== command.draftId);
			tell(
				conversationId,
				{ type: "draftUsed", draftId: command.draftId, how: "discarded", fromAppId: "desk", person: ana },
				{ draftIds },
			);
			return;
		}
		case "note":
			tell(conversationId, { type: "note", fromAppId: "desk", person: ana, text: command.text });
			return;
		case "watch":
			tell(
				conversationId,
				{ type: "watch", fromAppId: "desk", transcript: undefined },
				{ watchers: ["desk"] },
			);
			return;
		case "unwatch":
			tell(conversationId, { type: "unwatch", fromAppId: "desk" }, { watchers: [] });
			return;
	}
}

function textOf({ input }: Extract<CommandFrame, { type: "agentSay" | "sendDraft" }>): string {
	return input?.type === "text" ? input.value : "";
}

const greeting: ServerFrameOf<"connected"> = {
	type: "connected",
	version: 1,
	appId: "desk",
	kind: "human",
	botIds: ["shop"],
	person: ana,
	as: "person",
	time: start,
	heartbeatMs: 25_000,
	limits: { frameBytes: 1_000_000, depth: 16, unacknowledged: 256 },
	apps: [
		{ appId: "desk", kind: "human", displayName: "Shop desk" },
		{ appId: "returns", kind: "human", displayName: "Returns desk" },
		{ appId: "sizes", kind: "bot", displayName: "Size advisor" },
	],
	bots: [{ botId: "shop", displayName: "Kiko" }],
};
