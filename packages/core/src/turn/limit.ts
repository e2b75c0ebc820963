import type { Clock } from "../clock.js";
import { BatonError } from "../error.js";

/**
 * Waits for work, but not for longer than this. The work itself goes on: what it says later is fenced off.
 *
 * @throws BatonError `${name}-timeout`
 */
export function withLimit<T>(
	clock: Clock,
	ms: number,
	name: "bot" | "recognizer" | "postback",
	work: Promise<T>,
): Promise<T> {
	return new Promise((resolve, reject) => {
		const callOff = clock.after(ms, () => {
			const remedy = "raise limits or answer sooner";
			reject(
				new BatonError(
					`${name}-timeout`,
					`Cannot wait for the ${name} any longer: ${ms} ms have passed, ${remedy}`,
				),
			);
		});
		work.then(
			(value) => {
				callOff();
				resolve(value);
			},
			(error: unknown) => {
				callOff();
				reject(error);
			},
		);
	});
}
