import { AssertionError } from "node:assert";

/** How long whoever is tested may take for something that has to happen, milliseconds. */
export const patienceMs = 5_000;

const lookEveryMs = 5;

/** Looks again and again until it is right. Fails with what was there in the end. */
export async function eventually<Value>(
	look: () => Value | Promise<Value>,
	isRight: (value: Value) => boolean,
	expectation: string,
	withinMs: number = patienceMs,
): Promise<Value> {
	const until = Date.now() + withinMs;
	for (;;) {
		const value = await look();
		if (isRight(value)) return value;
		if (Date.now() > until) throw failed(expectation, value);
		await pause(lookEveryMs);
	}
}

export function pause(ms: number): Promise<void> {
	return new Promise((resolve) => {
		setTimeout(resolve, ms);
	});
}

function failed(expectation: string, actual: unknown): AssertionError {
	return new AssertionError({
		message: `${expectation}; in the end there was ${JSON.stringify(actual, undefined, "\t")}`,
		actual,
		operator: "eventually",
	});
}
