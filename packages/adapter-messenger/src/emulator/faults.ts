import type { PlatformErrorName } from "./platform-errors.js";

/** What goes wrong with a call to the Graph API. */
export type Fault =
	/** It is refused with one of the platform's errors, and nothing happens. */
	| { readonly type: "refuse"; readonly error: PlatformErrorName }
	/** It is done, and the connection ends without an answer. */
	| { readonly type: "drop-answer" }
	/** The connection ends before anything is done. */
	| { readonly type: "drop-request" }
	/** It is done, and the answer is an error all the same: `1/1357046`, or plain HTTP such as 502. */
	| { readonly type: "garble-answer"; readonly status?: number | undefined }
	/** An answer of HTTP alone, from something in front of the platform; nothing is done. */
	| { readonly type: "status"; readonly status: number }
	/** It is done, and the answer comes this much later. */
	| { readonly type: "slow"; readonly ms: number };

export interface FaultOptions {
	/**
	 * Only of calls whose last part of the path is this, or `sender_action`: typing, seen and reactions. Default:
	 * `messages`, which is what is said.
	 */
	readonly path?: string | undefined;
	/** How many calls. Default: 1. */
	readonly times?: number | undefined;
}

/** Lets things go wrong, on purpose and countably. */
export interface Faults {
	/** The next calls. */
	next(fault: Fault, options?: FaultOptions): void;
	/** No more faults. */
	clear(): void;
}

export interface FaultBox extends Faults {
	take(path: string): Fault | undefined;
}

interface Planned {
	readonly fault: Fault;
	readonly path: string;
	times: number;
}

export function createFaults(): FaultBox {
	let planned: Planned[] = [];
	return {
		next(fault, { path = "messages", times = 1 } = {}) {
			planned.push({ fault, path, times });
		},
		clear() {
			planned = [];
		},
		take(path) {
			const found = planned.find((one) => one.path === path && one.times > 0);
			if (found === undefined) return undefined;
			found.times -= 1;
			return found.fault;
		},
	};
}
