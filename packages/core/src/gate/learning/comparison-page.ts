import { type Html, html } from "../html.js";
import type { ComparisonSummary, Deed, Difference, Side, Tally } from "./comparison.js";

export interface ComparisonPageOptions {
	/** Default: "Two gates on the same words". */
	readonly title?: string | undefined;
	/** Is put below the title: a form that switches the candidate on, for instance. */
	readonly controls?: Html | undefined;
}

/** A comparison as a page of its own, without scripts and without anything from elsewhere. */
export function comparisonPage(
	summary: ComparisonSummary,
	{ title = "Two gates on the same words", controls }: ComparisonPageOptions = {},
): string {
	return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${{ markup: style }}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${controls}
${comparisonSection(summary)}
</main>
</body>
</html>
`.markup;
}

/** The same without the page around it. Its style is {@link comparisonStyle}. */
export function comparisonSection(summary: ComparisonSummary): Html {
	const { seen, same, labelled } = summary;
	if (seen === 0)
		return html`<p class="nothing">Nothing was said since the candidate runs beside the current gate.</p>`;
	return html`<section class="comparison">
<p class="lead">${plural(seen, "message")}, ${percent(same, seen)} of them treated alike${labelled > 0 ? `; ${labelled} labelled by people` : ""}.</p>
${deeds(summary)}
${labelled > 0 ? rightness(summary) : ""}
${differences(summary)}
</section>`;
}

const names = {
	answer: "answered",
	clarify: "asked back",
	handOff: "handed to a person",
	failed: "failed",
} as const satisfies Record<Deed, string>;

function deeds({ seen, current, candidate }: ComparisonSummary): Html {
	const rows = (["answer", "clarify", "handOff", "failed"] as const).filter(
		(deed) => deed !== "failed" || current.failed + candidate.failed > 0,
	);
	return table(
		["", "current", "candidate"],
		rows.map((deed) => [names[deed], bar(current[deed], seen, deed), bar(candidate[deed], seen, deed)]),
	);
}

function rightness({ current, candidate, onlyRight, labelled }: ComparisonSummary): Html {
	const row = (name: string, of: (tally: Tally) => number, deed: Deed): readonly Cell[] => [
		name,
		bar(of(current), labelled, deed),
		bar(of(candidate), labelled, deed),
	];
	return html`<h2>Where people said what was meant</h2>
${table(["", "current", "candidate"], [row("answered right", ({ right }) => right, "answer"), row("answered wrong", ({ wrong }) => wrong, "failed")])}
<p>Right only by the candidate: ${onlyRight.candidate}. Right only by the current gate: ${onlyRight.current}.</p>`;
}

function differences({ differences: all }: ComparisonSummary): Html {
	if (all.length === 0) return html`<p>They have not differed.</p>`;
	return html`<h2>Where they differ</h2>
${table(["message", "current", "candidate", "meant"], all.map(differenceRow))}`;
}

function differenceRow({ text, current, candidate, intent }: Difference): readonly Cell[] {
	return [html`<q>${text}</q>`, sideCell(current, intent), sideCell(candidate, intent), intent ?? ""];
}

function sideCell({ deed, intent, confidence }: Side, meant: string | undefined): Html {
	const verdict = deed !== "answer" || meant === undefined ? "" : intent === meant ? " right" : " wrong";
	const what = intent === undefined ? "" : html` <span>${intent} ${(confidence ?? 0).toFixed(2)}</span>`;
	return html`<b class="deed ${deed}${verdict}">${names[deed]}</b>${what}`;
}

function bar(part: number, whole: number, deed: Deed): Html {
	const share = whole === 0 ? 0 : (100 * part) / whole;
	return html`<span class="bar ${deed}"><i style="width:${share.toFixed(1)}%"></i></span> ${part} <small>${percent(part, whole)}</small>`;
}

type Cell = string | Html;

function table(head: readonly string[], rows: readonly (readonly Cell[])[]): Html {
	const headCells = head.map((cell) => html`<th scope="col">${cell}</th>`);
	const bodyRows = rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>\n`);
	return html`<div class="scroll"><table><thead><tr>${headCells}</tr></thead><tbody>${bodyRows}</tbody></table></div>`;
}

function percent(part: number, whole: number): string {
	return whole === 0 ? "–" : `${((100 * part) / whole).toFixed(part === whole || part === 0 ? 0 : 1)} %`;
}

function plural(count: number, word: string): string {
	return count === 1 ? `1 ${word}` : `${count} ${word}s`;
}

/** For light and dark. */
export const comparisonStyle = `
.comparison .lead{font-size:1.125rem}
.comparison .scroll{overflow-x:auto}
.comparison table{border-collapse:collapse;width:100%}
.comparison th{text-align:start;font-weight:600;color:light-dark(#5b5b66,#a9a9b6)}
.comparison th,.comparison td{padding:.4rem .75rem .4rem 0;border-bottom:1px solid light-dark(#e3e1dc,#34343d);vertical-align:top}
.comparison td:first-child{min-width:7.5rem}
.comparison q{overflow-wrap:anywhere}
.comparison small{white-space:nowrap}
.comparison small,.comparison td span{color:light-dark(#5b5b66,#a9a9b6)}
.comparison .bar{display:inline-block;width:8rem;height:.6rem;border-radius:1rem;background:light-dark(#ebe8e2,#2b2b33);overflow:hidden}
.comparison .bar i{display:block;height:100%;background:light-dark(#2f6f5e,#6cc3a8)}
.comparison .bar.clarify i{background:light-dark(#a9781b,#e0b458)}
.comparison .bar.handOff i{background:light-dark(#8a4b7d,#d196c4)}
.comparison .bar.failed i{background:light-dark(#a3322b,#ef8a80)}
.comparison .deed{font-weight:600}
.comparison .wrong{color:light-dark(#a3322b,#ef8a80)}
.comparison .right{color:light-dark(#22614f,#6cc3a8)}
@media (max-width:40rem){.comparison .bar{display:block;width:auto;min-width:4rem;margin-top:.5rem}}
`;

const style = `:root{color-scheme:light dark;font:1rem/1.5 system-ui,sans-serif;background:light-dark(#fbfaf8,#1b1b20);color:light-dark(#1d1d22,#ececf1)}
body{margin:0}
main{max-width:64rem;margin:0 auto;padding:2rem 1.25rem}
${comparisonStyle}`;
