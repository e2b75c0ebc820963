import type { Book } from "../town/book.js";
import type { Arrival } from "../town/street.js";
import type { Happening } from "./screen.js";

/** What happened, who waited for it, and who went on. */
export interface Diary {
	/** Newest first. */
	readonly happenings: readonly Happening[];
	/** Something about a process or a node. */
	note(text: string): void;
	/** Something reached a customer. To be told before the book is. */
	arrived(arrival: Arrival): void;
	/** Looks who waits. */
	look(): void;
}

/** Customers who waited, from the first who did until nobody does any more. */
interface Spell {
	readonly all: Set<string>;
	readonly still: Set<string>;
	readonly helpers: Set<string>;
	longestMs: number;
}

const kept = 60;

/** A wait that is worth a word. */
const noticedMs = 1_000;

export function openDiary({ chats }: Book): Diary {
	const happenings: Happening[] = [];
	let spell: Spell | undefined;
	let id = 0;

	function write(tone: Happening["tone"], text: string): void {
		id += 1;
		happenings.unshift({ id, at: Date.now(), tone, text });
		happenings.length = Math.min(happenings.length, kept);
	}

	return {
		happenings,
		note: (text) => write(/ is killed| hangs| has ended/.test(text) ? "blow" : "back", text),
		arrived({ conversation, at, by }) {
			if (spell?.still.delete(conversation) !== true) return;
			const since = chats.find(({ name }) => name === conversation)?.waitsSince ?? at;
			spell.helpers.add(by);
			spell.longestMs = Math.max(spell.longestMs, at - since);
			if (spell.still.size > 0) return;
			write("relief", reliefOf(spell));
			spell = undefined;
		},
		look() {
			const late = chats.filter(({ waitsSince }) => Date.now() - (waitsSince ?? Date.now()) > noticedMs);
			if (late.length === 0) return;
			spell ??= { all: new Set(), still: new Set(), helpers: new Set(), longestMs: 0 };
			for (const { name } of late) {
				spell.all.add(name);
				spell.still.add(name);
			}
		},
	};
}

function reliefOf({ all, helpers, longestMs }: Spell): string {
	const [first] = all;
	const waited =
		all.size === 1 ? `${first} waited and is answered` : `${all.size} waited and all are answered`;
	return `${waited}, by ${[...helpers].sort().join(" and ")}: ${(longestMs / 1_000).toFixed(1)} s`;
}
