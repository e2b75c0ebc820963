import { type Judged, seenOf } from "./judged.js";
import { isShown, type Promised, precisionOf, type Seen } from "./promise.js";
import { candidates } from "./thresholds.js";
import type { UnreachableTuning } from "./tuning.js";

/** Nobody labels more than this many times as many examples. */
const mostTimes = 64;

/** Part of the error, as if the tests further up had not all passed. */
const errorLeft = 0.5;

interface Look {
	readonly answerAt: number;
	readonly seen: Seen;
	readonly precision: number;
}

/** Why no threshold keeps the promise: answers are too often wrong, or too few examples say that they are not. */
export function whyNot(
	all: readonly Judged[],
	promised: Promised,
	error: number,
): Pick<UnreachableTuning, "outcome" | "reason" | "nearest" | "needed"> {
	const looks = candidates
		.map(({ threshold }) => lookAt(all, threshold, promised))
		.filter(({ seen }) => seen.inScope.answered > 0);
	if (looks.length === 0 || looks.some(({ precision }) => precision > promised.target)) {
		return { outcome: "unreachable", reason: "too-few-examples", ...nearest(looks, promised, error) };
	}
	const best = looks.toSorted((first, second) => second.precision - first.precision)[0];
	return { outcome: "unreachable", reason: "too-often-wrong", nearest: best && outlookOf(best) };
}

function lookAt(all: readonly Judged[], answerAt: number, { oosShare }: Promised): Look {
	const seen = seenOf(all, ({ confidence }) => confidence >= answerAt);
	return { answerAt, seen, precision: precisionOf(seen, oosShare) };
}

/** What would be enough, if more examples turned out like those that are there. */
function nearest(
	looks: readonly Look[],
	promised: Promised,
	error: number,
): Pick<UnreachableTuning, "nearest" | "needed"> {
	for (let times = 2; times <= mostTimes; times *= 2) {
		const enough = looks.findLast(({ seen }) =>
			isShown(timesAsMany(seen, times), promised, error * errorLeft),
		);
		if (enough === undefined) continue;
		const { inScope, outOfScope } = timesAsMany(enough.seen, times);
		return { nearest: outlookOf(enough), needed: { inScope: inScope.all, outOfScope: outOfScope.all } };
	}
	return {};
}

function outlookOf({ answerAt, seen, precision }: Look): UnreachableTuning["nearest"] {
	return { answerAt, precision, coverage: seen.inScope.answered / seen.inScope.all };
}

function timesAsMany({ inScope, outOfScope }: Seen, times: number): Seen {
	return {
		inScope: { all: inScope.all * times, answered: inScope.answered * times, wrong: inScope.wrong * times },
		outOfScope: { all: outOfScope.all * times, answered: outOfScope.answered * times },
	};
}
