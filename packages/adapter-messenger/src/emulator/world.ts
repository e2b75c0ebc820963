import { randomBytes } from "node:crypto";
import { type Clock, systemClock } from "@baton/core";
import { member } from "./json.js";
import { type EmulatorOptions, inboxAppId } from "./options.js";
import type { App, Page, Person } from "./state.js";
import type { Happening } from "./webhook-body.js";
import { createWebhookSender, type WebhookSender } from "./webhook-sender.js";

/** All of the platform's state, in memory. */
export interface World {
	readonly clock: Clock;
	readonly options: EmulatorOptions;
	readonly pages: ReadonlyMap<string, Page>;
	readonly apps: ReadonlyMap<string, App>;
	/** The app under test. */
	readonly testedApp: App;
	readonly inbox: App;
	/** Who answers a thread that nobody has; `undefined` if everybody may. */
	readonly defaultApp: App | undefined;
	/** By app id. The inbox has none. */
	readonly senders: ReadonlyMap<string, WebhookSender>;
	/** What Meta would write to the app's developers. */
	readonly alerts: string[];
	/** Tells whoever looks at this person's phone. */
	changed(person: Person): void;
	onChanged(listener: (person: Person) => void): () => void;
}

/** What an app can hear of. https://developers.facebook.com/docs/messenger-platform/reference/webhook-events */
export const fields: ReadonlySet<string> = new Set([
	"messages",
	"message_echoes",
	"message_edits",
	"message_deliveries",
	"message_reads",
	"message_reactions",
	"messaging_postbacks",
	"messaging_referrals",
	"messaging_optins",
	"messaging_account_linking",
	"messaging_handovers",
	"messaging_policy_enforcement",
	"messaging_feedback",
	"response_feedback",
	"standby",
]);

export function createWorld(options: EmulatorOptions): World {
	const { clock = systemClock } = options;
	const apps = appsOf(options);
	const pages = new Map(options.pages.map((page) => [page.id, newPage(page, apps)]));
	const alerts: string[] = [];
	const listeners = new Set<(person: Person) => void>();

	function changed(person: Person): void {
		for (const listener of listeners) listener(person);
	}

	/** An app has what a person said. */
	function arrived({ page, event }: Happening): void {
		const person = pages.get(page)?.people.get(String(member(event.sender, "id")));
		const mid = member(event.message ?? event.postback, "mid");
		const message = person?.messages.findLast((one) => one.mid === mid && one.by === undefined);
		if (person === undefined || message === undefined || message.isDelivered) return;
		message.isDelivered = true;
		changed(person);
	}

	function senderOf(app: App): WebhookSender {
		return createWebhookSender({
			clock,
			secret: app.secret,
			onAcknowledged(happenings) {
				for (const happening of happenings) arrived(happening);
			},
			onAlert: () => void alerts.push(`Webhooks of ${app.name} have been failing for 15 minutes`),
			onDisabled(failed) {
				for (const id of failed) pages.get(id)?.subscriptions.delete(app.id);
				alerts.push(`Webhooks of ${app.name} are disabled: subscribe ${[...failed].join(", ")} again`);
			},
		});
	}

	const connected = [...apps.values()].filter(({ isInbox }) => !isInbox);
	return {
		...{ clock, options, pages, apps, alerts },
		testedApp: appOf(apps, options.appId ?? testedAppId),
		inbox: appOf(apps, inboxAppId),
		defaultApp: defaultAppOf(options, apps),
		senders: new Map(connected.map((app) => [app.id, senderOf(app)])),
		changed,
		onChanged(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
}

/** Digits, as Facebook's ids are: too many of them for a number in JavaScript. */
export function newDigits(): string {
	return `1${BigInt(`0x${randomBytes(8).toString("hex")}`) % 10n ** 16n}`.padEnd(17, "0");
}

export function newMid(): string {
	return `m_${randomBytes(24).toString("base64url")}`;
}

const testedAppId = "743273262513025";

function appsOf({ appId = testedAppId, appSecret, verifyToken, pages, otherApps = [] }: EmulatorOptions) {
	const tokens = Object.fromEntries(pages.map(({ id, token }) => [id, token]));
	const nobody = { secret: "", verifyToken: "", tokens: {} };
	const all: readonly App[] = [
		{ id: appId, name: "Your app", secret: appSecret, verifyToken, tokens, isInbox: false },
		...otherApps.map((app) => ({ ...app, secret: app.appSecret, isInbox: false })),
		{ ...nobody, id: inboxAppId, name: "Page inbox", isInbox: true },
	];
	return new Map(all.map((app) => [app.id, app]));
}

function defaultAppOf(
	{ defaultApp = "app", appId = testedAppId }: EmulatorOptions,
	apps: ReadonlyMap<string, App>,
): App | undefined {
	return defaultApp === "none" ? undefined : apps.get(defaultApp === "app" ? appId : inboxAppId);
}

function appOf(apps: ReadonlyMap<string, App>, id: string): App {
	const app = apps.get(id);
	if (app === undefined) throw new Error(`The emulator lost the app ${id}`);
	return app;
}

function newPage(options: EmulatorOptions["pages"][number], apps: ReadonlyMap<string, App>): Page {
	const hearing = [...apps.values()].filter(({ isInbox, tokens }) => !isInbox && options.id in tokens);
	return {
		...options,
		people: new Map(),
		personas: new Map(),
		files: new Map(),
		settings: new Map(),
		subscriptions: new Map(hearing.map(({ id }) => [id, fields])),
	};
}
