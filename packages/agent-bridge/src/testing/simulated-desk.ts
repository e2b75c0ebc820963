import { BatonError } from "@baton/core/error";
import type { Client, ClientOptions, Destination, Outgoing } from "../client/types.js";
import { connect } from "../client.js";
import type { EntryFrame } from "../protocol/entry-frame.js";
import type { Person } from "../protocol/parts.js";
import type { BasicDesk, DeskActions } from "./desk-driver.js";
import { createNotebook, type Notebook } from "./desk-notebook.js";
import { pause } from "./eventually.js";
import type { AgentHands, Happening, SimulatedAgent } from "./simulated-agents.js";

export type SimulatedDeskOptions = Destination &
	Pick<ClientOptions, "appId" | "appSecret" | "botIds" | "confirmHandovers"> & {
		/** Who works there. Default: Mara. An app of kind `bot` has nobody: `null`. */
		readonly person?: Person | null | undefined;
		/** What they do by themselves. Default: nothing but what a test tells them. */
		readonly agent?: SimulatedAgent | undefined;
	};

/** A desk with one person, who does what a test, or their nature, says. */
export interface SimulatedDesk extends BasicDesk, DeskActions {
	/** The client that is connected now: another one after a crash. */
	readonly client: Client;
	/** What went wrong with what the agent did by themselves. */
	readonly refusals: readonly unknown[];
	/** Resolves when the desk is connected. */
	whenConnected(): Promise<unknown>;
}

const mara: Person = { id: "mara", displayName: "Mara" };

/**
 * ```ts
 * const desk = simulatedDesk({ dial: inProcess(bridge), appId: "desk", appSecret, agent: promptAgent() });
 * await ada.says("I want to talk to a person");
 * await ada.hears("Hello, how can I help?");
 * ```
 */
export function simulatedDesk({ person = mara, agent, ...options }: SimulatedDeskOptions): SimulatedDesk {
	const notebook = createNotebook(() => options.appId);
	const refusals: unknown[] = [];
	let turn: Promise<unknown> = Promise.resolve();
	let client = open();

	function open(): Client {
		const opened = connect(options);
		opened.listen((heard) => {
			if ("position" in heard) hear(heard);
		});
		return opened;
	}

	function hear(frame: EntryFrame): void {
		notebook.note(frame);
		const happened = happeningIn(frame, notebook, options.appId);
		if (agent === undefined || happened === undefined) return;
		turn = turn.then(() => agent(happened, all)).catch((error: unknown) => refusals.push(error));
	}

	const hands = handsOf(() => client, notebook, person ?? undefined);
	const all: AgentHands = {
		...hands,
		wait: pause,
		async die(awayMs) {
			client.close();
			await pause(awayMs);
			client = open();
			await client.whenConnected();
		},
	};
	return {
		...hands,
		refusals,
		get client() {
			return client;
		},
		whenConnected: () => client.whenConnected(),
		crash: () => client.close(),
		close: () => client.close(),
	};
}

type Hands = Omit<AgentHands, "wait" | "die">;

function handsOf(client: () => Client, notebook: Notebook, person: Person | undefined): Hands {
	const by = person === undefined ? {} : { person };
	const prefix = Math.random().toString(36).slice(2);
	let last: (Outgoing & { readonly id: string }) | undefined;
	let count = 0;

	function act(frame: Outgoing) {
		count += 1;
		last = { ...frame, ...by, id: `${prefix}-${count}` };
		return client().send(last);
	}

	function draftIn(conversationId: string): string {
		const draftId = notebook.draft(conversationId);
		if (draftId !== undefined) return draftId;
		throw new BatonError("unknown-draft", "Cannot use a draft: none waits in this conversation");
	}

	async function speak(conversationId: string, value: string, under: { readonly epoch?: number }) {
		try {
			return await act({ type: "agentSay", conversationId, input: { type: "text", value }, ...under });
		} catch (error) {
			notebook.keep(conversationId, value);
			throw error;
		}
	}

	return {
		take(conversationId) {
			const offerId = notebook.offer(conversationId);
			if (notebook.standing(conversationId) !== "asked" || offerId === undefined)
				return act({ type: "takeover", conversationId });
			return act({ type: "handoverConfirmed", conversationId, offerId });
		},
		say: (conversationId, text) => speak(conversationId, text, {}),
		sayUnder: (epoch, conversationId, text) => speak(conversationId, text, { epoch }),
		release: (conversationId) => act({ type: "release", conversationId }),
		decline(conversationId) {
			const offerId = notebook.offer(conversationId) ?? "none";
			return act({ type: "handoverDeclined", conversationId, offerId });
		},
		handOver: (conversationId, toAppId) => act({ type: "handover", conversationId, toAppId }),
		sendDraft(conversationId, corrected) {
			const input = corrected === undefined ? undefined : ({ type: "text", value: corrected } as const);
			return act({ type: "sendDraft", conversationId, draftId: draftIn(conversationId), input });
		},
		discardDraft: (conversationId) =>
			act({ type: "discardDraft", conversationId, draftId: draftIn(conversationId) }),
		note: (conversationId, text) => act({ type: "note", conversationId, text }),
		watch: (conversationId) => act({ type: "watch", conversationId }),
		repeat: () => (last === undefined ? undefined : client().send(last)),
		sees: (conversationId) => notebook.lines(conversationId),
		standing: (conversationId) => notebook.standing(conversationId),
	};
}

function happeningIn(
	frame: EntryFrame,
	notebook: Notebook,
	appId: string | undefined,
): Happening | undefined {
	const { conversationId } = frame;
	switch (frame.type) {
		case "handover":
			return frame.toAppId === appId ? { type: "asked", conversationId, text: "" } : undefined;
		case "handoverConfirmed":
		case "takeoverConfirmed":
			return frame.toAppId === appId ? { type: "taken", conversationId, text: "" } : undefined;
		case "takeover":
		case "release":
			return frame.fromAppId === appId ? { type: "lost", conversationId, text: "" } : undefined;
		case "userSay":
			if (notebook.standing(conversationId) !== "ours") return undefined;
			return { type: "userSaid", conversationId, text: frame.activity.text ?? "" };
		default:
			return undefined;
	}
}
