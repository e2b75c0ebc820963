import { setTimeout } from "node:timers/promises";

/** Looks again until there is something to see, for a few seconds at most. */
export async function eventually<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> {
	for (let tries = 0; tries < 800; tries += 1) {
		const seen = await look();
		if (seen !== undefined) return seen;
		await setTimeout(10);
	}
	throw new Error(`Nothing came of it: ${look.toString()}`);
}
