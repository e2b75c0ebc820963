/** Who really said something, whatever is written on it. */
interface Saying {
	readonly text: string;
	/** The conversation that it was said in, and must never leave. */
	readonly nick: string;
	readonly by: "user" | "bot" | "app";
	/** The app and, where a person spoke for it, the person's name. */
	readonly app?: string | undefined;
	readonly name?: string | undefined;
	/** The user's message that the bot answers, and in which run of the bot. */
	readonly answers?: string | undefined;
	readonly run?: number | undefined;
}

/** Every text that anybody says in the simulation is unique, so that it tells where it came from. */
export interface Words {
	say(saying: Omit<Saying, "text">, rest?: string): string;
	find(text: string): Saying | undefined;
	/** Names of the conversations that a piece of text carries words of. */
	nicksIn(text: string): readonly string[];
}

const mark = /«(c\d+) \d+»/g;

export function createWords(): Words {
	const sayings = new Map<string, Saying>();
	let count = 0;
	return {
		say(saying, rest = "hello") {
			count += 1;
			const seal = `«${saying.nick} ${count}»`;
			const text = `${rest}. ${seal}`;
			sayings.set(seal, { ...saying, text });
			return text;
		},
		find(text) {
			const [seal] = text.match(mark) ?? [];
			return seal === undefined ? undefined : sayings.get(seal);
		},
		nicksIn: (text) => [...new Set([...text.matchAll(mark)].map(([, nick]) => nick as string))],
	};
}
