/** What goes wrong with a call to the Web API. */
export type Fault =
	/** HTTP 429 with `Retry-After`; nothing is done. */
	| { readonly type: "rate-limit"; readonly retryAfterS?: number | undefined }
	/** `{ "ok": false, "error": … }` with this error; nothing is done. */
	| { readonly type: "refuse"; readonly error: string }
	/** Plain HTTP such as 503, from something in front of Slack; nothing is done. */
	| { readonly type: "status"; readonly status: number }
	/** The connection ends before anything is done. */
	| { readonly type: "drop-request" }
	/** It is done, and the connection ends without an answer. */
	| { readonly type: "drop-answer" }
	/** It is done, and the answer comes this much later by the emulator's clock. */
	| { readonly type: "slow"; readonly ms: number };

export interface FaultOptions {
	/** Default: `chat.postMessage`. */
	readonly method?: string | undefined;
	/** How many calls. Default: 1. */
	readonly times?: number | undefined;
	/** How many calls go well before. Default: 0. */
	readonly after?: number | undefined;
}

/** Lets things go wrong, on purpose and countably. */
export interface Faults {
	/** The next calls of a method. */
	next(fault: Fault, options?: FaultOptions): void;
	/** No more faults. */
	clear(): void;
}

export interface FaultBox extends Faults {
	take(method: string): Fault | undefined;
}

interface Planned {
	readonly fault: Fault;
	readonly method: string;
	times: number;
	after: number;
}

export function createFaults(): FaultBox {
	let planned: Planned[] = [];
	return {
		next(fault, { method = "chat.postMessage", times = 1, after = 0 } = {}) {
			planned.push({ fault, method, times, after });
		},
		clear() {
			planned = [];
		},
		take(method) {
			const found = planned.find((one) => one.method === method && one.times > 0);
			if (found === undefined) return undefined;
			if (found.after > 0) {
				found.after -= 1;
				return undefined;
			}
			found.times -= 1;
			return found.fault;
		},
	};
}
