import type { Store } from "@baton/core";

/** Where the desk remembers: facts, those about a person under a name by which they are erased with them. */
export type DeskStore = Pick<Store, "readFact" | "writeFact" | "claimFact">;

/** Rooms and messages that nobody has touched for so long are forgotten: 90 days. */
export const keptMs = 90 * 24 * 60 * 60_000;
