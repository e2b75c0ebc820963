import type { Me } from "./desk-state.js";
import type { Talk } from "./talk.js";

/** Who else is believed to be typing now: `user`, `bot`, or ids of apps. */
export function typistsOf({ typing }: Talk, me: Me | undefined, now: number): readonly string[] {
	return [...typing].flatMap(([by, until]) => (until > now && by !== me?.appId ? [by] : []));
}
