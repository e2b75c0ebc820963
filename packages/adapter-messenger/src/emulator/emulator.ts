import { once } from "node:events";
import { createServer } from "node:http";
import { BatonError } from "@baton/core/error";
import type { EmulatedUser } from "./emulated-user.js";
import { createParts } from "./emulator-parts.js";
import type { Faults } from "./faults.js";
import type { RecordedCall } from "./graph-edge.js";
import type { EmulatorOptions } from "./options.js";
import type { PageInbox } from "./page-inbox.js";
import { addPerson, type NewUser } from "./people.js";
import { verifyWebhook } from "./verify-webhook.js";
import type { WebhookSender } from "./webhook-sender.js";
import { createWorld } from "./world.js";

/** What tests do with the webhooks of an app. */
export type WebhookControl = Omit<WebhookSender, "address" | "push" | "close">;

/** Messenger on this machine: as strict as Facebook's, without an account. */
export interface MessengerEmulator {
	/** Where the Graph API is: what is `https://graph.facebook.com` elsewhere. */
	readonly url: string;
	/** Where people chat in a browser. */
	readonly phoneUrl: string;
	/** Where the people of the page answer in a browser, past all apps. */
	readonly inboxUrl: string;
	readonly webhooks: WebhookControl;
	/** Those of another app. */
	webhooksOf(appId: string): WebhookControl;
	readonly faults: Faults;
	/** The last 10,000 calls to the Graph API that came with a valid token, oldest first. */
	readonly calls: readonly RecordedCall[];
	/** What Meta would write to the app's developers. */
	readonly alerts: readonly string[];
	/** Somebody new on Messenger. */
	user(options?: NewUser): EmulatedUser;
	/** Somebody who answers in the inbox of the pages, past all apps. */
	readonly inbox: PageInbox;
	/**
	 * Verifies an address and sends webhooks there from now on. What happened before is lost.
	 *
	 * @throws BatonError `webhook-not-verified`
	 */
	connectWebhook(url: string, appId?: string): Promise<void>;
	close(): Promise<void>;
}

/**
 * Starts Messenger: webhooks, the Graph API, and a phone for each user.
 *
 * ```ts
 * const messenger = await startMessengerEmulator({
 * 	appSecret: "secret",
 * 	verifyToken: "token",
 * 	webhook: "http://localhost:3000/webhook",
 * 	pages: [{ id: "1084000000000001", name: "Shop", token: "page-token" }],
 * });
 * const sari = messenger.user({ name: "Sari" });
 * sari.say("Hello");
 * await sari.hears("Welcome");
 * ```
 *
 * @throws BatonError `webhook-not-verified`, `no-page`
 */
export async function startMessengerEmulator(options: EmulatorOptions): Promise<MessengerEmulator> {
	if (options.pages.length === 0)
		throw new BatonError("no-page", "Cannot start the Messenger emulator: give it at least one page");
	const world = createWorld(options);
	const server = createServer();
	server.listen(options.port ?? 0, "127.0.0.1");
	await once(server, "listening");
	const address = server.address();
	const url = `http://localhost:${typeof address === "object" ? address?.port : ""}`;
	const parts = createParts(world, url);
	server.on("request", parts.serve);
	const emulator: MessengerEmulator = {
		...{ url, phoneUrl: `${url}/phone/`, inboxUrl: `${url}/inbox/`, alerts: world.alerts },
		...{ webhooks: parts.sender(world.testedApp.id), faults: parts.faults, calls: parts.calls },
		webhooksOf: parts.sender,
		user: (person = {}) => parts.userOf(addPerson(world, person)),
		inbox: parts.inbox,
		async connectWebhook(webhook, appId = world.testedApp.id) {
			await verifyWebhook(webhook, world.apps.get(appId)?.verifyToken ?? "");
			parts.sender(appId).address = webhook;
		},
		async close() {
			for (const sender of world.senders.values()) sender.close();
			server.close();
			server.closeAllConnections();
			await once(server, "close");
		},
	};
	try {
		await connectAll(emulator, options);
	} catch (error) {
		await emulator.close();
		throw error;
	}
	return emulator;
}

async function connectAll(
	emulator: MessengerEmulator,
	{ webhook, otherApps = [] }: EmulatorOptions,
): Promise<void> {
	if (webhook !== undefined) await emulator.connectWebhook(webhook);
	for (const other of otherApps) {
		if (other.webhook !== undefined) await emulator.connectWebhook(other.webhook, other.id);
	}
}
