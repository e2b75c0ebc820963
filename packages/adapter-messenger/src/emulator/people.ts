import { BatonError } from "@baton/core/error";
import type { Person, Profile } from "./state.js";
import { newDigits, type World } from "./world.js";

export interface NewUser extends Partial<Profile> {
	/** Default: the first page. */
	readonly page?: string | undefined;
	/** Default: an id that nobody has. */
	readonly id?: string | undefined;
	/** Signed up with a phone number: has no profile. */
	readonly hasPhoneNumberOnly?: boolean | undefined;
}

/** Everybody, page by page, in the order in which they came. */
export function peopleOf({ pages }: World): readonly Person[] {
	return [...pages.values()].flatMap(({ people }) => [...people.values()]);
}

/** @throws BatonError `no-user` */
export function findAnywhere({ pages }: World, id: string): Person {
	for (const { people } of pages.values()) {
		const person = people.get(id);
		if (person !== undefined) return person;
	}
	throw new BatonError(
		"no-user",
		`Cannot find the user ${JSON.stringify(id)}: no page of the emulator knows them`,
	);
}

/** @throws BatonError `no-page` */
export function addPerson(
	world: World,
	{ page: pageId, id = newDigits(), name = "Somebody", ...rest }: NewUser,
): Person {
	const { pages } = world;
	const page = pageId === undefined ? pages.values().next().value : pages.get(pageId);
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
