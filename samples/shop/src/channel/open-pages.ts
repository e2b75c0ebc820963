import type { WebSocket } from "ws";
import type { ServerFrame } from "./server-frame.js";

/** The pages that each customer has open now. */
export interface OpenPages {
	add(customer: string, page: WebSocket): void;
	count(customer: string): number;
	/** Tells all pages of a customer. */
	tell(customer: string, frame: ServerFrame): void;
	/** Finds the pages that have died, and lets the living know that the connection stands. */
	beat(): void;
	closeAll(): void;
}

/** A page that takes in nothing while this much waits for it is gone. */
const maxUnsentBytes = 1_048_576;

export function openPages(): OpenPages {
	const pages = new Map<string, Set<WebSocket>>();
	const silent = new WeakSet<WebSocket>();

	function remove(customer: string, page: WebSocket): void {
		const own = pages.get(customer);
		own?.delete(page);
		if (own?.size === 0) pages.delete(customer);
	}

	function beatOne(page: WebSocket): void {
		if (silent.has(page)) {
			page.terminate();
			return;
		}
		silent.add(page);
		page.ping();
		tellPage(page, { type: "ping" });
	}

	return {
		add(customer, page) {
			const own = pages.get(customer) ?? new Set();
			pages.set(customer, own.add(page));
			page.on("pong", () => silent.delete(page));
			page.on("close", () => remove(customer, page));
		},
		count: (customer) => pages.get(customer)?.size ?? 0,
		tell(customer, frame) {
			for (const page of pages.get(customer) ?? []) tellPage(page, frame);
		},
		beat() {
			for (const own of pages.values()) for (const page of own) beatOne(page);
		},
		closeAll() {
			for (const own of pages.values()) for (const page of own) page.close(1001, "restarting");
		},
	};
}

export function tellPage(page: WebSocket, frame: ServerFrame): void {
	if (page.readyState !== page.OPEN) return;
	if (page.bufferedAmount > maxUnsentBytes) page.terminate();
	else page.send(JSON.stringify(frame));
}
