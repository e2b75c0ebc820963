/** Thresholds with a guarantee: from labelled examples and a target to the rules of a gate. */

export { type Bin, type Claim, calibrationError, reliability } from "../calibration/reliability.js";
export { type Example, parseExamples } from "../embedded/examples.js";
export { type Assessment, assess, type Load } from "./assess.js";
export { claimsOf } from "./claims.js";
export { estimateOosShare } from "./estimate-oos-share.js";
export { type TuningPageOptions, tuningPage } from "./page/tuning-page.js";
export { isOutOfScope, type Scored, scoreExamples } from "./scored.js";
export { tune } from "./tune.js";
export type { TuneOptions } from "./tune-options.js";
export { parseTuning, type ReachedTuning, type Tuning, type UnreachableTuning } from "./tuning.js";
