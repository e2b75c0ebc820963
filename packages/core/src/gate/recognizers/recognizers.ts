/** Recognizers that run elsewhere, several recognizers as one, and what makes them bearable. */
export type { BreakerOptions } from "./breaker.js";
export { type ChatAnswer, type ChatOptions, chatAnswer, chatRecognizer } from "./chat-completions.js";
export type { Grounding } from "./chat-prompt.js";
export type { PatienceOptions } from "./persist.js";
export { type RasaOptions, rasa } from "./rasa.js";
export { type ResilientOptions, resilient } from "./resilient.js";
export {
	type AnyRecognizer,
	type FirstSureOptions,
	firstSure,
	type SeveralOptions,
	votes,
} from "./several.js";
