import type { Pending } from "../view/chat-state.js";

const name = "shop-pending";

/** Keeps what was not sent yet, so that a reload does not lose it. Each tab keeps its own. */
export function keepPending(pending: readonly Pending[]): void {
	try {
		if (pending.length === 0) sessionStorage.removeItem(name);
		else sessionStorage.setItem(name, JSON.stringify(pending));
	} catch {
		// Private windows may refuse: then a reload forgets.
	}
}

export function readPending(): readonly Pending[] {
	try {
		const kept: unknown = JSON.parse(sessionStorage.getItem(name) ?? "[]");
		return Array.isArray(kept) ? kept.filter(isPending).map((one) => ({ ...one, state: "sending" })) : [];
	} catch {
		return [];
	}
}

function isPending(value: unknown): value is Pending {
	if (typeof value !== "object" || value === null) return false;
	const { id, text } = value as { readonly id?: unknown; readonly text?: unknown };
	return typeof id === "string" && typeof text === "string";
}
