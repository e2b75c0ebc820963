import type { Clock, Logger } from "@baton/core";
import type { Classified, ErrorReason, GraphError } from "./graph-error.js";

/** Something that an operator has to put right: until then the page cannot send. */
export interface Alarm {
	/** The page's id. */
	readonly page: string;
	readonly why: ErrorReason;
	readonly error: GraphError;
}

export interface AlarmOptions {
	readonly clock: Clock;
	readonly logger: Logger;
	readonly onAlarm?: ((alarm: Alarm) => void) | undefined;
}

/** The same is not told again for this long. */
const quietMs = 300_000;

/** Tells the operator once, not for every message. */
export function createAlarms({
	clock,
	logger,
	onAlarm,
}: AlarmOptions): (page: string, what: Classified) => void {
	const told = new Map<string, number>();
	return (page, { why, error }) => {
		const name = `${page} ${why}`;
		const now = clock.now();
		if (now - (told.get(name) ?? Number.NEGATIVE_INFINITY) < quietMs) return;
		told.set(name, now);
		const { status, code, subcode, trace } = error;
		logger.error("messenger-alarm", { page, why, status, code, subcode, trace });
		try {
			onAlarm?.({ page, why, error });
		} catch (error) {
			logger.error("messenger-alarm-not-told", { page, error });
		}
	};
}
