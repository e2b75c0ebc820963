import {
	type Attributes,
	type Counter,
	context,
	type Histogram,
	type Meter,
	metrics,
	type ObservableGauge,
	type Span,
	SpanStatusCode,
	type Tracer,
	trace,
} from "@opentelemetry/api";
import type { ConversationKey } from "../conversation/key.js";
import { type Gauge, readGauges } from "./gauges.js";
import { type CountName, type DurationName, labelsOf, type Observer } from "./observer.js";

export interface OpenTelemetryOptions {
	/** Default: the tracer `baton` of the global provider. */
	readonly tracer?: Tracer | undefined;
	/** Default: the meter `baton` of the global provider. */
	readonly meter?: Meter | undefined;
}

/** An observer that makes spans and metrics by the OpenTelemetry API; which SDK takes them is yours to choose. */
export interface OpenTelemetry extends Observer {
	/** Adds the figures that are read from a store whenever metrics are collected. */
	watch(handoff: Parameters<typeof readGauges>[0]): void;
}

const gaugeNames: readonly Gauge["name"][] = [
	"waiting",
	"waiting_longest_seconds",
	"left_messages",
	"left_longest_seconds",
	"held",
	"mailbox_conversations",
	"mailbox_oldest_seconds",
	"lane_conversations",
	"lane_oldest_seconds",
	"undelivered",
];

/**
 * Spans `baton.turn`, `baton.hear`, `baton.gate`, `baton.postback`, `baton.bot`, `baton.commit`, and
 * `baton.send.<step>` for the eight steps of sending. No attribute has anything that a user wrote or is called:
 * conversations are named by a digest.
 *
 * ```ts
 * const telemetry = openTelemetry();
 * const handoff = createHandoff({ bot, observer: telemetry });
 * telemetry.watch(handoff);
 * ```
 */
export function openTelemetry(options: OpenTelemetryOptions = {}): OpenTelemetry {
	const { tracer = trace.getTracer("baton"), meter = metrics.getMeter("baton") } = options;
	const counters = new Map<CountName, Counter>();
	const histograms = new Map<DurationName, Histogram>();
	const sending = new Map<ConversationKey, Span>();

	function endStep(key: ConversationKey): void {
		sending.get(key)?.end();
		sending.delete(key);
	}

	return {
		step(name, labels, work) {
			const span = tracer.startSpan(`baton.${name}`, { attributes: attributesOf(labels) });
			return context.with(trace.setSpan(context.active(), span), () => finish(span, work));
		},
		laneStep(step, key, item) {
			endStep(key);
			const attributes = {
				...attributesOf(labelsOf(key)),
				...(item === undefined ? {} : { "baton.item": item }),
			};
			sending.set(key, tracer.startSpan(`baton.send.${step}`, { attributes }));
		},
		laneRest: endStep,
		count(name, labels) {
			const counter = counters.get(name) ?? meter.createCounter(`baton.${name}`);
			counters.set(name, counter);
			counter.add(1, labels);
		},
		time(name, ms, labels) {
			const histogram = histograms.get(name) ?? meter.createHistogram(`baton.${name}`, { unit: "s" });
			histograms.set(name, histogram);
			histogram.record(ms / 1000, labels);
		},
		watch: (handoff) => watch(meter, handoff),
	};
}

function attributesOf(labels: Readonly<Record<string, string>>): Attributes {
	return Object.fromEntries(Object.entries(labels).map(([name, value]) => [`baton.${name}`, value]));
}

/** Of an error only its code, or its name, is told: messages quote what they are about. */
function finish<T>(span: Span, work: () => T): T {
	try {
		const result = work();
		if (!(result instanceof Promise)) {
			span.end();
			return result;
		}
		const failed = (error: unknown): never => fail(span, error);
		return result.then((value) => {
			span.end();
			return value;
		}, failed) as T;
	} catch (error) {
		return fail(span, error);
	}
}

function fail(span: Span, error: unknown): never {
	const { code, name } = error as { readonly code?: unknown; readonly name?: unknown };
	span.setStatus({ code: SpanStatusCode.ERROR, message: String(code ?? name ?? "error") });
	span.end();
	throw error;
}

function watch(meter: Meter, handoff: Parameters<typeof readGauges>[0]): void {
	const gauges = new Map<string, ObservableGauge>(
		gaugeNames.map((name) => [name, meter.createObservableGauge(`baton.${name}`)]),
	);
	meter.addBatchObservableCallback(
		async (result) => {
			for (const { name, labels, value } of await readGauges(handoff)) {
				const gauge = gauges.get(name);
				if (gauge !== undefined) result.observe(gauge, value, labels);
			}
		},
		[...gauges.values()],
	);
}
