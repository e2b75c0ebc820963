import { type Awaitable, then } from "../../awaitable.js";

/**
 * Looks at something and says, in a few words for the people who read it, why a person is wanted; nothing where none
 * is. Beside numbers: a confidence says how sure a recognizer is, a ground says what must not be left to that.
 */
export type Ground<About> = (about: About) => Awaitable<string | undefined>;

/**
 * Holds where one of the grounds does, for the reason of the first that does. The others are not asked.
 *
 * ```ts
 * const handOffIf = some(intentIs("complaint"), isAngry());
 * ```
 */
export function some<About>(first: Ground<About>, ...others: readonly Ground<About>[]): Ground<About> {
	return function someGround(about) {
		return then(first(about), (why) => why ?? (isMany(others) ? some<About>(...others)(about) : undefined));
	};
}

/** Holds where all of the grounds do, for all of their reasons. The first that does not hold ends it. */
export function every<About>(first: Ground<About>, ...others: readonly Ground<About>[]): Ground<About> {
	return function everyGround(about) {
		return then(first(about), (why) => {
			if (why === undefined || !isMany(others)) return why;
			return then(every<About>(...others)(about), (more) => more && `${why}; ${more}`);
		});
	};
}

/** Holds where the ground does not, for the reason that is given. */
export function not<About>(ground: Ground<About>, why: string): Ground<About> {
	return function notGround(about) {
		return then(ground(about), (held) => (held === undefined ? why : undefined));
	};
}

type Many<About> = readonly [Ground<About>, ...Ground<About>[]];

function isMany<About>(grounds: readonly Ground<About>[]): grounds is Many<About> {
	return grounds.length > 0;
}
