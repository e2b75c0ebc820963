/** Grounds beside numbers: what is for a person whatever the recognizer says. */
export type { Line, Past, Reply, Said } from "./about.js";
export { every, type Ground, not, some } from "./ground.js";
export { hasWords } from "./has-words.js";
export { intentIs } from "./intent-is.js";
export { type AngerOptions, isAngry } from "./is-angry.js";
export { type PromiseOptions, promisesHuman } from "./promises-human.js";
export { type RepeatOptions, type RepeatReplyOptions, repeatsReply, repeatsThemselves } from "./repeats.js";
