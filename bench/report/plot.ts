import type { Result, Verdict } from "../run-benchmark.js";

/** One line of the plot: a ratio as a share of what it must not exceed. */
interface Row {
	readonly name: string;
	readonly label: string;
	readonly verdict: Verdict;
	readonly must: number;
}

const width = 880;
const rowHeight = 44;
const left = 380;
const right = 150;
const top = 64;
const bottom = 34;
/** Whatever lies beyond is cut off, and its figure says how far it went. */
const mostShown = 2;

/** Every gate as a line: the rounds from best to worst, the middle half, the median, what must be and the goal. */
export function plot(results: readonly Result[]): string {
	const rows = results.flatMap(rowsOf);
	const height = top + rows.length * rowHeight + bottom;
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" font-family="system-ui, sans-serif" font-size="13">`,
		"<title>Baton beside its peers: ratios of median times, as shares of what they must not exceed</title>",
		style,
		`<rect class="paper" width="${width}" height="${height}"/>`,
		`<text class="ink" x="16" y="26" font-size="15" font-weight="600">Baton beside its peers, smaller is better</text>`,
		`<text class="soft" x="16" y="46">line: all rounds · box: the middle half · tick: the median · diamond: the goal</text>`,
		...rows.map(drawRow),
		...drawMust(height),
		"</svg>",
		"",
	].join("\n");
}

const style = `<style>
.paper { fill: #ffffff } .ink { fill: #1f2328 } .soft { fill: #59636e } .must { stroke: #59636e }
.holds { stroke: #1a7f37; fill: #1a7f37 } .missed { stroke: #cf222e; fill: #cf222e } .goal { fill: none; stroke: #59636e }
@media (prefers-color-scheme: dark) {
.paper { fill: #0d1117 } .ink { fill: #f0f6fc } .soft { fill: #9198a1 } .must { stroke: #9198a1 }
.holds { stroke: #3fb950; fill: #3fb950 } .missed { stroke: #f85149; fill: #f85149 } .goal { stroke: #9198a1 }
}
</style>`;

function rowsOf({ name, verdicts }: Result): readonly Row[] {
	return verdicts.flatMap((verdict) => {
		const { subject, peer, must } = verdict;
		return must === undefined ? [] : [{ name, label: `${subject} / ${peer}`, verdict, must }];
	});
}

function drawRow({ name, label, verdict, must }: Row, index: number): string {
	const { ratio, goal, holds } = verdict;
	const middle = top + index * rowHeight + rowHeight / 2;
	const at = (value: number): string => place(value / must).toFixed(1);
	const boxWidth = Math.max(place(ratio.upper / must) - place(ratio.lower / must), 1).toFixed(1);
	return [
		`<text class="ink" x="16" y="${middle + 4}" font-weight="600">${name}</text>`,
		`<text class="ink" x="48" y="${middle + 4}">${escapeText(label)}</text>`,
		`<g class="${holds === true ? "holds" : "missed"}" stroke-width="2">`,
		`<line x1="${at(ratio.best)}" x2="${at(ratio.worst)}" y1="${middle}" y2="${middle}"/>`,
		`<rect x="${at(ratio.lower)}" y="${middle - 7}" width="${boxWidth}" height="14" fill-opacity="0.35"/>`,
		`<line x1="${at(ratio.median)}" x2="${at(ratio.median)}" y1="${middle - 11}" y2="${middle + 11}"/>`,
		"</g>",
		goal === undefined ? "" : diamond(place(goal / must), middle),
		`<text class="ink" x="${width - right + 16}" y="${middle + 4}">${ratio.median.toFixed(2)}× (≤ ${must}×)</text>`,
	].join("\n");
}

function drawMust(height: number): readonly string[] {
	const x = place(1);
	return [
		`<line class="must" x1="${x}" x2="${x}" y1="${top - 4}" y2="${height - bottom}" stroke-dasharray="4 3"/>`,
		`<text class="soft" x="${x}" y="${height - 12}" text-anchor="middle">must</text>`,
	];
}

function diamond(x: number, y: number): string {
	return `<path class="goal" d="M${x.toFixed(1)} ${y - 6} l5 6 l-5 6 l-5 -6 z"/>`;
}

function place(share: number): number {
	const plotted = width - left - right;
	return left + (Math.min(Math.max(share, 0), mostShown) / mostShown) * plotted;
}

function escapeText(text: string): string {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
