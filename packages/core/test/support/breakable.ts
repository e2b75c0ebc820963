import { BatonError, type Store } from "../../src/index.js";

/** A store that can be out of reach, wholly. */
export function breakable(store: Store) {
	let isAway = false;
	const reach = <Arguments extends readonly unknown[], Result>(work: (...given: Arguments) => Result) => {
		return (...given: Arguments): Result => {
			if (isAway) throw new BatonError("store-failed", "Cannot reach the store: connection refused");
			return work(...given);
		};
	};
	const members = Object.entries(store).map(([name, member]) => [
		name,
		typeof member === "function" && name !== "now" ? reach(member) : member,
	]);
	return {
		store: Object.fromEntries(members) as Store,
		goAway: () => {
			isAway = true;
		},
		comeBack: () => {
			isAway = false;
		},
	};
}
