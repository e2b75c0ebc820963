declare const brand: unique symbol;

/** A string or number that only its own constructor can make: a raw one does not compile. */
export type Brand<Value, Name extends string> = Value & { readonly [brand]: Name };

/** What may be there at once or later: lets an in-memory implementation answer without a detour. */
export type Awaitable<Value> = Value | Promise<Value>;
