import type { Human } from "@baton/core";
import type { Talk } from "../world/world.js";

/** What the people at a desk believe about one conversation; it may be out of date. */
export interface Belief {
	readonly talk: Talk;
	offer: string | undefined;
	/** The epoch under which they believe to be in control. */
	epoch: number | undefined;
	/** The newest epoch that they have heard of. */
	seen: number;
	/** Who of them took it. */
	person: Human | undefined;
	/** Whether somebody is at work on it already. */
	busy: boolean;
	readonly drafts: string[];
}

export interface Beliefs {
	of(talk: Talk): Belief;
	all(): Iterable<Belief>;
}

export function createBeliefs(): Beliefs {
	const beliefs = new Map<string, Belief>();
	return {
		all: () => beliefs.values(),
		of(talk) {
			const known = beliefs.get(talk.nick);
			if (known !== undefined) return known;
			const fresh: Belief = {
				...{ talk, offer: undefined, epoch: undefined, person: undefined },
				...{ busy: false, drafts: [], seen: 0 },
			};
			beliefs.set(talk.nick, fresh);
			return fresh;
		},
	};
}
