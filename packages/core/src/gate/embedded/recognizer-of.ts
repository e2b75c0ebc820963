import { unchanged } from "../calibration/odds.js";
import {
	mostConfidentFirst,
	type Recognition,
	type Recognizer,
	type ScoredIntent,
	type TextRecognizer,
	textRecognizer,
} from "../recognizer.js";
import { confidences, type Model } from "./model.js";

/**
 * A recognizer that lives in this process: no service, no native code, about 0.05 ms for an utterance. The
 * gate asks it for the text alone; it is also a recognizer for Bot Framework dialogs.
 */
export interface EmbeddedRecognizer extends Recognizer, TextRecognizer {
	/** What it can recognize. */
	readonly intents: readonly string[];
	/** What it has learned: `saveRecognizer` writes it. */
	readonly model: Model;
}

/** Less likely intents than this, and more of them than five, would only fill the log. */
const least = 0.001;
const most = 5;

/** Makes a recognizer of what was learned. */
export function recognizerOf(model: Model): EmbeddedRecognizer {
	return { ...textRecognizer((text) => recognize(model, text)), intents: model.intents, model };
}

/** The same recognizer, as sure as it was before it was told what its confidence is worth. */
export function uncalibrated({ model }: EmbeddedRecognizer): EmbeddedRecognizer {
	return recognizerOf({ ...model, odds: unchanged });
}

function recognize(model: Model, text: string): Recognition {
	const intents: ScoredIntent[] = [];
	for (const [index, confidence] of confidences(model, text).entries()) {
		if (confidence >= least) intents.push({ intent: model.intents[index] ?? "", confidence });
	}
	return { text, intents: mostConfidentFirst(intents).slice(0, most) };
}
