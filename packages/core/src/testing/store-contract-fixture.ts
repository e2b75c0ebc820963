import { it } from "mocha";
import type { Store } from "../conversation/store.js";

/** A store under test, and what can be done around it. */
export interface OpenedStore {
	readonly store: Store;
	/** Another store on the same data, at the same time, as another process would open it. */
	readonly another?: () => Promise<Store>;
	/** Closes the store and opens its data again, where it outlives the store. */
	readonly reopen?: () => Promise<Store>;
	/** Moves the store's clock; without it, the tests wait. */
	readonly advance?: (ms: number) => void;
	/** Every key and value that is kept, as text, so that a test can look for what should not be there. */
	readonly dump?: () => Promise<string>;
	close(): Promise<void>;
}

export type OpenStore = () => Promise<OpenedStore>;

/** What a test gets. */
export interface Fixture extends OpenedStore {
	/** Lets time pass by the store's clock. */
	pass(ms: number): Promise<void>;
}

/** One test on a store of its own. */
export function onStore(open: OpenStore, sentence: string, test: (fixture: Fixture) => Promise<void>): void {
	it(sentence, async () => {
		const opened = await open();
		try {
			await test({ ...opened, pass: passing(opened) });
		} finally {
			await opened.close();
		}
	});
}

/** Equal meaning: members without a value count as absent. */
export function plain<Value>(value: Value): Value {
	return value === undefined ? value : JSON.parse(JSON.stringify(value));
}

/** As many of something as wanted, made at the same time. */
export function together<Value>(
	count: number,
	make: (index: number) => Promise<Value>,
): Promise<readonly Value[]> {
	return Promise.all(Array.from({ length: count }, (_, index) => make(index)));
}

function passing({ advance }: OpenedStore): Fixture["pass"] {
	return async (ms) => {
		if (advance === undefined) await new Promise((resolve) => setTimeout(resolve, ms + 5));
		else advance(ms);
	};
}
