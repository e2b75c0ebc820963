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

	/** The line counts as armed meanwhile: what an action adds, it is armed for afterwards. */
	function fire(ms: number, line: Line): void {
		try {
			runDue(line, performance.now());
		} finally {
			const { first } = line;
			if (first !== undefined) arm(ms, line, Math.max(0, Math.ceil(first.due - performance.now())));
			else {
				line.armed = false;
				if (lines.get(ms) === line) lines.delete(ms);
			}
		}
	}

	function runDue(line: Line, now: number): void {
		for (let head = line.first; head !== undefined; head = line.first) {
			if (head.action !== undefined && head.due > now) return;
			line.first = head.next;
			if (line.first === undefined) line.last = undefined;
			const { action } = head;
			head.action = undefined;
			action?.();
		}
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
