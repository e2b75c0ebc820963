import { EventEmitter } from "node:events";
import { verifyWebhook } from "@baton/agent-bridge/webhook";
import { type Edge, type EdgeAnswer, type EdgeRequest, plainText } from "@baton/core/http";
import { type Ticket, type Tickets, take } from "./tickets.js";
import type { Told } from "./told.js";

/** How the endpoint behaves: what an integrator wants to have seen once. */
export const behaviors = ["answers", "fails", "hangs", "gone"] as const;
export type Behavior = (typeof behaviors)[number];

/** One call in either direction, for the page. */
interface Call {
	readonly direction: "in" | "out";
	readonly type: string;
	readonly status: number;
	readonly at: number;
	readonly body: string;
}

export interface Agreement {
	/** The word that every answer carries. */
	readonly verificationToken: string;
	readonly signingSecret: string;
}

/** Where, and with which token, the contact center calls Baton. */
interface Access {
	readonly address: string;
	readonly accessToken: string;
}

interface View {
	readonly tickets: readonly Ticket[];
	readonly calls: readonly Call[];
	readonly behavior: Behavior;
}

/** A contact center's own system, as small as one can be: tickets, an endpoint, and calls. */
export interface ContactCenter {
	/** Takes what Baton tells. */
	readonly edge: Edge;
	connect(access: Access): void;
	/** Calls Baton. Resolves with what it answered. */
	ask(
		type: string,
		data: Readonly<Record<string, unknown>>,
	): Promise<{ readonly status: number; readonly text: string }>;
	behave(behavior: Behavior): void;
	readonly behavior: Behavior;
	view(): View;
	onChange(listener: () => void): () => void;
}

const callsKept = 60;

export function contactCenter({ verificationToken, signingSecret }: Agreement): ContactCenter {
	const changes = new EventEmitter().setMaxListeners(0);
	const seen = new Set<string>();
	let tickets: Tickets = new Map();
	let calls: readonly Call[] = [];
	let behavior: Behavior = "answers";
	let access: Access | undefined;
	let asked = 0;

	function note(call: Omit<Call, "at">): void {
		calls = [{ ...call, at: Date.now() }, ...calls].slice(0, callsKept);
		changes.emit("change");
	}

	async function receive({ header, body }: EdgeRequest): Promise<EdgeAnswer> {
		const text = Buffer.from(body).toString();
		const names = ["webhook-id", "webhook-timestamp", "webhook-signature"];
		try {
			verifyWebhook([signingSecret], Object.fromEntries(names.map((name) => [name, header(name)])), body);
		} catch (error) {
			return plainText(401, String(error));
		}
		const told: Told = JSON.parse(text);
		const answer = await behave(told);
		note({ direction: "in", type: told.type, status: answer.status, body: text });
		// The same again, because our answer was lost, has been taken already.
		const id = header("webhook-id") ?? "";
		if (answer.status === 200 && !seen.has(id)) tickets = take(tickets, told);
		if (answer.status === 200) seen.add(id);
		changes.emit("change");
		return answer;
	}

	async function behave({ type }: Told): Promise<EdgeAnswer> {
		if (type === "verification" || behavior === "answers") return plainText(200, verificationToken);
		if (behavior === "gone") return plainText(410, "This contact center has moved");
		if (behavior === "hangs") await new Promise((resolve) => setTimeout(resolve, 6_000).unref());
		return plainText(500, "The contact center has a problem");
	}

	return {
		edge: receive,
		connect(given) {
			access = given;
		},
		async ask(type, data) {
			if (access === undefined) return { status: 503, text: "Not connected yet" };
			asked += 1;
			const message_id = `${Date.now()}-${asked}`;
			const body = JSON.stringify({
				type,
				timestamp: new Date().toISOString(),
				data: { message_id, ...data },
			});
			const response = await fetch(access.address, {
				...{ method: "POST", body },
				headers: { authorization: `Bearer ${access.accessToken}`, "content-type": "application/json" },
			});
			const text = await response.text();
			note({ direction: "out", type, status: response.status, body });
			return { status: response.status, text };
		},
		behave(next) {
			behavior = next;
			changes.emit("change");
		},
		get behavior() {
			return behavior;
		},
		view: () => ({ tickets: [...tickets.values()].sort((one, other) => other.at - one.at), calls, behavior }),
		onChange(listener) {
			changes.on("change", listener);
			return () => changes.off("change", listener);
		},
	};
}
