import type { ByApp } from "@baton/core";
import type { ClientFrame, ClientFrameType } from "../protocol/client-frame.js";
import type { Role } from "../protocol/parts.js";

/** Who sends a frame: an app itself, with its secret, or a person by their role. */
export type Rank = "app" | Role;

/**
 * `any`: as the control protocol has it. `own`: not where a colleague holds control. `desk`: also for the colleague who
 * holds control.
 */
export type Right = "any" | "own" | "desk" | "never";

type Rights = { readonly [R in Rank]: Right };

const everybody: Rights = { app: "any", supervisor: "any", agent: "any", "read-only": "any" };
const whoeverActs: Rights = { ...everybody, "read-only": "never" };
/** For an agent nothing in what a colleague holds; a supervisor may. */
const ownOnly: Rights = { ...whoeverActs, agent: "own" };
/** As before, and a supervisor does it in the colleague's place. */
const onBehalf: Rights = { ...ownOnly, supervisor: "desk" };

/** What is not said here is nobody's to do. */
const rights: { readonly [T in ClientFrameType]: Rights } = {
	connect: everybody,
	ack: everybody,
	pong: everybody,
	typing: whoeverActs,
	looking: everybody,
	getTranscript: everybody,
	getList: everybody,
	search: everybody,
	takeNext: whoeverActs,
	getAudit: { app: "any", supervisor: "any", agent: "never", "read-only": "never" },
	getTicket: { app: "any", supervisor: "never", agent: "never", "read-only": "never" },
	handover: onBehalf,
	handoverConfirmed: whoeverActs,
	handoverDeclined: whoeverActs,
	withdraw: onBehalf,
	takeover: whoeverActs,
	release: onBehalf,
	close: onBehalf,
	agentSay: ownOnly,
	interject: whoeverActs,
	sendDraft: ownOnly,
	discardDraft: ownOnly,
	edit: ownOnly,
	delete: ownOnly,
	sayAgain: ownOnly,
	giveUp: ownOnly,
	watch: whoeverActs,
	unwatch: whoeverActs,
	note: whoeverActs,
	askRating: ownOnly,
	mode: ownOnly,
};

/** Who may take over from a colleague of the same app. */
export type ColleagueTakeover = "agents" | "supervisors";

export function rightTo({ type }: Pick<ClientFrame, "type">, rank: Rank, takeover: ColleagueTakeover): Right {
	if (type === "takeover" && rank === "agent" && takeover === "supervisors") return "own";
	return rights[type]?.[rank] ?? "never";
}

export function reachOf(right: Right): ByApp["reach"] {
	return right === "own" || right === "desk" ? right : undefined;
}
