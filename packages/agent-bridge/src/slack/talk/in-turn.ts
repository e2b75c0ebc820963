/** Runs work of the same name one after the other, in the order in which it came; of different names side by side. */
export function createTurns(): <T>(name: string, work: () => Promise<T>) => Promise<T> {
	const last = new Map<string, Promise<unknown>>();

	return (name, work) => {
		const before = last.get(name) ?? Promise.resolve();
		const mine = before.then(work, work);
		last.set(name, mine);
		const forget = () => {
			if (last.get(name) === mine) last.delete(name);
		};
		mine.then(forget, forget);
		return mine;
	};
}
