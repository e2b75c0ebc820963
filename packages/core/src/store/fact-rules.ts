const ofPerson = /^(person:[^:]+):(.*)$/s;

/** What a fact is about, and its name among those: all that are about one person are found together. */
export function factParts(name: string): readonly [subject: string, name: string] {
	const [, person, rest] = ofPerson.exec(name) ?? [];
	return person === undefined ? ["any", name] : [person, rest ?? ""];
}

/** At most this many lapsed facts are forgotten along with one that is written: more than it adds. */
export const forgottenFacts = 8;
