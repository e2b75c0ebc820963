const width = 720;
const height = 380;
const left = 62;
const right = 24;
const top = 62;
const bottom = 48;

/** What an axis is called and which of its values it shows. */
export interface Axis {
	readonly name: string;
	readonly from: number;
	readonly to: number;
	readonly marks: readonly number[];
	readonly digits?: number | undefined;
}

/** Turns values into places on the paper. */
export interface Scale {
	x(value: number): string;
	y(value: number): string;
}

/** A plot with a title, a line on what it shows, and two axes; `draw` adds the rest. */
export function frame(
	title: string,
	about: string,
	across: Axis,
	up: Axis,
	draw: (scale: Scale) => readonly string[],
): string {
	const share = (axis: Axis, value: number) =>
		(Math.min(axis.to, Math.max(axis.from, value)) - axis.from) / (axis.to - axis.from);
	const x = (value: number) => (left + share(across, value) * (width - left - right)).toFixed(1);
	const y = (value: number) => (height - bottom - share(up, value) * (height - top - bottom)).toFixed(1);
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" font-family="system-ui, sans-serif" font-size="13">`,
		`<title>${title}</title>`,
		style,
		`<rect class="paper" width="${width}" height="${height}"/>`,
		`<text class="ink" x="16" y="26" font-size="15" font-weight="600">${title}</text>`,
		`<text class="soft" x="16" y="46">${about}</text>`,
		...across.marks.flatMap((mark) => [
			`<line class="grid" x1="${x(mark)}" x2="${x(mark)}" y1="${top}" y2="${height - bottom}"/>`,
			`<text class="soft" x="${x(mark)}" y="${height - bottom + 18}" text-anchor="middle">${percent(mark, across)}</text>`,
		]),
		...up.marks.flatMap((mark) => [
			`<line class="grid" x1="${left}" x2="${width - right}" y1="${y(mark)}" y2="${y(mark)}"/>`,
			`<text class="soft" x="${left - 8}" y="${Number(y(mark)) + 4}" text-anchor="end">${percent(mark, up)}</text>`,
		]),
		`<text class="soft" x="${(left + width - right) / 2}" y="${height - 10}" text-anchor="middle">${across.name}</text>`,
		...draw({ x, y }),
		"</svg>",
		"",
	].join("\n");
}

/** Points joined by a line. */
export function line(
	kind: "ours" | "ours dashed" | "peer",
	points: readonly (readonly [x: number, y: number])[],
	{ x, y }: Scale,
): string {
	const path = points.map(([across, up]) => `${x(across)},${y(up)}`).join(" L");
	return `<path class="${kind}" d="M${path}"/>`;
}

export function words(
	kind: "ours-ink" | "peer-ink" | "soft" | "must-ink",
	at: readonly [string, string],
	text: string,
): string {
	return `<text class="${kind}" x="${at[0]}" y="${at[1]}">${text}</text>`;
}

function percent(share: number, { digits = 0 }: Axis): string {
	return `${(share * 100).toFixed(digits)} %`;
}

const style = `<style>
.paper { fill: #ffffff } .ink { fill: #1f2328 } .soft { fill: #59636e } .grid { stroke: #d8dee4 }
.ours { fill: none; stroke: #3b5bdb; stroke-width: 2.5 } .ours-ink { fill: #3b5bdb } .dot { fill: #3b5bdb }
.hollow { fill: none; stroke: #8c6d1f; stroke-width: 1.5 } .dashed { stroke-dasharray: 5 4 } .peer { fill: none; stroke: #8c6d1f; stroke-width: 2 } .peer-ink { fill: #8c6d1f } .peer-dot { fill: #8c6d1f }
.must { stroke: #c2412d; stroke-width: 1.5 } .must-ink { fill: #c2412d } .even { stroke: #59636e; stroke-dasharray: 2 4 }
@media (prefers-color-scheme: dark) {
.paper { fill: #0d1117 } .ink { fill: #f0f6fc } .soft { fill: #9198a1 } .grid { stroke: #30363d }
.ours { stroke: #8aa2ff } .ours-ink { fill: #8aa2ff } .dot { fill: #8aa2ff }
.hollow { stroke: #dcb454 } .peer { stroke: #dcb454 } .peer-ink { fill: #dcb454 } .peer-dot { fill: #dcb454 }
.must { stroke: #f0816d } .must-ink { fill: #f0816d } .even { stroke: #9198a1 }
}
</style>`;
