import type { GraphCall } from "./graph-call.js";
import type { JsonObject } from "./json.js";
import { refusal } from "./platform-errors.js";
import { fields } from "./world.js";

/** What of the page an app hears. After an hour of failing webhooks this is where it begins to hear again. */
export function subscribedApps({ app, page, method, parameters }: GraphCall): JsonObject {
	if (method === "POST") {
		page.subscriptions.set(app.id, new Set(namesOf(parameters.subscribed_fields)));
		return { success: true };
	}
	if (method === "DELETE") {
		page.subscriptions.delete(app.id);
		return { success: true };
	}
	const subscribed = page.subscriptions.get(app.id);
	if (subscribed === undefined) return { data: [] };
	return { data: [{ id: app.id, name: app.name, subscribed_fields: [...subscribed] }] };
}

function namesOf(given: unknown): readonly string[] {
	const names = typeof given === "string" ? given.split(",") : given;
	if (!Array.isArray(names) || names.length === 0)
		throw refusal("bad-parameter", "(#100) The parameter subscribed_fields is required.");
	const wrong = names.find((name) => typeof name !== "string" || !fields.has(name));
	if (wrong === undefined) return names;
	throw refusal("bad-parameter", `(#100) Param subscribed_fields must not be "${String(wrong)}"`);
}
