import type { Clock } from "./clock.js";

/**
 * Waits for work, but not for longer than `ms`: then `late` says what to make of it. The work itself goes on;
 * what comes of it later has no effect.
 */
export function within<T>(clock: Clock, ms: number, work: Promise<T>, late: () => T): Promise<T> {
	return new Promise((resolve, reject) => {
		const callOff = clock.after(ms, () => {
			try {
				resolve(late());
			} catch (error) {
				reject(error);
			}
		});
		const settled = (value: T): void => {
			callOff();
			resolve(value);
		};
		const failed = (error: unknown): void => {
			callOff();
			reject(error);
		};
		work.then(settled, failed);
	});
}
