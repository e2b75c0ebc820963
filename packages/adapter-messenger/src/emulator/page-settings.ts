import { z } from "zod";
import { checkCount, checkLength } from "./check-length.js";
import type { GraphCall } from "./graph-call.js";
import type { JsonObject } from "./json.js";
import { refusal } from "./platform-errors.js";
import { platformLimits } from "./platform-limits.js";
import type { Rates } from "./rates.js";
import { parse } from "./send-schema.js";
import type { Page } from "./state.js";

const item = z.looseObject({
	type: z.enum(["postback", "web_url"]),
	title: z.string().min(1),
	payload: z.string().max(platformLimits.payload).optional(),
	url: z.string().optional(),
});
const locale = z.string().optional();
const text = z.string().min(1).max(platformLimits.payload);

const settingsSchema = z.object({
	get_started: z.object({ payload: text }).optional(),
	greeting: z.array(z.object({ locale, text: z.string().max(160) })).optional(),
	persistent_menu: z
		.array(
			z.object({ locale, composer_input_disabled: z.boolean().optional(), call_to_actions: z.array(item) }),
		)
		.optional(),
	ice_breakers: z
		.array(z.object({ locale, call_to_actions: z.array(z.object({ question: z.string(), payload: text })) }))
		.optional(),
	commands: z
		.array(
			z.object({
				locale,
				commands: z.array(z.object({ name: z.string(), description: z.string() })),
			}),
		)
		.optional(),
	account_linking_url: z.url({ protocol: /^https?$/ }).optional(),
	whitelisted_domains: z.array(z.string()).max(50).optional(),
});

export type PageSettings = z.output<typeof settingsSchema>;

/** What a page shows beside its messages. https://developers.facebook.com/docs/messenger-platform/reference/messenger-profile-api */
export function pageSettings(rates: Rates, call: GraphCall): JsonObject {
	const { page, method, parameters } = call;
	rates.spend(page, "profile");
	if (method === "POST") return write(page, parse(settingsSchema, parameters));
	const names = namesOf(parameters.fields);
	if (method === "GET") {
		const shown = names.filter((name) => page.settings.has(name));
		return { data: [Object.fromEntries(shown.map((name) => [name, page.settings.get(name)]))] };
	}
	for (const name of names) page.settings.delete(name);
	return { result: "success" };
}

/** What is set now. */
export function settingsOf({ settings }: Page): PageSettings {
	return settingsSchema.parse(Object.fromEntries(settings));
}

function write(page: Page, settings: PageSettings): JsonObject {
	const given = Object.entries(settings).filter(([, value]) => value !== undefined);
	if (given.length === 0) throw refusal("bad-parameter", "(#100) Nothing to set");
	for (const menu of settings.persistent_menu ?? []) {
		checkCount("call_to_actions of a menu", menu.call_to_actions, platformLimits.menuItems);
		for (const { title } of menu.call_to_actions)
			checkLength("title of a menu item", title, platformLimits.menuTitle);
	}
	for (const { commands } of settings.commands ?? []) {
		checkCount("commands", commands, platformLimits.commands);
		for (const { name, description } of commands) {
			checkLength("name of a command", name, platformLimits.commandName);
			checkLength("description of a command", description, platformLimits.commandDescription);
		}
	}
	for (const { call_to_actions } of settings.ice_breakers ?? [])
		checkCount("ice_breakers", call_to_actions, platformLimits.iceBreakers);
	if (settings.persistent_menu !== undefined && !(settings.get_started ?? page.settings.has("get_started")))
		throw refusal("bad-parameter", "(#100) A persistent menu needs a get started button");
	for (const [name, value] of given) page.settings.set(name, z.json().parse(value));
	return { result: "success" };
}

function namesOf(fields: unknown): readonly string[] {
	if (typeof fields === "string") return fields.split(",");
	if (Array.isArray(fields)) return fields.filter((field) => typeof field === "string");
	throw refusal("bad-parameter", "(#100) Param fields is required");
}
