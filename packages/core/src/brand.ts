declare const brand: unique symbol;

/** A string or number that only its own constructor can make: a raw one does not compile. */
export type Brand<Value, Name extends string> = Value & { readonly [brand]: Name };
