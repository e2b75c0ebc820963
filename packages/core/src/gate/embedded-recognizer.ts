/** The recognizer that comes with Baton: trained on examples, kept in a file, asked in this process. */
export { type Example, parseExamples } from "./embedded/examples.js";
export { loadRecognizer, saveRecognizer } from "./embedded/file.js";
export { readExamples, readTexts } from "./embedded/read-examples.js";
export type { EmbeddedRecognizer } from "./embedded/recognizer-of.js";
export { type TrainingOptions, trainRecognizer } from "./embedded/train-recognizer.js";
