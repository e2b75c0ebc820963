import type { Clock } from "@baton/core";
import { BatonError } from "@baton/core/error";
import type { EntryFrame } from "../protocol/entry-frame.js";
import type { ServerFrame } from "../protocol/server-frame.js";
import { createAcknowledgments } from "./acknowledgments.js";
import { createConnection } from "./connection.js";
import { createControlBook } from "./control-book.js";
import type { Dial } from "./dial.js";
import { createInbox } from "./inbox.js";
import { createOutbox, type Granted } from "./outbox.js";
import type {
	Client,
	ClientOptions,
	Connected,
	Heard,
	Listen,
	Outgoing,
	TranscriptForms,
	TranscriptRequest,
} from "./types.js";

/** The machine's clock. Unlike the core's it keeps a process alive that waits for a reconnection. */
const ownClock: Clock = {
	now: () => Date.now(),
	after(ms, action) {
		const timer = setTimeout(action, ms);
		return () => clearTimeout(timer);
	},
};

/** A client over whatever `dial` opens. */
export function createClient(dial: Dial, options: ClientOptions): Client {
	const { clock = ownClock, random = Math.random, onError = () => {} } = options;
	const listeners = new Set<Listen>();
	const book = createControlBook();
	const nextId = idsFrom(random);
	const connection = createConnection({ dial, options, clock, random, onError, onConnected, onFrame });
	const outbox = createOutbox({
		clock,
		answerWithinMs: options.answerWithinMs ?? 30_000,
		transmit: (text) => connection.send(text),
	});
	const acknowledgments = createAcknowledgments({
		clock,
		withinMs: options.acknowledgeWithinMs ?? 20,
		window: () => connection.greeting?.limits.unacknowledged,
		transmit: (text) => connection.greeting?.as === "app" && connection.send(text),
	});
	const inbox = createInbox({
		clock,
		attempts: options.attempts ?? 8,
		handle,
		acknowledge: acknowledgments.note,
		onError,
	});

	function onConnected(): void {
		outbox.resend();
	}

	function onFrame(frame: ServerFrame) {
		switch (frame.type) {
			case "ack":
			case "refused":
			case "transcript":
			case "transcriptUrl":
			case "list":
			case "found":
			case "ticket":
			case "audit":
				if (frame.type === "refused" && frame.conversationId !== undefined && frame.epoch !== undefined) {
					book.note(frame.conversationId, frame.epoch, frame.holder);
				}
				if (frame.type === "transcript") book.noteSnapshot(frame.conversation);
				return outbox.settle(frame);
			case "typing":
			case "looking":
			case "deliveryReport":
			case "erased":
				return shout(frame);
			case "colleague":
				return options.onColleague?.(frame);
			case "outage":
				return options.onOutage?.(frame.state);
			case "connected":
			case "ping":
			case "goingAway":
				return;
			default:
				return takeIn(frame);
		}
	}

	/** Frames of a kind that is not known yet are taken in like any other if they are lines of a log. */
	function takeIn(frame: EntryFrame): void {
		if (typeof frame.conversationId !== "string" || typeof frame.position !== "number") return;
		book.noteEntry(frame);
		inbox.receive(frame);
	}

	/** What is not acknowledged is told once, whatever comes of it. */
	function shout(heard: Heard): void {
		for (const listener of listeners) {
			Promise.resolve()
				.then(() => listener(heard))
				.catch((cause: unknown) =>
					onError(
						new BatonError(
							"listener-failed",
							`Cannot hand over "${heard.type}": a listener failed, see the cause`,
							{ cause },
						),
					),
				);
		}
	}

	function handle(frame: EntryFrame): undefined | Promise<unknown> {
		if (frame.type === "handover") confirm(frame);
		const results = [...listeners].map((listener) => callListener(listener, frame));
		return results.some((result) => result instanceof Promise) ? Promise.all(results) : undefined;
	}

	function confirm({ toAppId, conversationId, offerId }: Extract<EntryFrame, { type: "handover" }>): void {
		const { greeting } = connection;
		if (greeting === undefined || greeting.appId !== toAppId || greeting.as !== "app") return;
		if (!(options.confirmHandovers ?? greeting.kind === "bot")) return;
		// Somebody else may have been faster; then the mailbox says so.
		send({ type: "handoverConfirmed", conversationId, offerId }).catch(() => {});
	}

	async function send(frame: Outgoing): Promise<Extract<Granted, { type: "ack" }>> {
		const own = { ...frame, id: frame.id ?? nextId() };
		const isWhole = "epoch" in frame || !needsEpoch(frame);
		const whole = isWhole ? own : { epoch: book.epochOf(frame.conversationId) ?? (await ask(frame)), ...own };
		const answer = expect(await outbox.ask(whole), "ack");
		noteOutcome(frame, answer.epoch);
		return answer;
	}

	/** Of a conversation that nothing was heard of yet, as after a start: how it stands. */
	async function ask({ conversationId }: Outgoing): Promise<number> {
		const { conversation } = await getTranscript({ conversationId, limit: 1 });
		return conversation.epoch;
	}

	async function getTranscript<Form extends keyof TranscriptForms = "JSON">({
		type: as,
		...request
	}: TranscriptRequest & { readonly type?: Form }): Promise<TranscriptForms[Form]> {
		const frame = { ...request, type: "getTranscript", id: nextId(), as };
		const answer = expect(await outbox.ask(frame), as === "URL" ? "transcriptUrl" : "transcript");
		// Which of the two it is follows from the form, which the compiler cannot see.
		return answer as TranscriptForms[Form];
	}

	/** Known before the mailbox says so: whoever took control may speak at once. */
	function noteOutcome({ type, conversationId }: Outgoing, epoch: number): void {
		if (type === "takeover" || type === "handoverConfirmed")
			book.note(conversationId, epoch, connection.greeting);
		if (type === "release" || type === "close") book.note(conversationId, epoch, undefined);
	}

	return {
		listen(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		send,
		typing: (conversationId) => connection.send(JSON.stringify({ type: "typing", conversationId })),
		looking: (conversationId, doing) =>
			connection.send(JSON.stringify({ type: "looking", conversationId, doing })),
		search: async (request) =>
			expect(await outbox.ask({ type: "search", id: nextId(), ...request }), "found"),
		getTranscript,
		getList: async (request) =>
			expect(await outbox.ask({ type: "getList", id: nextId(), ...request }), "list"),
		async takeNext({ id = nextId(), ...request } = {}) {
			const taken = expect(await outbox.ask({ type: "takeNext", id, ...request }), "ack");
			book.note(taken.conversationId, taken.epoch, connection.greeting);
			return taken;
		},
		getTicket: async (request) =>
			expect(await outbox.ask({ type: "getTicket", id: nextId(), ...request }), "ticket"),
		getAudit: async (request = {}) =>
			expect(await outbox.ask({ type: "getAudit", id: nextId(), ...request }), "audit"),
		inControlApp: (conversationId) => book.appOf(conversationId),
		whenConnected: (): Promise<Connected> => connection.whenConnected(),
		get status() {
			return connection.status;
		},
		close() {
			inbox.close();
			acknowledgments.flush();
			outbox.rejectAll(new BatonError("closed", "Cannot wait for an answer: the client was closed"));
			connection.close();
		},
	};
}

function callListener(listener: Listen, heard: Heard): unknown {
	try {
		return listener(heard);
	} catch (error) {
		return Promise.reject(error);
	}
}

const withEpoch: ReadonlySet<Outgoing["type"]> = new Set([
	"handover",
	"withdraw",
	"release",
	"close",
	"agentSay",
	"edit",
	"delete",
	"sendDraft",
]);

function needsEpoch({ type }: Outgoing): boolean {
	return withEpoch.has(type);
}

function expect<T extends Granted["type"]>(reply: Granted, type: T): Extract<Granted, { type: T }> {
	if (reply.type === type) return reply as Extract<Granted, { type: T }>;
	throw new BatonError("bad-answer", `Cannot use the answer: expected "${type}" and got "${reply.type}"`);
}

/** Ids that no other client of the app uses. */
function idsFrom(random: () => number): () => string {
	const part = () => random().toString(36).slice(2, 12);
	const prefix = `${part()}${part()}`;
	let count = 0;
	return () => `${prefix}-${++count}`;
}
