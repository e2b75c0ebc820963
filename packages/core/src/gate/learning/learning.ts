/** Learning from people: what they corrected, a better gate beside the old one, and word when things change. */
export { type Html, html } from "../html.js";
export {
	type Comparison,
	type ComparisonOptions,
	type ComparisonSummary,
	comparison,
	type Deed,
	type Difference,
	type Side,
	type Tally,
} from "./comparison.js";
export {
	type ComparisonPageOptions,
	comparisonPage,
	comparisonSection,
	comparisonStyle,
} from "./comparison-page.js";
export type { Correction } from "./corrections.js";
export {
	type Baselines,
	type Drift,
	type DriftOptions,
	type DriftWatch,
	driftWatch,
	type WatchedShare,
} from "./drift.js";
export { type FollowOptions, followFile } from "./follow-file.js";
export {
	type KeptCorrection,
	type LabelledExample,
	type LearningOptions,
	type LearningStore,
	readCorrections,
	readTaughtExamples,
} from "./read-corrections.js";
export { type ReplayOptions, replay, type Utterance } from "./replay.js";
export { type Seen, type ShadowOptions, shadow } from "./shadow.js";
export type { Baseline, ShareChange } from "./share-monitor.js";
export { type SwappableGate, swappable } from "./swappable.js";
