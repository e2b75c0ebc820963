import type { JsonObject } from "./json.js";
import { platformTimes } from "./platform-limits.js";
import type { App, Person } from "./state.js";
import type { World } from "./world.js";

/**
 * Who has a thread, and who hears what of it.
 *
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/conversation-routing
 */

/** Who answers this person now; `undefined` while the thread is idle. */
export function ownerOf({ clock }: World, { owner }: Person): App | undefined {
	return owner !== undefined && owner.until > clock.now() ? owner.app : undefined;
}

/** Gives the thread to an app, or to nobody. Who must be told is told by whoever calls. */
export function setOwner({ clock }: World, person: Person, app: App | undefined): void {
	person.owner = app === undefined ? undefined : { app, until: clock.now() + platformTimes.threadControl };
}

/** The person did something: an idle thread becomes the default app's, an active one lasts. */
export function wake(world: World, person: Person): void {
	const { clock, defaultApp } = world;
	const now = clock.now();
	person.lastActiveAt = now;
	const { owner } = person;
	if (owner === undefined || owner.until <= now) setOwner(world, person, defaultApp);
	else person.owner = { app: owner.app, until: Math.max(owner.until, now + platformTimes.threadControl) };
}

/** Whether an app may act in a thread: it has it, or nobody has and it is the default, or there is no default. */
export function mayAct(world: World, person: Person, app: App): boolean {
	if (world.defaultApp === undefined && ownerOf(world, person) === undefined) return true;
	return app === (ownerOf(world, person) ?? world.defaultApp);
}

/** What apps hear of threads that others have. https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/standby */
const overheard: ReadonlySet<string> = new Set([
	"messages",
	"message_echoes",
	"message_deliveries",
	"message_reads",
	"messaging_postbacks",
]);

/** Tells every app that is connected to the page, each in its way. */
export function tellAll(world: World, person: Person, field: string, event: JsonObject): void {
	for (const app of world.apps.values()) {
		if (app.isInbox) continue;
		if (mayAct(world, person, app)) tell(world, person, app, { field, event });
		else if (overheard.has(field)) tellStandby(world, person, app, event);
	}
}

/** Tells one app, if it listens. */
export function tell(
	world: World,
	{ page }: Person,
	app: App,
	{ field, event }: { readonly field: string; readonly event: JsonObject },
): void {
	if (page.subscriptions.get(app.id)?.has(field) !== true) return;
	world.senders.get(app.id)?.push({ page: page.id, channel: "messaging", event });
}

function tellStandby(world: World, { page }: Person, app: App, event: JsonObject): void {
	if (page.subscriptions.get(app.id)?.has("standby") !== true) return;
	world.senders.get(app.id)?.push({ page: page.id, channel: "standby", event: withoutPayload(event) });
}

/** What a button means is for the one who answers it. */
function withoutPayload({ postback, ...event }: JsonObject): JsonObject {
	if (typeof postback !== "object" || postback === null || !("mid" in postback)) return event;
	const { mid, title } = postback;
	return { ...event, postback: { mid, title } };
}

/** An event from a person to a page, or of a page to a person. */
export function between(
	{ clock }: World,
	{ id, page }: Person,
	from: "person" | "page",
	what: JsonObject,
): JsonObject {
	const [sender, recipient] = from === "person" ? [id, page.id] : [page.id, id];
	return { sender: { id: sender }, recipient: { id: recipient }, timestamp: clock.now(), ...what };
}
