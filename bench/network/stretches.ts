const restingRounds = 200;

/**
 * The longest time that the process was busy without looking for what else there is to do, in microseconds of the
 * processor: what others do on the same core meanwhile does not count.
 */
export async function longestStretch(work: () => unknown): Promise<number> {
	let longest = 0;
	let resting = 0;
	const working = Promise.resolve(work()).then(() => {});
	let before = process.cpuUsage();
	while (resting < restingRounds) {
		await new Promise((resolve) => {
			setImmediate(resolve);
		});
		const { user, system } = process.cpuUsage(before);
		before = process.cpuUsage();
		const stretch = user + system;
		longest = Math.max(longest, stretch);
		resting = stretch > busy ? 0 : resting + 1;
	}
	await working;
	return longest;
}

/** A round of nothing takes less. */
const busy = 100;
