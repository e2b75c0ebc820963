/** Metrics, and what operators' tools ask for. Traces and metrics by OpenTelemetry: `@baton/core/opentelemetry`. */
export { type Gauge, readGauges } from "./gauges.js";
export {
	type CountName,
	type DurationName,
	type Labels,
	type Observer,
	observers,
	type TurnStep,
} from "./observer.js";
export { type OperationsOptions, operations } from "./operations.js";
export { type Prometheus, prometheus } from "./prometheus.js";
