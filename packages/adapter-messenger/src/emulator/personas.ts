import { z } from "zod";
import { checkLength } from "./check-length.js";
import type { GraphCall } from "./graph-call.js";
import type { JsonObject } from "./json.js";
import { fetchFile } from "./media.js";
import { refusal } from "./platform-errors.js";
import { platformLimits } from "./platform-limits.js";
import { parse } from "./send-schema.js";
import type { Page, Persona } from "./state.js";
import { newDigits, type World } from "./world.js";

const newSchema = z.object({ name: z.string(), profile_picture_url: z.string() });

/** https://developers.facebook.com/documentation/business-messaging/messenger-platform/personas */
export async function createPersona(world: World, { page, parameters }: GraphCall): Promise<JsonObject> {
	const { name, profile_picture_url } = parse(newSchema, parameters);
	if (name.trim() === "") throw refusal("bad-parameter", "(#100) Param name must not be empty");
	checkLength("name", name, platformLimits.persona);
	if (!/^https?:/.test(profile_picture_url)) throw refusal("fetch-failed");
	if (world.options.fetchesMedia ?? true) await checkPicture(world, profile_picture_url);
	const persona = { id: newDigits(), name, profile_picture_url, isDeleted: false };
	page.personas.set(persona.id, persona);
	return { id: persona.id };
}

async function checkPicture(world: World, url: string): Promise<void> {
	const { type, bytes } = await fetchFile(world, "image", url);
	if (!type.startsWith("image/")) throw refusal("wrong-media-type");
	if (bytes.length > platformLimits.imageBytes) throw refusal("too-large");
}

/** Newest first, 25 on a page; the last page says nothing about paging. */
export function listPersonas({ page, parameters }: GraphCall): JsonObject {
	const limit = Number(parameters.limit ?? 25);
	const living = [...page.personas.values()].filter(({ isDeleted }) => !isDeleted).reverse();
	const start = living.findIndex(({ id }) => id === fromCursor(parameters.after)) + 1;
	const data = living.slice(start, start + limit);
	const last = data.at(-1);
	if (last === undefined || start + limit >= living.length) return { data: data.map(toJson) };
	const cursors = { before: toCursor(data[0] ?? last), after: toCursor(last) };
	const next = `/${page.id}/personas?limit=${limit}&after=${cursors.after}`;
	return { data: data.map(toJson), paging: { cursors, next } };
}

export function readPersona({ page, path }: GraphCall): JsonObject {
	return toJson(findPersona(page, path[0]));
}

export function deletePersona({ page, path }: GraphCall): JsonObject {
	findPersona(page, path[0]).isDeleted = true;
	return { success: true };
}

function findPersona(page: Page, id = ""): Persona {
	const persona = page.personas.get(id);
	if (persona === undefined || persona.isDeleted) throw refusal("no-such-object");
	return persona;
}

function toJson({ id, name, profile_picture_url }: Persona): JsonObject {
	return { id, name, profile_picture_url };
}

function toCursor({ id }: Persona): string {
	return Buffer.from(id).toString("base64url");
}

function fromCursor(cursor: unknown): string | undefined {
	return typeof cursor === "string" ? Buffer.from(cursor, "base64url").toString() : undefined;
}
