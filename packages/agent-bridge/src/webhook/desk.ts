import { type Clock, consoleLogger, type Logger, systemClock } from "@baton/core";
import { type Edge, type Lookup, type SafeCaller, safeCaller } from "@baton/core/http";
import type { Client, ClientOptions, Destination, Heard } from "../client/types.js";
import { connect } from "../client.js";
import { giveBack, loseConversation } from "./give-back.js";
import { createHealth, type Health } from "./health.js";
import { inboundEdge } from "./inbound.js";
import { createLease, type Lease } from "./lease.js";
import { type Access, renewAccessToken, type SettingUp, type SetUp, setUp } from "./set-up.js";
import { type EndpointState, type FactStore, type Records, recordsOf, type Settings } from "./settings.js";
import { createTeller, type Teller } from "./teller.js";
import { createThreads, type Threads } from "./threads.js";

export interface WebhookDeskBasics {
	readonly appId: string;
	readonly appSecret: string;
	/** Where what outlives the process is kept: the handoff's store, shared by all processes. */
	readonly store: FactStore;
	/** Where others reach `edge`, for instance `https://bot.example.com/desk`. */
	readonly publicUrl: string;
	/** Whether whatever is offered is taken at once. Default: by apps of kind `bot`; people accept. */
	readonly confirmHandovers?: boolean | undefined;
	/** The apps that are asked when the system hands over and names none. Default: every desk. */
	readonly handOverTo?: readonly string[] | undefined;
	/** Addresses inside private networks, and http, may be set up. For desks in the own network, and tests. */
	readonly allowPrivate?: boolean | undefined;
	/** How names are resolved. Default: as the system does. What it finds is checked. */
	readonly lookup?: Lookup | undefined;
	/** How soon another process goes on after this one is gone, in milliseconds. Default: 20,000. */
	readonly leaseMs?: number | undefined;
	/** Told when the endpoint is active or not any more, by the process that tells it. */
	readonly onStatus?: ((status: EndpointStatus) => void) | undefined;
	readonly logger?: Logger | undefined;
	readonly clock?: Clock | undefined;
	/** From 0 to 1, as `Math.random`. */
	readonly random?: (() => number) | undefined;
}

export type WebhookDeskOptions = WebhookDeskBasics & Destination;

/** How the endpoint stands, for an operator. */
export interface EndpointStatus {
	readonly status: "not-set-up" | "active" | "inactive";
	/** What went wrong last, while anything is wrong. */
	readonly why?: string | undefined;
	/** Epoch milliseconds. */
	readonly since?: number | undefined;
	/** Failures in a row. */
	readonly failures: number;
}

/** A system behind a webhook as a desk, or as a bot. */
export interface WebhookDesk {
	/** Answers the calls of the system: put it on a server, below `publicUrl`. */
	readonly edge: Edge;
	/**
	 * Verifies an endpoint and uses it from then on, whatever was before.
	 *
	 * @throws BatonError `bad-endpoint`, `bad-mapping`, or `not-verified` with what is wrong; then nothing has changed
	 */
	setUp(endpoint: SettingUp): Promise<SetUp>;
	/** A new access token. The one before is good for `overlapMs` more: a day by default. @throws BatonError `not-set-up` */
	renewAccessToken(overlapMs?: number): Promise<Access>;
	/**
	 * Whether it can be reached, as far as this process knows. For `isAvailable` of the handoff, so that nobody is
	 * sent to where nobody is.
	 */
	isActive(): boolean;
	status(): Promise<EndpointStatus>;
	/** Tells no more from here. What is not told waits. */
	close(): Promise<void>;
}

interface Parts {
	readonly options: WebhookDeskOptions;
	readonly clock: Clock;
	readonly logger: Logger;
	readonly records: Records;
	readonly threads: Threads;
	readonly lease: Lease;
	readonly caller: SafeCaller;
	/** Commands and asks; hears nothing. */
	readonly commander: Client;
}

/** What is open while this process tells. */
interface Telling {
	readonly edition: string;
	readonly health: Health;
	close(): void;
}

/**
 * ```ts
 * const desk = webhookDesk({ dial: inProcess(bridge), appId, appSecret, store: handoff.store, publicUrl });
 * const { address, accessToken } = await desk.setUp({ url, verificationToken });
 * ```
 */
