/** What was done in each of the last seconds, oldest first. */
export interface History {
	readonly perSecond: readonly number[];
	/** The count so far, once a second. It begins anew when a process does. */
	note(count: number): void;
}

const seconds = 40;

export function openHistory(): History {
	const perSecond: number[] = Array.from({ length: seconds }, () => 0);
	let before = 0;
	return {
		perSecond,
		note(count) {
			perSecond.push(count < before ? count : count - before);
			perSecond.shift();
			before = count;
		},
	};
}
