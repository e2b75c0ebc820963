import { refusal } from "./platform-errors.js";
import type { Page, Person } from "./state.js";

/** @throws BatonError `no-user` for an id that is none of this page's */
export function findPerson(page: Page, id: string | undefined): Person {
	const person = id === undefined ? undefined : page.people.get(id);
	if (person === undefined) throw refusal("no-user");
	return person;
}
