import { BatonError } from "../error.js";

/**
 * Bot Framework runs the rest of the chain again if `next` is called again. This refuses. It throws at once
 * instead of rejecting, so that a call that nobody awaits fails the turn and not the process.
 *
 * ```ts
 * async onTurn(context, next) {
 *   const proceed = once("confidenceGate", next);
 *   ...
 *   return proceed();
 * }
 * ```
 *
 * @throws BatonError `next-called-twice`, from the returned function
 */
export function once<Result>(name: string, next: () => Promise<Result>): () => Promise<Result> {
	let called = false;
	return () => {
		if (called) {
			throw new BatonError(
				"next-called-twice",
				`Cannot continue the turn from "${name}": next() was already called, await it exactly once`,
			);
		}
		called = true;
		return next();
	};
}
