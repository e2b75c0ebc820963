/** What became of one thing in a file. */
export interface Outcome {
	readonly what: string;
	readonly verdict: "taken" | "ignored" | "refused";
	readonly detail: string;
	/** Whether it should not have come to that: the platform documents it. */
	readonly isFault: boolean;
}

export function taken(what: string, detail: string): Outcome {
	return { what, verdict: "taken", detail, isFault: false };
}

export function ignored(what: string, detail: string, isFault = false): Outcome {
	return { what, verdict: "ignored", detail, isFault };
}

export function refused(what: string, detail: string, isFault = false): Outcome {
	return { what, verdict: "refused", detail, isFault };
}
