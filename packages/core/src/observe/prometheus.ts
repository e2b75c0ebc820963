import type { Gauge } from "./gauges.js";
import type { CountName, DurationName, Labels, Observer } from "./observer.js";

/** An observer that keeps figures for Prometheus to fetch. */
export interface Prometheus extends Observer {
	/** In its text format (https://prometheus.io/docs/instrumenting/exposition_formats), with gauges of now. */
	text(gauges?: readonly Gauge[]): string;
}

interface Histogram {
	/** How many were at most as long as each bound. */
	readonly buckets: number[];
	sum: number;
	count: number;
}

/** Upper bounds, in seconds. */
const boundsOf: Readonly<Record<DurationName, readonly number[]>> = {
	time_to_human: [1, 5, 15, 30, 60, 120, 300, 600, 1_800, 3_600],
	turn: [0.005, 0.02, 0.1, 0.5, 1, 2.5, 5, 15],
};

const help: Readonly<Record<CountName | DurationName | Gauge["name"], string>> = {
	handovers: "Offers of control to people or other bots, by reason",
	offers_ended: "Offers that ended, by how",
	sessions_ended: "Sessions that ended: contained by the bot, or with a human in them",
	drafts: "Answers held back as drafts, by why",
	ratings: "How users rated sessions, by stars",
	sends: "What became of what was sent",
	verdicts: "Verdicts of the gate",
	time_to_human: "From the offer to whoever took it",
	turn: "Turns of the bot",
	waiting: "Conversations in which somebody waits for a person",
	waiting_longest_seconds: "How long the first of them has waited",
	left_messages: "Messages that users left for people, and that nobody has taken",
	left_longest_seconds: "How long the first of them has been there",
	held: "Conversations that an app holds",
	mailbox_conversations: "Conversations with something that an app has not acknowledged",
	mailbox_oldest_seconds: "Age of the oldest thing that an app has not acknowledged",
	lane_conversations: "Conversations with something to send",
	lane_oldest_seconds: "Age of the oldest thing to send",
	undelivered: "What could not be sent, or whose fate is unknown, and nobody has settled",
};

/** Keeps counts and durations in this process. */
export function prometheus(): Prometheus {
	const counts = new Map<CountName, Map<string, number>>();
	const durations = new Map<DurationName, Map<string, Histogram>>();

	return {
		count(name, labels) {
			const series = seriesOf(counts, name);
			const key = keyOf(labels);
			series.set(key, (series.get(key) ?? 0) + 1);
		},
		time(name, ms, labels) {
			const series = seriesOf(durations, name);
			const key = keyOf(labels);
			const histogram = series.get(key) ?? { buckets: boundsOf[name].map(() => 0), sum: 0, count: 0 };
			series.set(key, histogram);
			record(histogram, boundsOf[name], ms / 1000);
		},
		text(gauges = []) {
			const families = [
				...[...counts].map(([name, series]) =>
					family(`${name}_total`, "counter", help[name], countLines(name, series)),
				),
				...[...durations].map(([name, series]) =>
					family(
						`${name}_seconds`,
						"histogram",
						help[name],
						[...series].flatMap(([key, it]) => histogramLines(name, key, it)),
					),
				),
				...gaugeFamilies(gauges),
			];
			return `${families.join("\n")}\n`;
		},
	};
}

function seriesOf<N, S>(all: Map<N, Map<string, S>>, name: N): Map<string, S> {
	const known = all.get(name) ?? new Map<string, S>();
	all.set(name, known);
	return known;
}

function record(histogram: Histogram, bounds: readonly number[], seconds: number): void {
	histogram.sum += seconds;
	histogram.count += 1;
	for (const [index, bound] of bounds.entries())
		if (seconds <= bound) histogram.buckets[index] = (histogram.buckets[index] ?? 0) + 1;
}

function family(name: string, type: string, means: string, lines: readonly string[]): string {
	return [`# HELP baton_${name} ${means}`, `# TYPE baton_${name} ${type}`, ...lines].join("\n");
}

function countLines(name: CountName, series: ReadonlyMap<string, number>): readonly string[] {
	return [...series].map(([key, value]) => `baton_${name}_total${braced(key)} ${value}`);
}

function histogramLines(
	name: DurationName,
	key: string,
	{ buckets, sum, count }: Histogram,
): readonly string[] {
	const bounds = boundsOf[name];
	const le = (bound: string): string => braced([key, `le="${bound}"`].filter(Boolean).join(","));
	return [
		...buckets.map((value, index) => `baton_${name}_seconds_bucket${le(String(bounds[index]))} ${value}`),
		`baton_${name}_seconds_bucket${le("+Inf")} ${count}`,
		`baton_${name}_seconds_sum${braced(key)} ${sum}`,
		`baton_${name}_seconds_count${braced(key)} ${count}`,
	];
}

function gaugeFamilies(gauges: readonly Gauge[]): readonly string[] {
	const names = [...new Set(gauges.map(({ name }) => name))];
	return names.map((name) => {
		const own = gauges.filter((gauge) => gauge.name === name);
		const lines = own.map(({ labels, value }) => `baton_${name}${braced(keyOf(labels))} ${value}`);
		return family(name, "gauge", help[name], lines);
	});
}

function keyOf(labels: Labels): string {
	return Object.entries(labels)
		.map(([name, value]) => `${name}="${value.replace(/[\\"\n]/g, escaped)}"`)
		.join(",");
}

function escaped(character: string): string {
	return character === "\n" ? "\\n" : `\\${character}`;
}

function braced(key: string): string {
	return key === "" ? "" : `{${key}}`;
}
