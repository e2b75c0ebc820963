import type { Door } from "../conversation/door.js";
import type { Spool } from "../conversation/spool.js";
import { createReplay, type ReplayOptions } from "./replay.js";
import { createSpoolingDoor, type SpoolingDoorOptions } from "./spooling-door.js";

export interface SpoolingOptions
	extends Omit<ReplayOptions, "spool">,
		Omit<SpoolingDoorOptions, "spool" | "onSpooled"> {
	readonly spool: Spool | undefined;
}

/** What users say goes through the door, or waits on this machine until it can. */
export interface Spooling {
	readonly door: Door;
	start(): void;
	stop(): void;
}

export function createSpooling({ spool, ...options }: SpoolingOptions): Spooling {
	if (spool === undefined) return { door: options.door, start() {}, stop() {} };
	const replay = createReplay({ ...options, spool });
	const door = createSpoolingDoor({ ...options, spool, onSpooled: replay.noticed });
	return { door, start: replay.start, stop: replay.stop };
}
