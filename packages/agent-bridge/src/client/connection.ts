import type { Clock } from "@baton/core";
import { BatonError } from "@baton/core/error";
import { closeCodes } from "../bridge/seam.js";
import type { ServerFrame } from "../protocol/server-frame.js";
import type { Dial, Wire } from "./dial.js";
import { refusedError } from "./refusal.js";
import type { ClientOptions, ClientStatus, Connected } from "./types.js";

export interface ConnectionOptions {
	readonly dial: Dial;
	readonly options: ClientOptions;
	readonly clock: Clock;
	readonly random: () => number;
	readonly onError: (error: BatonError) => void;
	readonly onConnected: () => void;
	readonly onFrame: (frame: ServerFrame) => void;
}

/** A connection that comes back. */
export interface Connection {
	readonly status: ClientStatus;
	readonly greeting: Connected | undefined;
	/** Sends if connected; otherwise nothing happens. */
	send(text: string): void;
	whenConnected(): Promise<Connected>;
	close(): void;
}

interface Waiter {
	readonly resolve: (greeting: Connected) => void;
	readonly reject: (error: BatonError) => void;
}

interface State extends ConnectionOptions {
	status: ClientStatus;
	greeting: Connected | undefined;
	wire: Wire | undefined;
	/** Grows with every wire: what an old one still says does not count. */
	generation: number;
	failures: number;
	/** Within what time the server wants to see its clients again. */
	spreadMs: number;
	heardAt: number;
	refusal: BatonError | undefined;
	cancelTimer: () => void;
	waiters: Waiter[];
}

const firstDelayMs = 500;
const longestDelayMs = 30_000;
/** Time for the greeting to come. */
const connectWithinMs = 15_000;

export function createConnection(options: ConnectionOptions): Connection {
	const state: State = {
		...options,
		status: "connecting",
		greeting: undefined,
		wire: undefined,
		generation: 0,
		failures: 0,
		spreadMs: 0,
		heardAt: 0,
		refusal: undefined,
		cancelTimer: () => {},
		waiters: [],
	};
	open(state);
	return {
		get status() {
			return state.status;
		},
		get greeting() {
			return state.greeting;
		},
		send(text) {
			if (state.greeting !== undefined) state.wire?.send(text);
		},
		whenConnected: () => whenConnected(state),
		close: () => finish(state, new BatonError("closed", "Cannot connect: the client was closed")),
	};
}

function whenConnected(state: State): Promise<Connected> {
	if (state.greeting !== undefined) return Promise.resolve(state.greeting);
	if (state.status === "closed") {
		return Promise.reject(state.refusal ?? new BatonError("closed", "Cannot connect: the client was closed"));
	}
	return new Promise((resolve, reject) => {
		state.waiters.push({ resolve, reject });
	});
}

function setStatus(state: State, status: ClientStatus): void {
	if (state.status === status) return;
	state.status = status;
	state.options.onStatus?.(status);
}

function open(state: State): void {
	const generation = ++state.generation;
	const isCurrent = () => state.generation === generation;
	setTimer(state, connectWithinMs, () => state.wire?.close(closeCodes.notConnected, "no-greeting"));
	state.wire = state.dial({
		onOpen: () => {
			if (isCurrent()) introduce(state, isCurrent);
		},
		onMessage: (text) => {
			if (isCurrent()) receive(state, text);
		},
		onClose: (code) => {
			if (isCurrent()) ended(state, code);
		},
	});
}

function setTimer(state: State, ms: number, action: () => void): void {
	state.cancelTimer();
	state.cancelTimer = state.clock.after(ms, action);
}

function introduce(state: State, isCurrent: () => boolean) {
	const { appId, appSecret, botIds, listens, ticket } = state.options;
	const say = (ticketText: string | undefined) => {
		const frame = { type: "connect", version: 1, appId, appSecret, ticket: ticketText, botIds, listens };
		if (isCurrent()) state.wire?.send(JSON.stringify(frame));
	};
	if (typeof ticket !== "function") return say(ticket);
	Promise.resolve()
		.then(ticket)
		.then(say)
		.catch((cause: unknown) => {
			state.onError(
				new BatonError("no-ticket", "Cannot connect: no ticket was given, see the cause", { cause }),
			);
			if (isCurrent()) state.wire?.close(closeCodes.normal, "no-ticket");
		});
}

function receive(state: State, text: string) {
	state.heardAt = state.clock.now();
	const frame = readFrame(text);
	if (frame === undefined) return;
	if (frame.type === "ping") state.wire?.send('{"type":"pong"}');
	if (frame.type === "goingAway") state.spreadMs = frame.withinMs;
	if (frame.type === "connected") return greeted(state, frame);
	if (frame.type === "refused" && state.greeting === undefined) state.refusal = refusedError(frame);
	state.onFrame(frame);
}

/** The server is trusted to speak the protocol; of what it says only the type is looked at, and kinds that are new are let through. */
function readFrame(text: string): ServerFrame | undefined {
	try {
		const value: unknown = JSON.parse(text);
		if (typeof value !== "object" || value === null || !("type" in value)) return undefined;
		return value as ServerFrame;
	} catch {
		return undefined;
	}
}

function greeted(state: State, greeting: Connected): void {
	state.greeting = greeting;
	state.failures = 0;
	state.spreadMs = 0;
	state.refusal = undefined;
	setStatus(state, "connected");
	watchSilence(state, greeting.heartbeatMs);
	for (const { resolve } of state.waiters.splice(0)) resolve(greeting);
	state.onConnected();
}

/** Nothing heard for two heartbeats: the connection is dead, whatever the transport believes. */
function watchSilence(state: State, heartbeatMs: number): void {
	setTimer(state, heartbeatMs, () => {
		if (state.clock.now() - state.heardAt < 2 * heartbeatMs) return watchSilence(state, heartbeatMs);
		const { wire } = state;
		state.generation++;
		wire?.close(closeCodes.silent, "silent");
		ended(state, closeCodes.silent);
	});
}

function ended(state: State, code: number) {
	state.greeting = undefined;
	state.wire = undefined;
	if (isFinal(state, code)) {
		return finish(
			state,
			state.refusal ?? new BatonError("forbidden", `Cannot connect: the server closed with ${code}`),
		);
	}
	setStatus(state, "connecting");
	setTimer(state, delay(state), () => open(state));
	state.failures++;
}

/** A ticket may only be too old, and the next one good. */
function isFinal({ options }: State, code: number): boolean {
	if (code === closeCodes.unsupportedVersion) return true;
	return code === closeCodes.forbidden && typeof options.ticket !== "function";
}

/** Doubles with every failure; spread out, so that not everybody comes back at the same moment. */
function delay({ failures, spreadMs, random }: State): number {
	const longest = Math.min(longestDelayMs, firstDelayMs * 2 ** failures);
	const luck = random();
	return Math.max(longest * (0.25 + 0.75 * luck), spreadMs * luck);
}

function finish(state: State, error: BatonError): void {
	if (state.status === "closed") return;
	const { wire } = state;
	state.generation++;
	state.cancelTimer();
	state.greeting = undefined;
	state.wire = undefined;
	state.refusal = error;
	setStatus(state, "closed");
	wire?.close(closeCodes.normal, "closed");
	for (const { reject } of state.waiters.splice(0)) reject(error);
	if (error.code !== "closed") state.onError(error);
}