export function webhookDesk(options: WebhookDeskOptions): WebhookDesk {
	const parts = partsOf(options);
	const { clock, logger, records, lease, commander, caller } = parts;
	const leaseMs = options.leaseMs ?? defaultLeaseMs;
	let telling: Telling | undefined;
	let looking: Promise<void> | undefined;
	let callOff = (): void => {};
	let closed = false;
	let active = false;

	/** Only one look at a time. Whoever asks while one is under way gets that one. */
	function look(): Promise<void> {
		looking ??= lookOnce()
			.catch((error: unknown) => logger.error("webhook-desk-failed", { app: options.appId, error }))
			.finally(() => {
				looking = undefined;
			});
		return looking;
	}

	async function lookOnce(): Promise<void> {
		const isMine = await lease.hold();
		const settings = await records.readSettings();
		const state = settings && (await stateOf(settings));
		if (closed) return;
		active = state?.status === "active";
		const edition = isMine && active ? settings?.edition : undefined;
		if (telling?.edition !== edition) {
			telling?.close();
			telling = undefined;
		}
		if (!isMine || settings === undefined || state === undefined) return;
		if (state.status === "inactive") return giveBack(commander);
		telling ??= begin(settings, state);
	}

	async function stateOf(settings: Settings): Promise<EndpointState> {
		if (telling?.edition === settings.edition) return telling.health.state;
		return records.readState(settings.edition, clock.now());
	}

	function begin(settings: Settings, state: EndpointState): Telling {
		options.onStatus?.(statusOf(state));
		const health = createHealth({ clock, records, onInactive: (now) => becameInactive(now) }, state);
		return { edition: settings.edition, health, ...listen(parts, settings, health, mayTell) };
	}

	function becameInactive(state: EndpointState): void {
		const { why, failures } = state;
		active = false;
		logger.error("webhook-inactive", { app: options.appId, why, failures });
		options.onStatus?.(statusOf(state));
		again();
	}

	async function mayTell(): Promise<boolean> {
		if (lease.isHeld()) return true;
		await look();
		return lease.isHeld();
	}

	function again(): void {
		const next = (): void => {
			callOff();
			if (!closed) callOff = clock.after(leaseMs / 4, again);
		};
		look().then(next, next);
	}

	again();

	return {
		edge: inboundEdge({
			...{ ...parts, appId: options.appId, client: commander, handOverTo: options.handOverTo },
			onError: (error) => logger.error("webhook-inbound-failed", { app: options.appId, error }),
		}),
		async setUp(endpoint) {
			const done = await setUp(
				{ ...parts, ...sourceOf(options), allowPrivate: options.allowPrivate },
				endpoint,
			);
			await looking;
			await look();
			return done;
		},
		renewAccessToken: (overlapMs) => renewAccessToken(parts, overlapMs),
		isActive: () => active,
		async status() {
			const settings = await records.readSettings();
			if (settings === undefined) return { status: "not-set-up", failures: 0 };
			return statusOf(await records.readState(settings.edition, clock.now()));
		},
		async close() {
			closed = true;
			callOff();
			telling?.close();
			commander.close();
			await looking;
			await lease.leave();
			caller.close();
		},
	};
}

const defaultLeaseMs = 20_000;

function partsOf(options: WebhookDeskOptions): Parts {
	const { appId, store, allowPrivate, lookup, clock = systemClock, logger = consoleLogger } = options;
	const leaseMs = options.leaseMs ?? defaultLeaseMs;
	return {
		...{ options, clock, logger },
		records: recordsOf(store, appId),
		threads: createThreads(store, appId),
		lease: createLease(store, clock, `webhook:${encodeURIComponent(appId)}:teller`, leaseMs),
		caller: safeCaller({ allowPrivate, lookup, clock, connections: 256 }),
		commander: connect(connection(options, { listens: false })),
	};
}

function connection(options: WebhookDeskOptions, more: Partial<ClientOptions>): ClientOptions & Destination {
	const { appId, appSecret, clock, random, logger = consoleLogger } = options;
	const destination = "dial" in options ? { dial: options.dial } : { url: options.url };
	const onError = (error: unknown): void => logger.error("webhook-desk-failed", { app: appId, error });
	return { appId, appSecret, clock, random, onError, ...more, ...destination };
}

/** Hears what the bridge has for the app, and tells it. */
function listen(
	parts: Parts,
	settings: Settings,
	health: Health,
	mayTell: () => Promise<boolean>,
): Pick<Telling, "close"> {
	const { options, commander } = parts;
	const { confirmHandovers, random = Math.random } = options;
	// What cannot be handled now waits: it is never passed over.
	const client = connect(connection(options, { confirmHandovers, attempts: Number.MAX_SAFE_INTEGER }));
	let teller: Teller | undefined;
	let closed = false;
	const ready = client.whenConnected().then(({ kind, apps }) => {
		const kinds = new Map(apps.map((app) => [app.appId, app.kind] as const));
		teller = createTeller({
			...{
				...parts,
				...sourceOf(options),
				appId: options.appId,
				kind,
				kinds,
				settings,
				health,
				random,
				mayTell,
			},
			onGivenUp: (reference) => loseConversation(commander, reference),
		});
		if (closed) teller.close();
		return teller;
	});
	// Whoever waits for it hears of it; and the client has told why.
	ready.catch(() => {});
	client.listen((heard: Heard) => teller?.hear(heard) ?? ready.then((opened) => opened.hear(heard)));
	return {
		close() {
			closed = true;
			client.close();
			teller?.close();
		},
	};
}

function sourceOf({ publicUrl }: WebhookDeskOptions): {
	readonly source: string;
	readonly publicUrl: string;
} {
	const base = publicUrl.replace(/\/+$/, "");
	return { source: base, publicUrl: base };
}

function statusOf({ status, why, since, failures }: EndpointState): EndpointStatus {
	return { status, failures, since, why: failures > 0 || status === "inactive" ? why : undefined };
}
