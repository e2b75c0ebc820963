import type { Clock } from "@baton/core";
import { z } from "zod";

export interface Taking {
	readonly taking: Promise<void>;
	readonly clock: Clock;
	readonly withinMs: number;
}

/** What is still being kept when time is up may be kept in the end: what Slack sends again is dropped then. */
export function takeBody({ taking, clock, withinMs }: Taking): Promise<"kept" | "bad" | "late"> {
	return new Promise((resolve) => {
		const callOff = clock.after(withinMs, () => resolve("late"));
		const settle = (outcome: "kept" | "bad" | "late") => {
			callOff();
			resolve(outcome);
		};
		taking.then(
			() => settle("kept"),
			(error: unknown) => settle(error instanceof z.ZodError ? "bad" : "late"),
		);
	});
}
