import type { WareDone, WareLike, WareStep, WaresLike } from "./controller.js";

/**
 * Botkit's chains do not know promises: what a handler, a dialog or a send rejects with ends the process, and
 * the turn or the `say()` that it belongs to never settles. This makes the chains wait, and hands whatever went
 * wrong in a step, or in what follows the chain, to the callback that Botkit itself has for errors. So a turn
 * rejects, `onTurnError` is called, and `say()` rejects.
 *
 * Botkit: https://github.com/howdyai/botkit/pull/1983 (proposed there, and closed without a merge)
 */
export function guardChains(chains: WaresLike): void {
	for (const chain of [chains.spawn, chains.ingest, chains.receive, chains.interpret, chains.send]) {
		guardChain(chain);
	}
}

function guardChain(chain: WareLike): void {
	const unguarded = chain.run;
	chain.run = (...given) => {
		const done = given.at(-1);
		if (!isCallback(done)) return unguarded.apply(chain, given);
		const values = given.slice(0, -1);
		void settle(chain, values, done);
		return chain;
	};
}

async function settle(chain: WareLike, values: readonly unknown[], done: WareDone): Promise<void> {
	try {
		for (const step of chain.fns) await take(step, values);
		await done(null, ...values);
	} catch (error) {
		await done(error ?? new Error("A Botkit middleware failed and did not say why"));
	}
}

/** A step with a parameter for `next` is over when it calls that; any other when it returns. */
function take(step: WareStep, values: readonly unknown[]): Promise<void> {
	return new Promise((resolve, reject) => {
		const next = (error?: unknown): void => (error ? reject(error) : resolve());
		const awaitsNext = step.length > values.length;
		const result = Promise.resolve(awaitsNext ? step(...values, next) : step(...values));
		result.then(
			(value) => (awaitsNext ? undefined : next(value instanceof Error ? value : undefined)),
			reject,
		);
	});
}

function isCallback(value: unknown): value is WareDone {
	return typeof value === "function";
}
