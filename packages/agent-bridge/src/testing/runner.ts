import { BatonError } from "@baton/core/error";

/** What a suite needs of a test runner: mocha, Jest, Vitest and `node:test` all have it. */
export interface TestRunner {
	describe(title: string, define: () => void): unknown;
	it(title: string, test: () => Promise<void>): unknown;
}

/**
 * The `describe` and `it` that the runner put in place for everybody.
 *
 * @throws BatonError `no-test-runner`
 */
export function currentRunner(): TestRunner {
	const { describe, it } = globalThis as Partial<TestRunner>;
	if (describe !== undefined && it !== undefined) return { describe, it };
	throw new BatonError(
		"no-test-runner",
		'Cannot define the tests: there is no global "describe" and "it", pass them as runner: { describe, it }',
	);
}
