import type { Scheduler } from "../time/scheduler.js";

interface Span {
	readonly app: string;
	readonly from: number;
	to: number;
}

/** When an app was connected to somebody who could tell. */
export interface Spans {
	begin(app: string): Span;
	end(span: Span | undefined): void;
	/** Whether the app was connected at some moment between the two times. */
	touch(app: string, from: number, to: number): boolean;
}

export function createSpans(scheduler: Scheduler): Spans {
	const spans: Span[] = [];
	return {
		begin(app) {
			const span = { app, from: scheduler.now(), to: Number.POSITIVE_INFINITY };
			spans.push(span);
			return span;
		},
		end(span) {
			if (span !== undefined) span.to = Math.min(span.to, scheduler.now());
		},
		touch: (app, from, to) =>
			spans.some((span) => span.app === app && span.from < Math.min(span.to, to) && span.to > from),
	};
}
