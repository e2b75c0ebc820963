/** What may be there at once or later: lets an in-memory implementation answer without a detour. */
export type Awaitable<Value> = Value | Promise<Value>;

/** Goes on at once where the value is there, and later where it is not. */
export function then<Value, Next>(
	value: Awaitable<Value>,
	next: (value: Value) => Awaitable<Next>,
): Awaitable<Next> {
	return value instanceof Promise ? value.then(next) : next(value);
}
