import type { TurnContextLike } from "./turn-context.js";

/** Runs an adapter's middlewares on a context and then `logic`, on a context that is revoked afterwards. */
export type RunMiddleware = (
	context: TurnContextLike,
	logic: (context: TurnContextLike) => Promise<void>,
) => Promise<void>;

/**
 * The adapter's own way to run a turn. Hosts keep it for their subclasses, so no type of theirs can show it;
 * `undefined` if the adapter has none.
 */
export function runMiddlewareOf(adapter: object): RunMiddleware | undefined {
	const run: unknown = Reflect.get(adapter, "runMiddleware");
	if (typeof run !== "function") return undefined;
	return async (context, logic) => {
		await run.call(adapter, context, logic);
	};
}
