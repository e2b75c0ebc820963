import type { Tools } from "./tools.js";

/** Finds conversations on the server, while somebody types what they search for. */
export interface Searching {
	searchFor(text: string): void;
	/** Further back. */
	searchOn(): void;
}

const waitMs = 300;
/** Shorter words are in everything. */
const shortest = 2;
/** So many are looked for before somebody has to ask for more, in at most so many stretches. */
const enough = 12;
const stretchesAtOnce = 8;

export function createSearching({ bridge, store, after }: Tools): Searching {
	let cancel = (): void => {};
	let running: Promise<void> = Promise.resolve();

	/** One after the other: the server looks for one thing at a time. */
	function run(text: string): void {
		running = running.then(() => look(text)).catch(() => undefined);
	}

	async function look(text: string): Promise<void> {
		const hadBefore = store.state.search.hits.length;
		for (let stretch = 0; stretch < stretchesAtOnce; stretch += 1) {
			if (store.state.search.text !== text) return;
			const { next } = store.state.search;
			const frame = await bridge.search({ text, ...(next === undefined ? {} : { from: next }) });
			store.dispatch({ type: "found", text, frame });
			if (frame.next === undefined || store.state.search.hits.length - hadBefore >= enough) break;
		}
		store.dispatch({ type: "searching", text, isLooking: false });
	}

	return {
		searchFor(given) {
			const text = given.trim();
			if (text === store.state.search.text) return;
			cancel();
			store.dispatch({ type: "searched", text: text.length < shortest ? "" : text });
			if (text.length >= shortest) cancel = after(waitMs, () => run(text));
		},
		searchOn() {
			const { text, next, isLooking } = store.state.search;
			if (isLooking || next === undefined) return;
			store.dispatch({ type: "searching", text, isLooking: true });
			run(text);
		},
	};
}
