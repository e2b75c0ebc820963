import { type Html, html } from "../../html.js";
import type { Load } from "../assess.js";
import { isOutOfScope, type Scored } from "../scored.js";
import type { Tuning } from "../tuning.js";
import type { Confusion } from "./confusions.js";
import { ofThousand, percentCell, threshold } from "./figures.js";
import type { Look } from "./looks.js";

/** What becomes of a message, in the order and the words of the page. */
const fates = [
	["right", "answered right"],
	["wrong", "answered wrong"],
	["ask", "asked back"],
	["person", "handed to a person"],
] as const;

function partsOf({ right, wrong, clarified, handedOver }: Load): readonly number[] {
	return [right, wrong, clarified, handedOver];
}

/** Of a thousand messages: answered, asked back, handed over, wrong. */
export function loadFigures(load: Load): Html {
	const parts = partsOf(load).map((part, index) => ({
		part,
		name: fates[index]?.[0],
		words: fates[index]?.[1],
	}));
	return html`<div class="bar" role="img" aria-label="${parts.map(({ part, words }) => `${words} ${ofThousand(part)}`).join(", ")}">${parts.map(
		({ part, name }) => html`<i class="${name}" style="width:${(part * 100).toFixed(2)}%"></i>`,
	)}</div><ul class="figures">${parts.map(
		({ part, name, words }) => html`<li><b class="${name}-ink">${ofThousand(part)}</b>${words}</li>`,
	)}</ul>`;
}

/** What other thresholds would mean, one in each row; the chosen one is marked. */
export function loadTable(looks: readonly Look[], chosen: Look | undefined): Html {
	const rows = chosen === undefined ? looks : [...looks.filter((look) => look !== chosen), chosen];
	const sorted = rows.toSorted((a, b) => b.answerAt - a.answerAt);
	return html`<div class="wide"><table><thead><tr><th>answer from</th><th>in scope<br>answered</th><th>answers<br>wrong</th><th>wrong<br>at most</th>${fates.map(([, words]) => html`<th>${words}</th>`)}</tr></thead><tbody>${sorted.map(
		(look) =>
			html`<tr class="${look === chosen ? "is-chosen" : ""}"><td>${threshold(look.answerAt)}</td><td>${percentCell(look.coverage)}</td><td>${percentCell(look.wrong)}</td><td>${percentCell(look.atMost)}</td>${partsOf(look.load).map((part) => html`<td>${ofThousand(part)}</td>`)}</tr>`,
	)}</tbody></table></div>`;
}

/** Intents with thresholds of their own. */
export function ownThresholds(tuning: Tuning): Html {
	const own = tuning.outcome === "reached" ? Object.entries(tuning.rules.intents) : [];
	if (own.length === 0) return html``;
	return html`<section><h2>Intents with thresholds of their own</h2><p class="soft">There are enough examples of these to keep the promise for each by itself.</p><table><thead><tr><th>intent</th><th>answer from</th></tr></thead><tbody>${own.map(
		([intent, { answerAt }]) =>
			html`<tr><td>${intent}</td><td>${answerAt === undefined ? "never: to a person" : threshold(answerAt)}</td></tr>`,
	)}</tbody></table></section>`;
}

/** Pairs of intents that are mixed up, with the utterances that show it. */
export function confusionList(confusions: readonly Confusion[], answerAt: number): Html {
	return html`${confusions.map(
		({ meant, taken, utterances }) =>
			html`<div class="pair"><h3>${nameOf(meant)} <span class="soft">taken for</span> ${nameOf(taken)} <span class="soft">${timesOf(utterances.length)}</span></h3><ul>${utterances
				.slice(0, mostUtterances)
				.map(
					({ text, confidence }) =>
						html`<li>${text} <small>${threshold(confidence)}${confidence >= answerAt ? html` · <span class="wrong-ink">answered</span>` : ""}</small></li>`,
				)}</ul></div>`,
	)}`;
}

const mostUtterances = 4;

function timesOf(count: number): string {
	return count === 1 ? "once" : `${count} times`;
}

/** Utterances with the label that they have and the one that the recognizer would give them. */
export function doubtList(doubts: readonly Scored[]): Html {
	return html`<table><thead><tr><th>utterance</th><th>labelled</th><th>looks like</th></tr></thead><tbody>${doubts.map(
		({ intent, recognition }) =>
			html`<tr><td class="text">${recognition.text}</td><td>${nameOf(intent)}</td><td>${nameOf(recognition.intents[0]?.intent ?? "")}</td></tr>`,
	)}</tbody></table>`;
}

function nameOf(intent: string): Html {
	return isOutOfScope(intent) ? html`<em>out of scope</em>` : html`<code>${intent}</code>`;
}
