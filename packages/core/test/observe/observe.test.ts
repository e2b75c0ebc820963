import { context as otelContext } from "@opentelemetry/api";
import {
	AggregationTemporality,
	InMemoryMetricExporter,
	MeterProvider,
	PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import {
	BasicTracerProvider,
	InMemorySpanExporter,
	type ReadableSpan,
	SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { expect } from "chai";
import { z } from "zod";
import type { Edge } from "../../src/http/index.js";
import type { LogDetails } from "../../src/index.js";
import {
	confidenceGate,
	digestOf,
	memoryStore,
	postback,
	postbacks,
	privateLogger,
} from "../../src/index.js";
import { type Observer, observers, operations, prometheus } from "../../src/observe/index.js";
import { openTelemetry } from "../../src/observe/open-telemetry.js";
import { manualClock } from "../support/manual-clock.js";
import { failing } from "../support/recording-channel.js";
import { type Scene, type SceneOptions, scene } from "../support/scene.js";

function traced(): { readonly spans: () => readonly ReadableSpan[]; readonly observer: Observer } {
	const exporter = new InMemorySpanExporter();
	const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
	const observer = openTelemetry({ tracer: provider.getTracer("test") });
	return { observer, spans: () => exporter.getFinishedSpans() };
}

function names(spans: readonly ReadableSpan[]): readonly string[] {
	return [...new Set(spans.map(({ name }) => name))].sort();
}

/** A bot that is asked, answers, fails, and is left by its user for a person. */
async function play(options: SceneOptions): Promise<Scene> {
	const all = scene(options);
	await all.user.says("Hello");
	await all.handoff.submit(all.key, { type: "request", reason: { type: "asked" } });
	await all.clock.advance(30_000);
	await all.ana.confirms();
	await all.ana.says("Hi, Ana here");
	await all.user.says("I need help");
	await all.ana.closes("solved");
	return all;
}

const sure = confidenceGate({
	recognizer: { recognizeText: (text) => ({ text, intents: [{ intent: "greet", confidence: 0.9 }] }) },
});

describe("Traces", () => {
	it("have a span for every step of a turn, every commit and every step of sending", async () => {
		const { spans, observer } = traced();
		await play({ observer, gate: sure });
		expect(names(spans())).to.include.members([
			...["baton.turn", "baton.hear", "baton.gate", "baton.bot", "baton.commit"],
			...["baton.send.load", "baton.send.read-sent-states", "baton.send.resolve-recipient"],
			...["baton.send.send", "baton.send.record"],
		]);
	});

	it("have a span for the answer to a button, and for what could not be sent", async () => {
		const { spans, observer } = traced();
		const all = scene({
			observer,
			postbacks: postbacks({ SAY_HI: postback({ schema: z.unknown(), handle: (_, { say }) => say("Hi") }) }),
		});
		all.channel.answers.push(failing);
		await all.user.presses("SAY_HI", {});
		expect(names(spans())).to.include.members(["baton.postback", "baton.send.return-failures"]);
	});

	it("end every span that they begin", async () => {
		const exporter = new InMemorySpanExporter();
		const begun: string[] = [];
		const provider = new BasicTracerProvider({
			spanProcessors: [
				new SimpleSpanProcessor(exporter),
				{
					onStart: ({ name }) => begun.push(name),
					onEnd: () => {},
					forceFlush: async () => {},
					shutdown: async () => {},
				},
			],
		});
		await play({ observer: openTelemetry({ tracer: provider.getTracer("test") }), gate: sure });
		expect(exporter.getFinishedSpans()).to.have.length(begun.length);
	});

	it("say by code that a step failed, and not what the error says", async () => {
		const { spans, observer } = traced();
		const all = scene({
			observer,
			bot: async () => {
				throw new TypeError("cannot read canary-text");
			},
		});
		await all.user.says("Hello").catch(() => {});
		const bot = spans().find(({ name }) => name === "baton.bot");
		expect(bot?.status).to.deep.equal({ code: 2, message: "TypeError" });
	});

	it("leave what the bot does as it is", async () => {
		const { observer } = traced();
		const all = await play({ observer });
		expect((await all.user.sees())[0]).to.equal("BOT Shop bot: You said: Hello");
		expect(otelContext.active()).to.not.equal(undefined);
	});
});

describe("Metrics for Prometheus", () => {
	async function figures(options: SceneOptions = {}): Promise<readonly string[]> {
		const metrics = prometheus();
		await play({ observer: metrics, ...options });
		return metrics
			.text()
			.split("\n")
			.filter((line) => !line.startsWith("#"));
	}

	it("count handovers by reason, sessions by who ended up in them, and what was sent", async () => {
		const lines = await figures();
		expect(lines).to.include.members([
			'baton_handovers_total{channel="test",reason="asked"} 1',
			'baton_offers_ended_total{channel="test",how="confirmed"} 1',
			'baton_sessions_ended_total{channel="test",by="human"} 1',
			'baton_sends_total{channel="test",state="sent"} 5',
		]);
	});

	it("count a session that the bot has contained", async () => {
		const metrics = prometheus();
		const all = scene({ observer: metrics, policy: { sessionSilenceMs: 60_000 } });
		await all.user.says("Hello");
		await all.clock.advance(61_000);
		expect(metrics.text()).to.contain('baton_sessions_ended_total{channel="test",by="bot"} 1');
	});

	it("measure how long it took until a human was there", async () => {
		const lines = await figures();
		expect(lines).to.include('baton_time_to_human_seconds_count{channel="test"} 1');
		expect(lines).to.include('baton_time_to_human_seconds_bucket{channel="test",le="15"} 0');
		expect(lines).to.include('baton_time_to_human_seconds_bucket{channel="test",le="30"} 1');
	});

	it("count verdicts of the gate, drafts, and failures", async () => {
		const metrics = prometheus();
		const all = scene({ observer: metrics, gate: sure, mode: "draft-only" });
		all.channel.answers.push(failing);
		await all.user.says("Hello");
		const text = metrics.text();
		expect(text).to.contain('baton_drafts_total{channel="test",why="draft-only"} 1');
		expect(text).to.contain('baton_sends_total{channel="test",state="failed"} 1');
	});

	it("escape what a label may carry", () => {
		const metrics = prometheus();
		metrics.count?.("drafts", { why: 'a "quote"\\ and\na line' });
		expect(metrics.text()).to.contain('baton_drafts_total{why="a \\"quote\\"\\\\ and\\na line"} 1');
	});
});

describe("What operators' tools ask for", () => {
	async function ask(edge: Edge, path: string, method = "GET") {
		const answer = await edge({
			...{ method, path, query: new URLSearchParams(), body: new Uint8Array() },
			header: () => undefined,
		});
		return { ...answer, body: String(answer.body) };
	}

	it("is answered with who waits, and how far mailboxes and lanes are behind", async () => {
		const metrics = prometheus();
		const all = scene({ observer: metrics });
		await all.user.says("Hello");
		await all.handoff.submit(all.key, { type: "request", reason: { type: "asked" } });
		await all.clock.advance(10_000);
		const { body, status } = await ask(operations({ handoff: all.handoff, metrics }), "/metrics");
		expect(status).to.equal(200);
		expect(body).to.contain("baton_waiting 1\n");
		expect(body).to.contain("baton_waiting_longest_seconds 10\n");
		expect(body).to.contain('baton_mailbox_conversations{app="desk"} 1\n');
		expect(body).to.contain('baton_mailbox_oldest_seconds{app="desk"} 10\n');
		expect(body).to.contain("baton_lane_conversations 0\n");
	});

	it("is 200 while the process runs, and 503 with what is missing while it is not ready", async () => {
		const clock = manualClock();
		const store = memoryStore({ clock });
		const { handoff } = scene({ clock, store });
		const fine = operations({ handoff });
		expect((await ask(fine, "/health")).status).to.equal(200);
		expect(JSON.parse((await ask(fine, "/ready")).body)).to.deep.equal({ status: "ready", store: true });

		const broken = { ...store, readFact: () => Promise.reject(new Error("gone")) };
		const away = operations({ handoff: { ...handoff, store: broken } });
		const answer = await ask(away, "/ready");
		expect(answer.status).to.equal(503);
		expect(JSON.parse(answer.body)).to.deep.equal({ status: "not ready", store: false });
		expect((await ask(away, "/health")).status).to.equal(200);
	});

	it("fails a check that takes too long", async () => {
		const { handoff } = scene();
		const hanging = { webhook: () => new Promise<boolean>(() => {}) };
		const answer = await ask(operations({ handoff, checks: hanging, withinMs: 10 }), "/ready");
		expect(JSON.parse(answer.body)).to.deep.include({ store: true, webhook: false });
	});

	it("is 404 elsewhere and 405 for other methods", async () => {
		const { handoff } = scene();
		const edge = operations({ handoff });
		expect((await ask(edge, "/toString")).status).to.equal(404);
		expect((await ask(edge, "/metrics")).status).to.equal(404);
		expect((await ask(edge, "/health", "POST")).status).to.equal(405);
	});
});

describe("Metrics by OpenTelemetry", () => {
	it("are the same figures", async () => {
		const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
		const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
		const provider = new MeterProvider({ readers: [reader] });
		const telemetry = openTelemetry({ meter: provider.getMeter("test") });
		const all = await play({ observer: telemetry });
		telemetry.watch(all.handoff);
		await provider.forceFlush();
		const metrics = exporter
			.getMetrics()
			.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((it) => it.metrics));
		const figure = (name: string) =>
			metrics.find(({ descriptor }) => descriptor.name === name)?.dataPoints[0];
		expect(figure("baton.handovers")).to.deep.include({ value: 1 });
		expect(figure("baton.handovers")?.attributes).to.deep.equal({ channel: "test", reason: "asked" });
		expect(figure("baton.waiting")).to.deep.include({ value: 0 });
		expect(figure("baton.time_to_human")?.value).to.deep.include({ count: 1 });
		await provider.shutdown();
	});
});

describe("Several observers", () => {
	it("see the same, and work is done once", async () => {
		const [one, other] = [prometheus(), prometheus()];
		const { spans, observer } = traced();
		const all = await play({ observer: observers(one, observer, other) });
		expect(one.text()).to.equal(other.text());
		expect(names(spans())).to.include("baton.turn");
		expect(await all.logged("userSaid")).to.have.length(2);
	});
});

describe("Logs, traces and metrics", () => {
	it("have no text, name or address of a user, whatever goes wrong", async () => {
		const written: string[] = [];
		const write = (event: string, details: LogDetails): void => {
			written.push(event, JSON.stringify(details));
		};
		const logger = { error: write, warn: write, info: write };
		const { spans, observer } = traced();
		const metrics = prometheus();
		const all = scene({
			...{ logger, observer: observers(observer, metrics), store: memoryStore({ clock: manualClock() }) },
			bot: async (context) => {
				const { text, from } = context.activity;
				throw new Error(`Cannot understand "${text}" of ${from.name} (${from.id})`, {
					cause: new TypeError(`${text} is not a function`),
				});
			},
			gate: confidenceGate({
				recognizer: {
					recognizeText: (text) => {
						throw new Error(`The service refused "${text}" with key canary-secret`);
					},
				},
			}),
		});
		const hurt = all.other("canary-conversation", "canary-address");
		await hurt.user.says("canary-text").catch(() => {});
		all.channel.answers.push(failing);
		await hurt.user
			.says("canary-text again", { from: { id: "canary-address", name: "canary-name" } })
			.catch(() => {});
		const seen = [
			...written,
			...spans().map(({ name, attributes, events, status }) =>
				JSON.stringify({ name, attributes, events, status }),
			),
			metrics.text(),
		].join("\n");
		expect(written.length).to.be.greaterThan(0);
		expect(seen).to.not.contain("canary");
	});

	it("stay as they are through several hands", () => {
		const written: LogDetails[] = [];
		const keep = (_: string, details: LogDetails): void => void written.push(details);
		const logger = privateLogger(privateLogger({ error: keep, warn: keep, info: keep }));
		logger.error("broken", { key: "test/page/canary", error: new TypeError("canary") });
		expect(written[0]).to.deep.include({ conversation: digestOf("test/page/canary") });
		expect(written[0]?.error).to.include({ name: "TypeError" });
		expect(JSON.stringify(written)).to.not.contain("canary");
	});

	it("name the same conversation by the same digest", async () => {
		const seen: unknown[] = [];
		const keep = (_: string, { conversation }: LogDetails): number => seen.push(conversation);
		const all = scene({
			logger: { error: keep, warn: keep, info: keep } as never,
			bot: async () => {
				throw new Error("broken");
			},
		});
		await all.user.says("one").catch(() => {});
		await all.user.says("two").catch(() => {});
		expect(seen.length).to.be.greaterThan(1);
		expect(new Set(seen).size).to.equal(1);
		expect(seen[0]).to.match(/^[0-9a-f]{16}$/);
	});

	it("say what errors say only where a team asks for it", async () => {
		const written: string[] = [];
		const keep = (_: string, details: LogDetails): number => written.push(JSON.stringify(details));
		const all = scene({
			logMessages: true,
			logger: { error: keep, warn: keep, info: keep } as never,
			bot: async () => {
				throw new Error("the reason");
			},
		});
		await all.user.says("one").catch(() => {});
		expect(written.join()).to.contain("the reason");
	});
});
