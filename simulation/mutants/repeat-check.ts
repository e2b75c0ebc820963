import type { Composition } from "../world/world.js";

/** Nobody remembers what was commanded: the same webhook or frame again has its effect again. */
export const withoutRepeatCheck: Composition = {
	store: (store) => ({
		...store,
		load: (key) => store.load(key),
		commit: (change, lane) => store.commit({ ...change, command: undefined }, lane),
	}),
};
