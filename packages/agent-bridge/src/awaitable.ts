/** What may be there at once or later. */
export type Awaitable<Value> = Value | Promise<Value>;
