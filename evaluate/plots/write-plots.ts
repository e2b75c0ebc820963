import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { BatonError } from "@baton/core";
import type { ContenderFigures, GateFigures } from "../evaluate-gate.js";
import { frame, line, type Scale, words } from "./frame.js";

/** @throws BatonError `unwritable-folder` if the folder may not be written */
export async function writePlots(folder: string, found: GateFigures): Promise<void> {
	const plots = {
		"gate-coverage.svg": coveragePlot(found),
		"gate-oos-share.svg": oosSharePlot(found),
		"gate-reliability.svg": reliabilityPlot(found),
	};
	try {
		await mkdir(folder, { recursive: true });
		await Promise.all(Object.entries(plots).map(([name, plot]) => writeFile(join(folder, name), plot)));
	} catch (cause) {
		const message = `Cannot write plots to "${folder}", name another folder with --plots`;
		throw new BatonError("unwritable-folder", message, { cause });
	}
}

const kinds = ["ours", "peer"] as const;

function coveragePlot({ contenders, target, oosShare }: GateFigures): string {
	const least =
		Math.floor(Math.min(...contenders.flatMap(({ curve }) => curve.map(({ precision }) => precision))) * 10) /
		10;
	const from = Math.max(0.6, least);
	return frame(
		"The more is answered, the more is wrong",
		`precision of answers by coverage, ${percent(oosShare)} of messages out of scope; dot: the tuned threshold`,
		{ name: "answered, of what is in scope", from: 0, to: 1, marks: [0, 0.2, 0.4, 0.6, 0.8, 1] },
		{ name: "precision", from, to: 1, marks: marksFrom(from) },
		(scale) => [
			...must(target, scale),
			...contenders.flatMap((contender, index) => {
				const kind = kinds[index] ?? "peer";
				const points = contender.curve.map(({ coverage, precision }) => [coverage, precision] as const);
				return [line(kind, points, scale), label(contender, kind, scale), ...tunedDot(contender, scale)];
			}),
		],
	);
}

function marksFrom(from: number): readonly number[] {
	const marks = [0.6, 0.7, 0.8, 0.9, 0.95, 1];
	return marks.filter((mark) => mark >= from);
}

function must(target: number, scale: Scale): readonly string[] {
	const place: readonly [string, string] = [
		String(Number(scale.x(0)) + 8),
		String(Number(scale.y(target)) + 16),
	];
	return [targetLine(target, scale), words("must-ink", place, `target ${percent(target)}`)];
}

function targetLine(target: number, { x, y }: Scale): string {
	return `<line class="must" x1="${x(0)}" x2="${x(1)}" y1="${y(target)}" y2="${y(target)}"/>`;
}

function label({ name, curve }: ContenderFigures, kind: "ours" | "peer", { x, y }: Scale): string {
	const point = curve[Math.floor(curve.length / 2)];
	if (point === undefined) return "";
	return words(`${kind}-ink`, [x(point.coverage), String(Number(y(point.precision)) - 9)], name);
}

function tunedDot({ figures, name }: ContenderFigures, { x, y }: Scale): readonly string[] {
	if (!("coverage" in figures)) return [];
	const dot = name === "baton" ? "dot" : "peer-dot";
	return [`<circle class="${dot}" cx="${x(figures.coverage)}" cy="${y(figures.precision)}" r="5"/>`];
}

function oosSharePlot({ contenders, target, confidence }: GateFigures): string {
	const [ours] = contenders;
	const rows = ours?.byOosShare ?? [];
	const points = (of: (row: (typeof rows)[number]) => number | undefined) =>
		rows.flatMap((row) => {
			const value = of(row);
			return value === undefined ? [] : [[row.oosShare, value] as const];
		});
	const lines = [
		{ name: "precision, thresholds kept", kind: "peer", points: points(({ kept }) => kept?.precision) },
		{ name: "precision, tuned for it", kind: "ours", points: points(({ retuned }) => retuned?.precision) },
		{
			name: "coverage, tuned for it",
			kind: "ours dashed",
			points: points(({ retuned }) => retuned?.coverage),
		},
	] as const;
	return frame(
		"The more is out of scope, the less may be answered",
		`baton; red: the target of ${percent(target)}, with ${percent(confidence)} confidence`,
		{ name: "messages that are out of scope", from: 0, to: 0.5, marks: [0, 0.1, 0.2, 0.3, 0.4, 0.5] },
		{ name: "share", from: 0.5, to: 1, marks: [0.5, 0.6, 0.7, 0.8, 0.9, 1] },
		(scale) => [
			targetLine(target, scale),
			...lines.flatMap(({ name, kind, points }) => {
				const end = points.at(-1);
				const ink = kind === "peer" ? "peer-ink" : "ours-ink";
				return [line(kind, points, scale), end === undefined ? "" : endLabel(ink, end, name, scale)];
			}),
		],
	);
}

/** Beside the end of a line, or below it where the paper ends. */
function endLabel(
	ink: "ours-ink" | "peer-ink",
	[across, up]: readonly [number, number],
	name: string,
	{ x, y }: Scale,
): string {
	if (across < 0.5) return words(ink, [String(Number(x(across)) + 8), String(Number(y(up)) + 4)], name);
	const below = words(ink, [x(across), String(Number(y(up)) + 18)], name);
	return below.replace("<text", '<text text-anchor="end"');
}

function reliabilityPlot({ contenders }: GateFigures): string {
	const axis = { from: 0, to: 1, marks: [0, 0.2, 0.4, 0.6, 0.8, 1] };
	const [ours] = contenders;
	const before = ours?.uncalibrated?.bins ?? [];
	const after = ours?.calibration.bins ?? [];
	const dots = (kind: string, bins: typeof after, { x, y }: Scale) =>
		bins.map(
			({ confidence, right, share }) =>
				`<circle class="${kind}" cx="${x(confidence)}" cy="${y(right)}" r="${(3 + 16 * Math.sqrt(share)).toFixed(1)}"/>`,
		);
	const errors = `error ${ours?.uncalibrated?.error.toFixed(3) ?? "–"} before, ${ours?.calibration.error.toFixed(3) ?? "–"} after`;
	return frame(
		"Confidence is the chance to be right",
		`share of right answers by confidence, before calibration (hollow) and after; ${errors}`,
		{ ...axis, name: "confidence" },
		{ ...axis, name: "right" },
		(scale) => [
			`<line class="even" x1="${scale.x(0)}" y1="${scale.y(0)}" x2="${scale.x(1)}" y2="${scale.y(1)}"/>`,
			...dots("hollow", before, scale),
			...dots("dot", after, scale),
		],
	);
}

function percent(share: number): string {
	return `${Number((share * 100).toFixed(1))} %`;
}
