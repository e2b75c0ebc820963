import { type Html, html } from "../../html.js";
import type { Tuning } from "../tuning.js";
import { percent, threshold } from "./figures.js";
import type { Look } from "./looks.js";

const width = 760;
const height = 380;
const left = 56;
const right = 24;
const top = 20;
const bottom = 48;

/** The risk-coverage curve: what is answered against how much of it is wrong, as seen and at most. */
export function drawCurve(looks: readonly Look[], tuning: Tuning): Html {
	const allowed = 1 - tuning.target;
	const highest = allowed * Math.ceil(Math.max(3, Math.max(...looks.map(({ wrong }) => wrong)) / allowed));
	const step = allowed * Math.ceil(highest / allowed / mostLines);
	const x = (coverage: number) => left + coverage * (width - left - right);
	const y = (wrong: number) => top + (1 - Math.min(wrong, highest) / highest) * (height - top - bottom);
	const path = (of: (look: Look) => number) =>
		looks.map((look) => `${x(look.coverage).toFixed(1)},${y(of(look)).toFixed(1)}`).join(" L");
	const back = looks
		.toReversed()
		.map((look) => `${x(look.coverage).toFixed(1)},${y(look.wrong).toFixed(1)}`)
		.join(" L");
	return html`<div class="wide"><svg class="curve" viewBox="0 0 ${width} ${height}" role="img" aria-label="Risk-coverage curve: the share of wrong answers against the share that is answered">
${ticks(0.2, 1).map((value) => html`<line class="grid" x1="${x(value)}" x2="${x(value)}" y1="${top}" y2="${height - bottom}"/><text x="${x(value)}" y="${height - bottom + 20}" text-anchor="middle">${Math.round(value * 100)} %</text>`)}
${ticks(step, highest).map((value) => html`<line class="grid" x1="${left}" x2="${width - right}" y1="${y(value)}" y2="${y(value)}"/><text x="${left - 8}" y="${y(value) + 4}" text-anchor="end">${percent(value)}</text>`)}
<path class="band" d="M${path(({ atMost }) => atMost)} L${back} Z"/>
<path class="bound" d="M${path(({ atMost }) => atMost)}"/>
<path class="seen" d="M${path(({ wrong }) => wrong)}"/>
<line class="target" x1="${left}" x2="${width - right}" y1="${y(allowed)}" y2="${y(allowed)}"/>
<text class="on-target" x="${left + 8}" y="${y(allowed) - 7}">allowed: ${percent(allowed)} wrong</text>
${chosen(tuning, x, y)}
<text x="${(left + width - right) / 2}" y="${height - 8}" text-anchor="middle">answered, of what is in scope</text>
</svg></div>
<p class="legend"><span class="key seen-key"></span>wrong answers, as seen <span class="key bound-key"></span>at most, with ${percent(tuning.confidence)} confidence for each point by itself${tuning.outcome === "reached" ? html` <span class="key chosen-key"></span>chosen` : ""}</p>`;
}

function chosen(tuning: Tuning, x: (coverage: number) => number, y: (wrong: number) => number): Html {
	if (tuning.outcome === "unreachable") return html``;
	const { coverage, precision } = tuning.outlook;
	const place = { x: x(coverage), y: y(1 - precision) };
	return html`<line class="chosen" x1="${place.x}" x2="${place.x}" y1="${top}" y2="${height - bottom}"/><circle class="dot" cx="${place.x}" cy="${place.y}" r="5"/><text class="on-chosen" x="${place.x - 8}" y="${top + 12}" text-anchor="end">from ${threshold(tuning.rules.answerAt)}: ${percent(coverage)} answered</text>`;
}

/** Lines across the curve. */
const mostLines = 5;

function ticks(step: number, highest: number): readonly number[] {
	return Array.from({ length: Math.floor(highest / step + 0.01) + 1 }, (_, index) => step * index);
}
