/** What the server gives to whoever is signed in: a way in to the bridge, good for a minute. */
export interface Pass {
	readonly ticket: string;
	/** Where the bridge listens, on this server. */
	readonly bridgePath: string;
	/** Whether this person may do more than look. */
	readonly mayAct: boolean;
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
	return { ticket, bridgePath, mayAct: !("role" in value && value.role === "read-only") };
}
