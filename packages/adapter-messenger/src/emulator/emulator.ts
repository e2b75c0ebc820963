import { once } from "node:events";
import { createServer } from "node:http";
import { BatonError } from "@baton/core/error";
import { type EdgeAnswer, type EdgeRequest, nodeHandler } from "@baton/core/http";
import { phoneServer } from "@baton/core/testing/phone";
import { createAccountLinking } from "./account-linking.js";
import { type EmulatedUser, emulatedUser } from "./emulated-user.js";
import { createFaults, type Faults } from "./faults.js";
import { graphEdge, type RecordedCall } from "./graph-edge.js";
import { inboxPort } from "./inbox-phone.js";
import type { EmulatorOptions } from "./options.js";
import { type PageInbox, pageInbox } from "./page-inbox.js";
import { type PhoneParts, phonePort } from "./phone.js";
import { createPictures, pagePicture } from "./pictures.js";
import { platformLimits } from "./platform-limits.js";
import { createRates } from "./rates.js";
import type { Page, Person, Profile } from "./state.js";
import { verifyWebhook } from "./verify-webhook.js";
import type { WebhookSender } from "./webhook-sender.js";
import { createWorld, newDigits, type World } from "./world.js";

export interface NewUser extends Partial<Profile> {
	/** Default: the first page. */
	readonly page?: string | undefined;
	/** Default: an id that nobody has. */
	readonly id?: string | undefined;
	/** Signed up with a phone number: has no profile. */
	readonly hasPhoneNumberOnly?: boolean | undefined;
}

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
	/** Every call to the Graph API that came with a valid token, oldest first. */
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

function createParts(world: World, url: string) {
	const calls: RecordedCall[] = [];
	const faults = createFaults();
	const pictures = createPictures(url);
	const linking = createAccountLinking(world, () => url);
	const answer = graphEdge({ graph: { world, rates: createRates(world), linking }, faults, calls });
	const users = new WeakMap<Person, EmulatedUser>();

	function userOf(person: Person): EmulatedUser {
		const user = users.get(person) ?? emulatedUser(world, person, linking);
		users.set(person, user);
		return user;
	}

	/** What is not of the Graph API: pictures that people sent, and where links lead. */
	function answerPerson({ path, query }: EdgeRequest): EdgeAnswer | undefined {
		if (path.startsWith("/pictures/")) return pictures.answer(path);
		const picture = pagePicture(world, path);
		if (picture !== undefined) return picture;
		const [, pictured] = /^\/v\d+\.\d+\/(\d+)\/picture$/.exec(path) ?? [];
		if (pictured !== undefined) return pictureOf(world, pictured);
		if (path.startsWith("/account_linking")) {
			const text = linking.finish(query) ? "You are logged in." : "You are not logged in.";
			return {
				status: 200,
				headers: { "content-type": "text/plain" },
				body: `${text} Go back to Messenger.`,
			};
		}
		if (path !== "/follow") return undefined;
		const user = userOf(findAnywhere(world, query.get("user") ?? ""));
		return { status: 302, headers: { location: user.press(query.get("press") ?? "") ?? "/phone/" } };
	}

	const phone: PhoneParts = {
		...{ world, userOf, keepPicture: pictures.keep },
		people: () => peopleOf(world),
		followAddress: ({ id }, press) => `${url}/follow?${new URLSearchParams({ user: id, press })}`,
	};
	const servePhone = phoneServer(phonePort(phone));
	const inbox = pageInbox(world, (id) => findAnywhere(world, id));
	const serveInbox = phoneServer(inboxPort(phone, inbox), { path: "/inbox" });
	world.onAcknowledged((mid) => {
		for (const person of peopleOf(world)) {
			const message = person.messages.find((one) => one.mid === mid && one.by === undefined);
			if (message === undefined || message.isDelivered) continue;
			message.isDelivered = true;
			world.changed(person);
		}
	});

	return {
		...{ calls, faults, userOf, inbox },
		sender(appId: string): WebhookSender {
			const sender = world.senders.get(appId);
			if (sender !== undefined) return sender;
			throw new BatonError("no-app", `Cannot reach the app ${appId}: it is not connected to a page`);
		},
		serve: ((request, response) => {
			if (servePhone(request, response) || serveInbox(request, response)) return;
			const handle = nodeHandler(
				async (asked) => answerPerson(asked) ?? answer(asked, () => response.destroy()),
				{ bodyLimit: 2 * platformLimits.fileBytes },
			);
			handle(request, response);
		}) satisfies Parameters<typeof createServer>[1],
	};
}

/** A page's picture is public, and where it is changes. */
function pictureOf({ pages }: World, id: string): EdgeAnswer {
	const page = pages.get(id);
	if (page === undefined) return { status: 404 };
	if (page.picture !== undefined) return { status: 302, headers: { location: page.picture } };
	return { status: 200, headers: { "content-type": "image/svg+xml" }, body: standardPicture };
}

const standardPicture = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>';

function peopleOf({ pages }: World): readonly Person[] {
	return [...pages.values()].flatMap(({ people }) => [...people.values()]);
}

function findAnywhere(world: World, id: string): Person {
	const person = peopleOf(world).find((one) => one.id === id);
	if (person !== undefined) return person;
	throw new BatonError(
		"no-user",
		`Cannot find the user ${JSON.stringify(id)}: no page of the emulator knows them`,
	);
}

function addPerson(
	world: World,
	{ page: pageId, id = newDigits(), name = "Somebody", ...rest }: NewUser,
): Person {
	const page = pageId === undefined ? firstPage(world) : world.pages.get(pageId);
	if (page === undefined)
		throw new BatonError(
			"no-page",
			`Cannot add somebody to the page ${pageId}: the emulator does not have it`,
		);
	const { hasPhoneNumberOnly = false, ...profile } = rest;
	const person: Person = {
		...{ id, page, hasPhoneNumberOnly, profile: { ...profile, name }, messages: [] },
		...{ lastActiveAt: undefined, owner: undefined, typing: undefined, refuses: undefined },
		...{ isOnline: true, isLinked: false },
	};
	page.people.set(id, person);
	world.changed(person);
	return person;
}

function firstPage({ pages }: World): Page | undefined {
	return pages.values().next().value;
}
