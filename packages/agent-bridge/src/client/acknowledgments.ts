import type { Clock } from "@baton/core";

export interface AcknowledgmentOptions {
	readonly clock: Clock;
	/** How long an acknowledgment may wait for others to travel with. */
	readonly withinMs: number;
	/** How many the bridge leaves unacknowledged before it waits. */
	readonly window: () => number | undefined;
	readonly transmit: (text: string) => unknown;
}

/** What was taken in, told a little later in one frame: what is told twice after a break is dropped anyway. */
export interface Acknowledgments {
	note(conversationId: string, position: number): void;
	flush(): void;
}

/** More than this do not wait. */
const together = 64;

export function createAcknowledgments({
	clock,
	withinMs,
	window,
	transmit,
}: AcknowledgmentOptions): Acknowledgments {
	const taken = new Map<string, number>();
	let noted = 0;
	let callOff: (() => void) | undefined;

	function flush(): void {
		callOff?.();
		callOff = undefined;
		noted = 0;
		const [first, ...more] = [...taken].map(([conversationId, position]) => ({ conversationId, position }));
		taken.clear();
		if (first === undefined) return;
		transmit(JSON.stringify({ type: "ack", ...first, ...(more.length === 0 ? {} : { more }) }));
	}

	return {
		flush,
		note(conversationId, position) {
			taken.set(conversationId, position);
			noted += 1;
			if (noted >= Math.min(together, (window() ?? together) / 2)) flush();
			else callOff ??= clock.after(withinMs, flush);
		},
	};
}
