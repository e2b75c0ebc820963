import type { Calibration, ContenderFigures, GateFigures } from "./evaluate-gate.js";
import type { PromiseFigures } from "./evaluate-promise.js";

const titleWidth = 44;
const columnWidth = 14;

/** The figures of a gate as a table for people, a column for each recognizer. */
export function printGate(found: GateFigures): string {
	const { examples, contenders } = found;
	const line = (title: string, cell: (figures: ContenderFigures) => string): string =>
		row(title, contenders.map(cell));
	const tuned = (cell: (figures: Tuned) => string) => (contender: ContenderFigures) =>
		"coverage" in contender.figures ? cell(contender.figures) : "–";
	return [
		`${examples.train} examples to learn from, ${examples.validation} to tune on, ${examples.test} to test.`,
		wanted(found),
		"",
		row(
			"",
			contenders.map(({ name }) => name),
		),
		line("accuracy in scope", ({ figures }) => percent(figures.accuracy)),
		line("answers from a confidence of", ({ tuning }) =>
			tuning.outcome === "reached" ? tuning.rules.answerAt.toFixed(3) : "none",
		),
		line(
			"coverage: answered, of what is in scope",
			tuned(({ coverage }) => percent(coverage)),
		),
		line(
			"precision: right, of all answers",
			tuned(({ precision }) => percent(precision)),
		),
		line(
			"recall of out of scope: not answered",
			tuned(({ outOfScopeRecall }) => percent(outOfScopeRecall)),
		),
		line(
			"of 1,000 messages: answered right",
			tuned(({ load }) => perThousand(load.right)),
		),
		line(
			"                   answered wrong",
			tuned(({ load }) => perThousand(load.wrong)),
		),
		line(
			"                   asked back",
			tuned(({ load }) => perThousand(load.clarified)),
		),
		line(
			"                   handed to a person",
			tuned(({ load }) => perThousand(load.handedOver)),
		),
		line("calibration error, uncalibrated", ({ uncalibrated }) => errorOf(uncalibrated)),
		line("calibration error", ({ calibration }) => errorOf(calibration)),
		line("training, seconds of one core", ({ trainingSeconds }) => trainingSeconds.toFixed(1)),
		line("microseconds of one core per utterance", ({ microsecondsPerUtterance }) =>
			microsecondsPerUtterance.toFixed(0),
		),
		...contenders.flatMap(sharesOf),
		...contenders.flatMap(notes),
	].join("\n");
}

/** How precision falls as more is out of scope, and what is answered if the gate is tuned for it. */
function sharesOf({ name, byOosShare, tuning }: ContenderFigures): readonly string[] {
	if (byOosShare.length === 0 || tuning.outcome === "unreachable") return [];
	return [
		"",
		row(`${name}, out of scope:`, ["precision", "tuned for it:", "coverage", "precision"]),
		...byOosShare.map(({ oosShare, kept, retuned }) =>
			row(percent(oosShare), [
				percent(kept?.precision),
				retuned === undefined ? "none" : `from ${retuned.answerAt.toFixed(2)}`,
				percent(retuned?.coverage),
				percent(retuned?.precision),
			]),
		),
	];
}

type Tuned = Extract<ContenderFigures["figures"], { readonly coverage: number }>;

/** What a promise was worth, as sentences for people. */
export function printPromise(found: PromiseFigures): string {
	const { splits, reached, broken, brokenInOtherHalf, coverage, precision } = found;
	const stated = 1 - found.confidence;
	return [
		wanted(found),
		"",
		`${reached} of ${splits} splits had a threshold that keeps it.`,
		`${broken} of them break it on the whole file; ${percent(stated)} would be ${Math.floor(reached * stated + 1e-9)}.`,
		`${brokenInOtherHalf} fell below the target in the other half, which is a sample as well.`,
		`Coverage ${percent(coverage.mean)} on average, one in twenty below ${percent(coverage.low)}.`,
		`Precision ${percent(precision.mean)} on average, one in twenty below ${percent(precision.low)}.`,
	].join("\n");
}

function wanted({
	target,
	confidence,
	oosShare,
}: Pick<GateFigures, "target" | "confidence" | "oosShare">): string {
	return `Wanted: ${percent(target)} of answers right, with ${percent(confidence)} confidence, ${percent(oosShare)} of messages out of scope.`;
}

function notes({ name, tuning }: ContenderFigures): readonly string[] {
	const onlyInScope = tuning.examples.outOfScope === 0 ? [`${name}: ${noneOutOfScope}`] : [];
	if (tuning.outcome === "reached") return onlyInScope;
	const { reason, needed } = tuning;
	const few = needed && `, ${needed.inScope} in scope and ${needed.outOfScope} out of it may be enough`;
	const why =
		reason === "too-few-examples" ? `too few examples to tune on${few ?? ""}` : "answers are too often wrong";
	return ["", `${name}: no threshold reaches the target: ${why}.`, ...onlyInScope];
}

const noneOutOfScope = "nothing to tune on is out of scope, so the promise is of what is in scope alone.";

function row(title: string, cells: readonly string[]): string {
	return `${title.padEnd(titleWidth)}${cells.map((cell) => cell.padStart(columnWidth)).join("")}`.trimEnd();
}

function percent(share: number | undefined): string {
	return share === undefined ? "–" : `${(share * 100).toFixed(1)} %`;
}

function perThousand(share: number): string {
	return String(Math.round(share * 1_000));
}

function errorOf(calibration: Calibration | undefined): string {
	return calibration === undefined ? "–" : calibration.error.toFixed(3);
}
