import { BatonError } from "@baton/core/error";
import type { Client, ClientOptions, Destination, Outgoing } from "../client/types.js";
import { connect } from "../client.js";
import type { Person } from "../protocol/parts.js";
import type { BasicDesk, DeskActions } from "./desk-driver.js";
import { createNotebook } from "./desk-notebook.js";

export type SimulatedDeskOptions = Destination &
	Pick<ClientOptions, "appId" | "appSecret" | "botIds" | "confirmHandovers"> & {
		/** Who works there. Default: Mara. An app of kind `bot` has nobody: `null`. */
		readonly person?: Person | null | undefined;
	};

/** A desk with one person, who does what a test, or their nature, says. */
export interface SimulatedDesk extends BasicDesk, DeskActions {
	readonly client: Client;
	/** Resolves when the desk is connected. */
	whenConnected(): Promise<unknown>;
}

const mara: Person = { id: "mara", displayName: "Mara" };

/**
 * ```ts
 * const desk = simulatedDesk({ dial: inProcess(bridge), appId: "desk", appSecret });
 * await desk.take(ada.conversationId);
 * await desk.say(ada.conversationId, "Hello, I am Mara");
 * ```
 */
export function simulatedDesk({ person = mara, ...options }: SimulatedDeskOptions): SimulatedDesk {
	const client = connect(options);
	const notebook = createNotebook(() => options.appId);
	const by = person === null ? {} : { person };
	let last: (Outgoing & { readonly id: string }) | undefined;
	let count = 0;
	const prefix = Math.random().toString(36).slice(2);

	client.listen((heard) => {
		if ("position" in heard) notebook.note(heard);
	});

	function act(frame: Outgoing) {
		count += 1;
		last = { ...frame, ...by, id: `${prefix}-${count}` };
		return client.send(last);
	}

	function draftIn(conversationId: string): string {
		const draftId = notebook.draft(conversationId);
		if (draftId !== undefined) return draftId;
		throw new BatonError("unknown-draft", "Cannot use a draft: none waits in this conversation");
	}

	return {
		client,
		whenConnected: () => client.whenConnected(),
		take(conversationId) {
			const offerId = notebook.offer(conversationId);
			if (notebook.standing(conversationId) !== "asked" || offerId === undefined)
				return act({ type: "takeover", conversationId });
			return act({ type: "handoverConfirmed", conversationId, offerId });
		},
		async say(conversationId, value) {
			try {
				return await act({ type: "agentSay", conversationId, input: { type: "text", value } });
			} catch (error) {
				notebook.keep(conversationId, value);
				throw error;
			}
		},
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
		repeat: () => (last === undefined ? undefined : client.send(last)),
		sees: (conversationId) => notebook.lines(conversationId),
		standing: (conversationId) => notebook.standing(conversationId),
		crash: () => client.close(),
		close: () => client.close(),
	};
}
