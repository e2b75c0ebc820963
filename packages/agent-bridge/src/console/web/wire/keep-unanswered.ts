import type { DeskStore } from "../desk/store.js";
import type { Unanswered } from "../model/composer-text.js";

const key = "baton.unanswered";

/** What was sent and not answered outlives a reload of this tab: gives what an earlier page left, to be sent again. */
export function keepUnanswered(store: DeskStore): readonly Unanswered[] {
	const left = read();
	let kept = store.state.unanswered;
	store.subscribe(() => {
		const { unanswered } = store.state;
		if (unanswered === kept) return;
		kept = unanswered;
		write([...unanswered.values()]);
	});
	return left;
}

function read(): readonly Unanswered[] {
	try {
		const value: unknown = JSON.parse(sessionStorage.getItem(key) ?? "[]");
		return Array.isArray(value) ? value.filter(isUnanswered) : [];
	} catch {
		return [];
	}
}

/** Nothing but this page writes it; the bridge checks the command like any other. */
function isUnanswered(value: unknown): value is Unanswered {
	if (typeof value !== "object" || value === null || !("command" in value && "written" in value))
		return false;
	const { command, written } = value;
	const isCommand = typeof command === "object" && command !== null && "id" in command && "type" in command;
	return isCommand && typeof written === "object" && written !== null && "text" in written;
}

function write(unanswered: readonly Unanswered[]): void {
	try {
		sessionStorage.setItem(key, JSON.stringify(unanswered));
	} catch {
		// A browser that keeps nothing still works.
	}
}
