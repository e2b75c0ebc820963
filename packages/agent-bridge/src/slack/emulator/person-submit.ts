import { cannot } from "./cannot.js";
import type { AppAnswer } from "./delivery/ask-app.js";
import { type Interactive, interactivesIn, stateOf } from "./interactive.js";
import type { PersonParts } from "./person.js";
import type { Json, View } from "./state.js";
import { submitView, valuesOf } from "./view-interactions.js";

/** A button has no state; anything else has what was chosen. */
export function chosen(
	{ user }: PersonParts,
	{ element }: Interactive,
	choice: string | readonly string[],
): Json | undefined {
	if (element.type === "button") return undefined;
	const state = stateOf(element, choice);
	if (state === undefined) throw cannot(user, `choose ${JSON.stringify(choice)}`, "there is no such option");
	return state;
}

/** Fills in a modal and sends it, as far as Slack's client lets one. @throws BatonError `cannot-do` */
export async function submit(
	parts: PersonParts,
	view: View,
	given: Readonly<Record<string, string | readonly string[]>>,
): Promise<AppAnswer> {
	const { user, viewErrors } = parts;
	const filled = new Map<string, Json>();
	const fields = interactivesIn(view.content.blocks).filter(({ isInput }) => isInput);
	for (const [name, value] of Object.entries(given)) {
		const field = fields.find(({ blockId, element, label }) =>
			[blockId, element.action_id, label].includes(name),
		);
		if (field === undefined) throw cannot(user, `fill in ${JSON.stringify(name)}`, "there is no such field");
		const state = chosen(parts, field, value);
		if (state !== undefined) filled.set(`${field.blockId}/${String(field.element.action_id)}`, state);
	}
	const values = valuesOf(view, filled);
	for (const field of fields) requireFilled(parts, field, values);
	viewErrors.delete(view.id);
	const answer = await submitView(parts, { view, user, values });
	const { response_action, errors } = (answer.ok ? answer.json : undefined) ?? {};
	if (response_action === "errors") viewErrors.set(view.id, errors as Record<string, string>);
	parts.world.changed();
	return answer;
}

/** Slack's client asks for what must be there, and for what is too short or too long. */
function requireFilled(
	{ user }: PersonParts,
	{ blockId, element, isOptional, label }: Interactive,
	values: Json,
): void {
	const block = values[blockId] as Readonly<Record<string, Json>> | undefined;
	const { type: _, ...state } = block?.[String(element.action_id)] ?? {};
	const [value] = Object.values(state);
	const isEmpty = value === null || value === "" || (Array.isArray(value) && value.length === 0);
	if (isEmpty && !isOptional) throw cannot(user, "submit", `${JSON.stringify(label)} must be filled in`);
	if (typeof value !== "string" || isEmpty) return;
	const { min_length: least = 0, max_length: most = 3000 } = element;
	if (value.length < Number(least) || value.length > Number(most))
		throw cannot(
			user,
			"submit",
			`${JSON.stringify(label)} must have ${String(least)} to ${String(most)} characters`,
		);
}
