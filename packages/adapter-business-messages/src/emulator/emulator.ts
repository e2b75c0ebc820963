import { generateKeyPair, randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { type Clock, systemClock } from "@baton/core";
import type { BusinessMessagesAdapterOptions } from "../adapter.js";
import { createMediaCheck, type FetchMedia } from "./media.js";
import { checkRepresentatives, type Violation, violationsIn } from "./representative-rules.js";
import { createHandler } from "./server.js";
import type { ApiRequest } from "./state.js";
import { createTokenEndpoint } from "./token-endpoint.js";
import type { EmulatedUser } from "./user.js";
import { createWebhookCaller } from "./webhook-caller.js";
import { createWorld, type Fault, type Resource, type UserOptions } from "./world.js";

export interface EmulatorOptions {
	/** On this machine only. Default: any that is free. */
	readonly port?: number | undefined;
	/** Default: `brands/1111/agents/2222`. */
	readonly agent?: string | undefined;
	readonly customAgentId?: string | undefined;
	/** What users see where a message names nobody. */
	readonly agentName?: string | undefined;
	readonly agentPicture?: string | undefined;
	/** Fetches pictures, so that their limits are checked. Default: they are not fetched. */
	readonly fetchMedia?: FetchMedia | undefined;
	/** How long an access token is good for. Default: 3,600. */
	readonly tokenForS?: number | undefined;
	/** The pause before a webhook is called again, in milliseconds; it doubles each time. Default: 1,000. */
	readonly firstPauseMs?: number | undefined;
	readonly clock?: Clock | undefined;
}

/** The platform on this machine: its API, its calls of the webhook, and its users with their devices. */
export interface BusinessMessagesEmulator {
	/** Where the API is. */
	readonly address: string;
	/** What the adapter needs to be connected to it. */
	readonly adapterOptions: Required<
		Pick<BusinessMessagesAdapterOptions, "baseUrl" | "clientToken" | "serviceAccount">
	>;
	/**
	 * Verifies the agent's webhook, and calls it from now on.
	 *
	 * @throws BatonError `webhook-not-verified` if it does not repeat the secret
	 */
	connectWebhook(url: string): Promise<void>;
	/** Calls the webhook with anything. Resolves when it is acknowledged. */
	call(body: object): Promise<void>;
	/** A new user, who begins a conversation. */
	user(options?: UserOptions): EmulatedUser;
	/** Where the user's device is shown in a browser. */
	phoneOf(user: EmulatedUser): string;
	/** Everything that the API was asked, in order. */
	readonly requests: readonly ApiRequest[];
	/** The first accepted request that fits: one that was there already, or one to come. */
	accepted(fits: (request: ApiRequest) => boolean): Promise<ApiRequest>;
	readonly violations: readonly Violation[];
	/** @throws BatonError `representative-rules` if a rule on who speaks was broken */
	checkRepresentatives(): void;
	/** Lets the next requests of a kind fail, one for each fault. */
	fail(resource: Resource, ...faults: readonly Fault[]): void;
	/** How many access tokens were given. */
	readonly tokensGiven: number;
	/** Takes back all access tokens before they lapse. */
	revokeTokens(): void;
	close(): Promise<void>;
}

/**
 * ```ts
 * const emulator = await startEmulator();
 * const adapter = new BusinessMessagesAdapter(emulator.adapterOptions);
 * await emulator.connectWebhook("http://localhost:3978/");
 * await emulator.user({ name: "Mia" }).says("Hi");
 * ```
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<BusinessMessagesEmulator> {
	const { world, tokens, caller, server, credentials } = await assemble(options);
	world.address = await listen(server, options.port ?? 0);
	const { address, state, faults } = world;
	const { clientToken, ...account } = credentials;
	return {
		address,
		adapterOptions: {
			...{ clientToken, baseUrl: address },
			serviceAccount: { ...account, tokenUrl: `${address}/token` },
		},
		connectWebhook: caller.connect,
		call: caller.call,
		user: world.begin,
		phoneOf: ({ conversationId }) => `${address}/phone/?user=${encodeURIComponent(conversationId)}`,
		requests: state.requests,
		accepted: world.accepted,
		get violations() {
			return violationsIn(state.requests);
		},
		checkRepresentatives: () => checkRepresentatives(state.requests),
		fail: (resource, ...more) => void faults[resource].push(...more),
		get tokensGiven() {
			return tokens.given();
		},
		revokeTokens: tokens.revoke,
		async close() {
			caller.close();
			await new Promise((resolve) => {
				server.close(resolve);
				server.closeAllConnections();
			});
		},
	};
}

/** The parts, before anybody listens. */
async function assemble(options: EmulatorOptions) {
	const { clock = systemClock, agentName = "The agent", agentPicture, fetchMedia } = options;
	const { tokenForS = 3600, firstPauseMs = 1000 } = options;
	const { agent = "brands/1111/agents/2222", customAgentId = "emulated-agent" } = options;
	const { publicKey, privateKey } = await keyPair();
	const clientToken = randomUUID().replaceAll("-", "").slice(0, 16).toUpperCase();
	const tokens = createTokenEndpoint({ publicKeys: { [clientEmail]: publicKey }, clock, tokenForS });
	const caller = createWebhookCaller({ clientToken, firstPauseMs });
	const world = createWorld({ agent, customAgentId, clock, call: caller.call });
	const media = fetchMedia && createMediaCheck(fetchMedia);
	const server = createServer(createHandler({ world, tokens, clock, media, agentName, agentPicture }));
	return { world, tokens, caller, server, credentials: { clientToken, clientEmail, privateKey } };
}

/** Made once: that takes a while, and emulators of one process have no secrets from each other. */
function keyPair(): ReturnType<typeof makeKeyPair> {
	made ??= makeKeyPair();
	return made;
}

let made: ReturnType<typeof makeKeyPair> | undefined;

function makeKeyPair() {
	return promisify(generateKeyPair)("rsa", keyOptions);
}

const clientEmail = "agent@emulator.invalid";

const keyOptions = {
	modulusLength: 2048,
	publicKeyEncoding: { type: "spki", format: "pem" },
	privateKeyEncoding: { type: "pkcs8", format: "pem" },
} as const;

function listen(server: Server, port: number): Promise<string> {
	return new Promise((resolve, reject) => {
		server.once("error", reject);
		server.listen(port, "127.0.0.1", () => {
			// A server that listens on a port has an address with one.
			const { port: taken } = server.address() as AddressInfo;
			resolve(`http://localhost:${taken}`);
		});
	});
}
