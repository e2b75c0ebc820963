import { useEffect, useState } from "preact/hooks";

type Tick = (now: number) => void;

/** One timer for everybody: a queue of hundreds of rows ticks as one. */
const clocks = new Map<
	number,
	{ readonly ticks: Set<Tick>; readonly timer: ReturnType<typeof setInterval> }
>();

/** The time, again and again. */
export function useNow(everyMs = 1000): number {
	const [now, setNow] = useState(() => Date.now());
	useEffect(() => join(everyMs, setNow), [everyMs]);
	return now;
}

function join(everyMs: number, tick: Tick): () => void {
	const clock = clocks.get(everyMs) ?? begin(everyMs);
	clock.ticks.add(tick);
	return () => {
		clock.ticks.delete(tick);
		if (clock.ticks.size > 0) return;
		clearInterval(clock.timer);
		clocks.delete(everyMs);
	};
}

function begin(everyMs: number) {
	const ticks = new Set<Tick>();
	const timer = setInterval(() => {
		const now = Date.now();
		for (const tick of ticks) tick(now);
	}, everyMs);
	const clock = { ticks, timer };
	clocks.set(everyMs, clock);
	return clock;
}
