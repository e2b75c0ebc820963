import { z } from "zod";
import { findPerson } from "./find-person.js";
import type { GraphCall } from "./graph-call.js";
import type { JsonObject } from "./json.js";
import { refusal } from "./platform-errors.js";
import { platformTimes } from "./platform-limits.js";
import { between, ownerOf, setOwner, tell } from "./routing.js";
import { parse } from "./send-schema.js";
import type { App, Person } from "./state.js";
import type { World } from "./world.js";

const id = z.union([z.string(), z.number()]).transform(String);
const recipient = z.object({ id });
const base = z.object({ recipient, metadata: z.string().max(1000).optional() });
const passSchema = base.extend({ target_app_id: id });
const extendSchema = z.object({ recipient, duration: z.coerce.number().int().positive() });

const done = { success: true };

/** Gives the thread from the app that has it to another one. */
export function passThreadControl(world: World, { app, page, parameters }: GraphCall): JsonObject {
	const { recipient: to, target_app_id, metadata } = parse(passSchema, parameters);
	const person = findPerson(page, to.id);
	requireControl(world, person, app);
	passThread(world, person, { from: app, to: target_app_id, metadata });
	return done;
}

interface Pass {
	readonly from: App | undefined;
	/** The id of an app. */
	readonly to: string;
	readonly metadata: string | undefined;
}

/** @throws BatonError `bad-parameter` for an app that is not connected to the page */
export function passThread(world: World, person: Person, { from, to, metadata }: Pass): void {
	const target = world.apps.get(to);
	if (target === undefined || !(target.isInbox || person.page.id in target.tokens))
		throw refusal("bad-parameter", "(#100) The target app is not connected to the page");
	setOwner(world, person, target);
	tellMove(world, person, target, "pass_thread_control", moveOf(from, target, metadata));
	world.changed(person);
}

/** The app that loses the thread is told. */
export function takeThread(world: World, person: Person, app: App, metadata?: string): void {
	const loser = ownerOf(world, person);
	setOwner(world, person, app);
	const told = loser ?? world.defaultApp;
	if (told !== undefined && told !== app)
		tellMove(world, person, told, "take_thread_control", moveOf(loser, app, metadata));
	world.changed(person);
}

export function takeThreadControl(world: World, { app, page, parameters }: GraphCall): JsonObject {
	const { recipient: from, metadata } = parse(base, parameters);
	const person = findPerson(page, from.id);
	if (world.defaultApp !== app)
		throw refusal("permission", "(#10) Only the default application of the page can take the thread");
	takeThread(world, person, app, metadata);
	return done;
}

export function releaseThreadControl(world: World, { app, page, parameters }: GraphCall): JsonObject {
	const { recipient: of } = parse(base, parameters);
	const person = findPerson(page, of.id);
	requireControl(world, person, app);
	setOwner(world, person, undefined);
	world.changed(person);
	return done;
}

export function requestThreadControl(world: World, { app, page, parameters }: GraphCall): JsonObject {
	const { recipient: of, metadata } = parse(base, parameters);
	const person = findPerson(page, of.id);
	const owner = ownerOf(world, person) ?? world.defaultApp;
	const asked = { requested_owner_app_id: Number(app.id), ...(metadata === undefined ? {} : { metadata }) };
	if (owner !== undefined) tellMove(world, person, owner, "request_thread_control", asked);
	return done;
}

export function extendThreadControl(world: World, { app, page, parameters }: GraphCall): JsonObject {
	const { recipient: of, duration } = parse(extendSchema, parameters);
	const person = findPerson(page, of.id);
	requireControl(world, person, app);
	if (duration * 1000 > platformTimes.longestExtension)
		throw refusal("bad-parameter", "(#100) Param duration must be at most 604800 seconds");
	person.owner = { app, until: world.clock.now() + duration * 1000 };
	return done;
}

/** Only the owner and the default app see who it is; of an idle thread there is nothing to see. */
export function threadOwner(world: World, { app, page, parameters }: GraphCall): JsonObject {
	const person = findPerson(
		page,
		typeof parameters.recipient === "string" ? parameters.recipient : undefined,
	);
	const { owner } = person;
	if (owner === undefined || owner.until <= world.clock.now()) return { data: [] };
	const isTold = owner.app === app || world.defaultApp === app;
	const expiration = Math.floor(owner.until / 1000);
	return { data: [{ thread_owner: isTold ? { app_id: owner.app.id, expiration } : {} }] };
}

function requireControl(world: World, person: Person, app: App): void {
	if (ownerOf(world, person) !== app)
		throw refusal("other-app-controls", "(#10) The application does not control this thread");
}

function moveOf(from: App | undefined, to: App, metadata = ""): JsonObject {
	return { previous_owner_app_id: from?.id ?? null, new_owner_app_id: to.id, metadata };
}

function tellMove(world: World, person: Person, app: App, name: string, move: JsonObject): void {
	if (app.isInbox) return;
	const event = between(world, person, "person", { [name]: move });
	tell(world, person, app, { field: "messaging_handovers", event });
}
