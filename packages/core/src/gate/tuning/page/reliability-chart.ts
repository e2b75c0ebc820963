import { calibrationError, reliability } from "../../calibration/reliability.js";
import { type Html, html } from "../../html.js";
import { claimsOf } from "../claims.js";
import type { Scored } from "../scored.js";
import { percent } from "./figures.js";

const size = 260;
const left = 40;
const top = 12;
const bottom = 40;

/** A reliability diagram: of answers with a confidence of 0.8, are eight in ten right? */
export function drawReliability(scored: readonly Scored[], oosShare: number): Html {
	const claims = claimsOf(scored, oosShare);
	const x = (value: number) => left + value * size;
	const y = (value: number) => top + (1 - value) * size;
	const points = reliability(claims).map(
		({ confidence, right, share }) =>
			html`<circle class="dot" cx="${x(confidence).toFixed(1)}" cy="${y(right).toFixed(1)}" r="${radius(share).toFixed(1)}"><title>${percent(share)} of messages</title></circle>`,
	);
	const marks = [0, 0.5, 1];
	return html`<svg viewBox="0 0 ${left + size + 16} ${top + size + bottom}" role="img" aria-label="Reliability diagram">
${marks.map((value) => html`<line class="grid" x1="${x(0)}" x2="${x(1)}" y1="${y(value)}" y2="${y(value)}"/><line class="grid" x1="${x(value)}" x2="${x(value)}" y1="${y(0)}" y2="${y(1)}"/><text x="${x(value)}" y="${y(0) + 18}" text-anchor="middle">${value}</text><text x="${left - 8}" y="${y(value) + 4}" text-anchor="end">${value}</text>`)}
<line class="bound" x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}"/>
${points}
<text x="${x(0.5)}" y="${y(0) + 36}" text-anchor="middle">confidence</text>
</svg>
<p class="soft">How often the most likely intent was right, at each confidence. On the diagonal, confidence is a probability. On average it is off by ${calibrationError(claims).toFixed(3)}.</p>`;
}

/** The area shows how many utterances there are. */
function radius(share: number): number {
	return 3 + 14 * Math.sqrt(share);
}
