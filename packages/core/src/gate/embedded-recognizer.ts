/** The recognizer that comes with Baton: trained on examples, kept in a file, asked in this process. */
export { type Example, parseExamples } from "./embedded/examples.js";
export { loadRecognizer, saveRecognizer } from "./embedded/file.js";
export type { TrainingOptions } from "./embedded/learn-classifier.js";
export { readExamples, readTexts } from "./embedded/read-examples.js";
export { type EmbeddedRecognizer, uncalibrated } from "./embedded/recognizer-of.js";
export { trainRecognizer } from "./embedded/train-recognizer.js";
