import type { Rights } from "./bridge.js";

/** What the server gives to whoever is signed in: a way in to the bridge, good for a minute. */
export interface Pass extends Rights {
	readonly ticket: string;
	/** Where the bridge listens, on this server. */
	readonly bridgePath: string;
}

/**
 * A pass for the person who is signed in on this browser; `undefined` if nobody is.
 *
 * @throws Error if the server cannot be reached, or answers something else
 */
export async function getPass(): Promise<Pass | undefined> {
	const response = await fetch(new URL("ticket", document.baseURI), {
		method: "POST",
		credentials: "same-origin",
	});
	if (response.status === 401 || response.status === 403) return undefined;
	if (!response.ok) throw new Error(`Cannot get a ticket: the server answered ${response.status}`);
	const pass = parsePass(await response.json());
	if (pass === undefined) throw new Error("Cannot get a ticket: the server answered without one");
	return pass;
}

export function parsePass(value: unknown): Pass | undefined {
	if (typeof value !== "object" || value === null || !("ticket" in value)) return undefined;
	const { ticket } = value;
	const bridgePath = "bridgePath" in value ? value.bridgePath : "/bridge";
	if (typeof ticket !== "string" || typeof bridgePath !== "string") return undefined;
	const role = "role" in value ? value.role : undefined;
	const reasons: unknown = "closeReasons" in value ? value.closeReasons : [];
	const closeReasons = Array.isArray(reasons) ? reasons.filter((reason) => typeof reason === "string") : [];
	const isSupervisor = role === "supervisor";
	return { ticket, bridgePath, mayAct: role !== "read-only", isSupervisor, closeReasons };
}
