/**
 * The one error class of Baton. `code` is stable and kebab-case; the message names the action and the
 * remedy; `cause` keeps what went wrong underneath.
 *
 * ```ts
 * throw new BatonError("next-called-twice", 'Cannot continue the turn: next() was already called, await it exactly once');
 * ```
 */
export class BatonError extends Error {
	readonly code: string;

	constructor(code: string, message: string, options?: { readonly cause?: unknown }) {
		super(`[${code}] ${message}`, options);
		this.name = "BatonError";
		this.code = code;
	}
}
