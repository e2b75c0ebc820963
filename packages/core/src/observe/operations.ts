import type { AppId } from "../control/control.js";
import type { App } from "../conversation/participants.js";
import type { Store } from "../conversation/store.js";
import { type Edge, type EdgeAnswer, plainText } from "../http/edge.js";
import { readGauges } from "./gauges.js";
import type { Prometheus } from "./prometheus.js";

export interface OperationsOptions {
	/** What `createHandoff` returned. */
	readonly handoff: { readonly store: Store; readonly apps: ReadonlyMap<AppId, App> };
	readonly metrics?: Prometheus | undefined;
	/** Further things that must be so for the process to be ready, by name. */
	readonly checks?: Readonly<Record<string, () => Promise<boolean>>> | undefined;
	/** How long a check may take, in milliseconds. Default: 1,000. */
	readonly withinMs?: number | undefined;
}

/**
 * What operators' tools ask for: `GET /health` (the process runs), `GET /ready` (its store answers; else 503 and
 * what does not), `GET /metrics` (Prometheus). Keep it off the public internet.
 *
 * ```ts
 * const metrics = prometheus();
 * const handoff = createHandoff({ bot, observer: metrics });
 * createServer(nodeHandler(operations({ handoff, metrics }))).listen(9090);
 * ```
 */
export function operations({ handoff, metrics, checks = {}, withinMs = 1_000 }: OperationsOptions): Edge {
	const all = { store: () => answers(handoff.store), ...checks };
	const routes: Readonly<Record<string, () => Promise<EdgeAnswer>>> = {
		"/health": async () => json(200, { status: "ok" }),
		"/ready": async () => {
			const results = await Promise.all(
				Object.entries(all).map(async ([name, check]) => [name, await soon(check, withinMs)] as const),
			);
			const isReady = results.every(([, isFine]) => isFine);
			return json(isReady ? 200 : 503, {
				status: isReady ? "ready" : "not ready",
				...Object.fromEntries(results),
			});
		},
		"/metrics": async () => {
			if (metrics === undefined) return plainText(404, "No metrics are kept here");
			const type = "text/plain; version=0.0.4; charset=utf-8";
			return {
				status: 200,
				headers: { "content-type": type },
				body: metrics.text(await readGauges(handoff)),
			};
		},
	};
	return async ({ method, path }) => {
		const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
		if (route === undefined) return plainText(404, "Ask for /health, /ready or /metrics");
		return method === "GET" || method === "HEAD" ? route() : plainText(405, "Only GET is answered here");
	};
}

async function answers(store: Store): Promise<boolean> {
	await store.readFact("ready");
	return true;
}

/** A check that throws or takes too long has failed. */
function soon(check: () => Promise<boolean>, ms: number): Promise<boolean> {
	return new Promise((resolve) => {
		const timer = setTimeout(() => resolve(false), ms);
		const settle = (isFine: boolean): void => {
			clearTimeout(timer);
			resolve(isFine);
		};
		check().then(settle, () => settle(false));
	});
}

function json(status: number, value: unknown): EdgeAnswer {
	return {
		status,
		headers: { "content-type": "application/json", "cache-control": "no-store" },
		body: JSON.stringify(value),
	};
}
