/** Time as the parts of Baton see it, so that a simulation can put its own in its place. */
export interface Clock {
	/** Epoch milliseconds. */
	now(): number;
	/** Runs `action` once after at least `ms`; returns what calls it off. Never keeps the process alive. */
	after(ms: number, action: () => void): () => void;
}

/** The machine's clock. */
export const systemClock: Clock = createSystemClock();

interface Waiting {
	readonly due: number;
	action: (() => void) | undefined;
	next: Waiting | undefined;
}

/** What waits equally long, in the order in which it is due. */
interface Line {
	first: Waiting | undefined;
	last: Waiting | undefined;
	armed: boolean;
}

/**
 * Most time limits are of a few lengths and are called off long before they are due. So there is one timer of the
 * machine per length, and calling off is a mark: a tenth of the price of a timer each.
 */
function createSystemClock(): Clock {
	const lines = new Map<number, Line>();

	function arm(ms: number, line: Line, wait: number): void {
		line.armed = true;
		setTimeout(() => fire(ms, line), wait).unref();
	}

	function fire(ms: number, line: Line): void {
		line.armed = false;
		const now = performance.now();
		for (let head = line.first; head !== undefined; head = line.first) {
			if (head.action !== undefined && head.due > now) {
				arm(ms, line, Math.ceil(head.due - now));
				return;
			}
			line.first = head.next;
			const { action } = head;
			head.action = undefined;
			action?.();
		}
		line.last = undefined;
		if (lines.get(ms) === line) lines.delete(ms);
	}

	function after(ms: number, action: () => void): () => void {
		const waiting: Waiting = { due: performance.now() + ms, action, next: undefined };
		const line = lines.get(ms) ?? newLine(ms);
		if (line.last === undefined) line.first = waiting;
		else line.last.next = waiting;
		line.last = waiting;
		if (!line.armed) arm(ms, line, ms);
		return () => {
			waiting.action = undefined;
		};
	}

	function newLine(ms: number): Line {
		const line: Line = { first: undefined, last: undefined, armed: false };
		lines.set(ms, line);
		return line;
	}

	return { now: () => Date.now(), after };
}
