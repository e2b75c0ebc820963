import type { Book } from "../town/book.js";
import type { Happening } from "./screen.js";

/** What happened, and who went on. */
export interface Diary {
	/** Newest first. */
	readonly happenings: readonly Happening[];
	/** Something about a process or a node. */
	note(text: string): void;
	/** Something reached a customer. */
	arrived(conversation: string, by: string): void;
}

const kept = 60;

/** Those who waited when something ended. */
interface Waiting {
	readonly since: number;
	readonly who: Set<string>;
	readonly count: number;
	readonly helpers: Set<string>;
}

export function openDiary(book: Book): Diary {
	const happenings: Happening[] = [];
	const waiting = new Set<Waiting>();
	let id = 0;

	function write(tone: Happening["tone"], text: string): void {
		id += 1;
		happenings.unshift({ id, at: Date.now(), tone, text });
		happenings.length = Math.min(happenings.length, kept);
	}

	/** Whoever waits now is somebody's to answer. */
	function beginWaiting(): void {
		const who = new Set(
			book.chats.filter(({ waitsSince }) => waitsSince !== undefined).map(({ name }) => name),
		);
		if (who.size > 0) waiting.add({ since: Date.now(), who, count: who.size, helpers: new Set() });
	}

	return {
		happenings,
		note(text) {
			const isBlow = / is killed| hangs| has ended/.test(text);
			write(isBlow ? "blow" : "back", text);
			if (isBlow) beginWaiting();
		},
		arrived(conversation, by) {
			for (const one of waiting) {
				if (!one.who.delete(conversation)) continue;
				one.helpers.add(by);
				if (one.who.size > 0) continue;
				waiting.delete(one);
				write("relief", relief(one));
			}
		},
	};
}

function relief({ since, count, helpers }: Waiting): string {
	const who = count === 1 ? "The customer who waited is answered" : `All ${count} who waited are answered`;
	const names = [...helpers].sort().join(" and ");
	return `${who}, by ${names}, after ${((Date.now() - since) / 1_000).toFixed(1)} s`;
}
