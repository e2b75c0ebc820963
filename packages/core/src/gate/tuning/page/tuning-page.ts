import { type Html, html } from "../../html.js";
import type { Recognition } from "../../recognizer.js";
import { assess } from "../assess.js";
import type { Scored } from "../scored.js";
import type { Tuning } from "../tuning.js";
import { confusionsOf } from "./confusions.js";
import { drawCurve } from "./curve.js";
import { percent, threshold } from "./figures.js";
import { doubtfulLabels, outOfScopeWanted, undecided, weakIntents } from "./label-next.js";
import { type Look, looksAt, spreadOver } from "./looks.js";
import { drawReliability } from "./reliability-chart.js";
import { confusionList, doubtList, loadFigures, loadTable, ownThresholds } from "./sections.js";
import { style } from "./style.js";

export interface TuningPageOptions {
	readonly tuning: Tuning;
	/** The examples that the thresholds were tuned on. */
	readonly scored: readonly Scored[];
	/** What users wrote and nobody has labelled, to propose what to label next. */
	readonly traffic?: readonly Recognition[] | undefined;
}

const rowsOfThresholds = 9;
const mostShown = 10;

/** Shows a tuning as a page of its own for the team that decides on it: no scripts, nothing loaded. */
export function tuningPage({ tuning, scored, traffic = [] }: TuningPageOptions): string {
	const looks = looksAt(scored, tuning);
	const answerAt = tuning.outcome === "reached" ? tuning.rules.answerAt : (tuning.nearest?.answerAt ?? 1);
	const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Tuning of the gate</title><style>${{ markup: style }}</style></head>
<body><main>
<header><h1>${headline(tuning)}</h1><p>${explanation(tuning)}</p></header>
${tuning.outcome === "reached" ? html`<section><h2>Of 1,000 messages</h2><p class="soft">${tuning.oosShare === 0 ? "As if none of them were out of scope." : `With ${percent(tuning.oosShare)} of them out of scope.`}</p>${loadFigures(assess(scored, tuning.rules, tuning.oosShare).load)}</section>` : ""}
${looks.length === 0 ? "" : thresholds(looks, tuning)}
${ownThresholds(tuning)}
${confused(scored, answerAt)}
<section><h2>What to label next</h2>${labelNext(scored, traffic, tuning, answerAt)}</section>
<section><h2>Is confidence a probability?</h2><div class="columns">${drawReliability(scored, tuning.oosShare)}</div></section>
</main></body></html>
`;
	return page.markup;
}

function headline(tuning: Tuning): string {
	if (tuning.outcome === "unreachable") {
		const target = percent(tuning.target);
		return tuning.reason === "too-often-wrong"
			? `No threshold gets ${target} of answers right`
			: `Too few examples to show that ${target} of answers would be right`;
	}
	return `The bot answers ${percent(tuning.outlook.coverage)} of what it knows, from a confidence of ${threshold(tuning.rules.answerAt)}`;
}

function explanation(tuning: Tuning): string {
	const { target, confidence, oosShare, examples } = tuning;
	const mix =
		examples.outOfScope === 0
			? "No example is out of scope, so this is about what is in scope alone."
			: `This counts ${percent(oosShare)} of messages as out of scope.`;
	const spoken = `${examples.inScope} examples in scope and ${examples.outOfScope} out of it say so.`;
	if (tuning.outcome === "reached") {
		return `On new messages like the examples, at least ${percent(target)} of its answers are right, with ${percent(confidence)} confidence; on the examples themselves it was ${percent(tuning.outlook.precision)}. ${mix} ${spoken}`;
	}
	if (tuning.reason === "too-often-wrong") {
		return `Even on the labelled examples too many answers are wrong at every threshold. ${mix} Look at the intents that confuse each other, or ask for less.`;
	}
	const enough = tuning.needed
		? ` ${tuning.needed.inScope} in scope and ${tuning.needed.outOfScope} out of it would probably be enough.`
		: "";
	return `It may well be, but so few examples can look like it by chance. ${mix} ${spoken}${enough}`;
}

function thresholds(looks: readonly Look[], tuning: Tuning): Html {
	const answerAt = tuning.outcome === "reached" ? tuning.rules.answerAt : undefined;
	const chosen = looks.find((look) => look.answerAt === answerAt);
	return html`<section><h2>What is answered, and how much of it is wrong</h2><p class="soft">Each point is a threshold. The further right, the more the bot answers and the more of it is wrong.</p>${drawCurve(looks, tuning)}</section>
<section><h2>What each threshold would mean for the team</h2><p class="soft">Of 1,000 messages.</p>${loadTable(spreadOver(looks, rowsOfThresholds), chosen)}</section>`;
}

function confused(scored: readonly Scored[], answerAt: number): Html {
	const confusions = confusionsOf(scored);
	if (confusions.length === 0) return html``;
	return html`<section><h2>What is mixed up</h2><p class="soft">${confusions.length} pairs; those with the most utterances. The number is the confidence.</p>${confusionList(confusions.slice(0, mostShown), answerAt)}</section>`;
}

function labelNext(
	scored: readonly Scored[],
	traffic: readonly Recognition[],
	tuning: Tuning,
	answerAt: number,
): Html {
	const wanted = outOfScopeWanted(tuning);
	const weak = weakIntents(scored, answerAt).slice(0, mostShown);
	const doubts = doubtfulLabels(scored).slice(0, mostShown);
	const open = undecided(traffic, answerAt).slice(0, mostShown);
	return html`${wanted === undefined ? "" : html`<p><b>Messages that are out of scope.</b> There are ${tuning.examples.outOfScope}; with about ${wanted} the bound would be much tighter, and the bot could answer more at the same promise.</p>`}
${open.length === 0 ? "" : html`<p><b>Messages on the edge.</b> Users wrote these; the gate nearly decided otherwise.</p><ul>${open.map(({ text, intents }) => html`<li>${text} <small class="soft">${intents[0]?.intent} ${threshold(intents[0]?.confidence ?? 0)}</small></li>`)}</ul>`}
${weak.length === 0 ? "" : html`<p><b>Examples of these intents.</b> They have the most to win.</p><div class="wide"><table><thead><tr><th>intent</th><th>examples</th><th>answered right</th><th>answered wrong</th></tr></thead><tbody>${weak.map((each) => html`<tr><td><code>${each.intent}</code></td><td>${each.examples}</td><td>${each.answeredRight}</td><td>${each.answeredWrong}</td></tr>`)}</tbody></table></div>`}
${doubts.length === 0 ? "" : html`<p><b>Labels to look at again.</b> The recognizer is very sure of something else.</p><div class="wide">${doubtList(doubts)}</div>`}`;
}
