/** What is counted, by kind. */
export type Kind = "cell" | "race" | "fault" | "deed";

/** How often each thing happened. Things that never happened are listed too: they are announced beforehand. */
export interface Tally {
	announce(kind: Kind, names: readonly string[]): void;
	count(kind: Kind, name: string): void;
	of(kind: Kind): readonly (readonly [name: string, count: number])[];
	/** What was announced and has not happened. */
	missing(): readonly { readonly kind: Kind; readonly name: string }[];
	add(other: Tally): void;
}

const kinds: readonly Kind[] = ["cell", "race", "fault", "deed"];

export function createTally(): Tally {
	const counts: Readonly<Record<Kind, Map<string, number>>> = {
		cell: new Map(),
		race: new Map(),
		fault: new Map(),
		deed: new Map(),
	};
	const add = (kind: Kind, name: string, more: number): void => {
		counts[kind].set(name, (counts[kind].get(name) ?? 0) + more);
	};
	return {
		announce(kind, names) {
			for (const name of names) add(kind, name, 0);
		},
		count: (kind, name) => add(kind, name, 1),
		of: (kind) => [...counts[kind]],
		missing: () =>
			kinds.flatMap((kind) =>
				[...counts[kind]].filter(([, count]) => count === 0).map(([name]) => ({ kind, name })),
			),
		add(other) {
			for (const kind of kinds) for (const [name, count] of other.of(kind)) add(kind, name, count);
		},
	};
}
