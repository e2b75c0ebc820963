import type { GraphCall } from "./graph-call.js";
import type { JsonObject } from "./json.js";
import { refusal } from "./platform-errors.js";
import type { Person } from "./state.js";

/** `GET /<psid>?fields=…`. https://developers.facebook.com/documentation/business-messaging/messenger-platform/identity/user-profile */
export function readUserProfile({ page, parameters }: GraphCall, person: Person): JsonObject {
	if (person.hasPhoneNumberOnly) throw refusal("no-profile");
	// Without the right to see it there is nothing to see, and that is no error.
	if (page.sharesProfiles === false) return {};
	const { name, locale, timezone, gender, picture } = person.profile;
	const [first_name = name, ...others] = name.split(" ");
	const all: JsonObject = {
		...{ name, first_name, last_name: others.join(" "), locale, timezone, gender },
		profile_pic: picture,
		id: person.id,
	};
	const fields =
		typeof parameters.fields === "string" ? parameters.fields.split(",") : ["first_name", "last_name"];
	const shown = [...fields, "id"].filter((field) => all[field] !== undefined);
	return Object.fromEntries(shown.map((field) => [field, all[field]]));
}
