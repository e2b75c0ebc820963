import type { Told, ToldData } from "./told.js";

/** One line of a ticket, as the page shows it. */
interface Line {
	readonly id: string;
	readonly by: "user" | "bot" | "agent" | "notice" | "draft" | "note";
	readonly name: string | undefined;
	readonly text: string;
	/** Epoch milliseconds. */
	readonly at: number;
	/** What became of it, or that it was edited or taken back. */
	readonly mark?: string | undefined;
}

/** One customer's conversation, in the contact center's own terms. */
export interface Ticket {
	readonly reference: string;
	/** The conversation id to answer with. */
	readonly conversation: string;
	readonly customer: string;
	readonly standing: "bot" | "waiting" | "ours";
	readonly why: string | undefined;
	readonly lines: readonly Line[];
	/** When something was told of it last, epoch milliseconds. */
	readonly at: number;
	readonly isTyping: boolean;
}

export type Tickets = ReadonlyMap<string, Ticket>;

const standings: Readonly<Record<string, Ticket["standing"]>> = {
	"conversation.offered": "waiting",
	"conversation.gained": "ours",
	"conversation.lost": "bot",
};

/** The tickets after one more event. */
export function take(tickets: Tickets, { type, timestamp, data }: Told): Tickets {
	const { reference } = data;
	if (reference === undefined) return tickets;
	const next = new Map(tickets);
	next.delete(reference);
	if (type === "erased") return next;
	const at = Date.parse(timestamp);
	const before = tickets.get(reference) ?? newTicket(reference);
	const ticket = { ...before, ...standingAfter(before, type, data), at, isTyping: type === "user.typing" };
	const lines = [
		...(data.history ?? []).map((past) => ({ type: past.type, at: past.at, data: past })),
		{ type, at, data },
	].reduce((all, each) => withLine(all, each), ticket.lines);
	const customer = lines.find(({ by, name }) => by === "user" && name !== undefined)?.name ?? ticket.customer;
	return next.set(reference, { ...ticket, lines, customer });
}

function newTicket(reference: string): Ticket {
	return {
		...{ reference, conversation: "", customer: "Customer", standing: "bot", why: undefined },
		...{ lines: [], at: 0, isTyping: false },
	};
}

function standingAfter(before: Ticket, type: string, data: ToldData): Partial<Ticket> {
	const conversation = data.conversation_id ?? before.conversation;
	if (type === "conversation.offer_ended")
		return { conversation, standing: before.standing === "waiting" ? "bot" : before.standing };
	const standing = standings[type];
	if (standing === undefined) return { conversation };
	return { conversation, standing, why: data.reason?.detail ?? data.reason?.type ?? before.why };
}

interface Event {
	readonly type: string;
	readonly at: number;
	readonly data: ToldData;
}

function withLine(lines: readonly Line[], { type, at, data }: Event): readonly Line[] {
	const { message_id = "", draft_id = "" } = data;
	if (type === "draft.used") return lines.filter(({ id }) => id !== draft_id);
	if (type === "message.deleted") return marked(lines, message_id, { text: "taken back", mark: "deleted" });
	if (type === "message.edited") return marked(lines, message_id, { text: textOf(data), mark: "edited" });
	if (type === "delivery") return marked(lines, message_id, { mark: data.delivery?.state });
	const line = lineOf(type, at, data);
	if (line === undefined || lines.some(({ id }) => id === line.id)) return lines;
	// What was said before it was ours is told later.
	const place = lines.findLastIndex((each) => each.at <= line.at) + 1;
	return lines.toSpliced(place, 0, line);
}

function lineOf(type: string, at: number, data: ToldData): Line | undefined {
	const { message_id, draft_id, sender, why } = data;
	const text = textOf(data);
	if (type === "draft" && draft_id !== undefined) return { id: draft_id, by: "draft", name: why, text, at };
	if (type === "note") return { id: `note-${at}-${text}`, by: "note", name: sender?.name, text, at };
	if (type === "agent.joined" || type === "agent.left")
		return { id: `${type}-${at}`, by: "notice", name: undefined, text, at };
	if (message_id === undefined || sender === undefined) return undefined;
	return { id: message_id, by: sender.by as Line["by"], name: sender.name, text, at };
}

function textOf({ text, media }: ToldData): string {
	return [text, media].filter(Boolean).join(" ");
}

function marked(lines: readonly Line[], id: string, change: Partial<Line>): readonly Line[] {
	return lines.map((line) => (line.id === id ? { ...line, ...change } : line));
}
