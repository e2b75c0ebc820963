import { setOwner } from "./routing.js";
import { say } from "./send.js";
import type { Message, Person } from "./state.js";
import { passThread, takeThread } from "./thread-control.js";
import type { World } from "./world.js";

/** A person who works in the page's own inbox, past the app under test. */
export interface PageInbox {
	/** Answers, and takes the thread by that. */
	say(user: string, text: string): Message["mid"];
	/** Takes the thread without a word, as by moving it to the main folder. */
	take(user: string): void;
	/** Gives the thread to the default app. */
	giveBack(user: string): void;
	/** Ends it: nobody has the thread, and nobody is told. */
	done(user: string): void;
}

export function pageInbox(world: World, find: (user: string) => Person): PageInbox {
	const { inbox } = world;

	function take(person: Person): void {
		if (person.owner?.app !== inbox) takeThread(world, person, inbox);
	}

	return {
		say(user, text) {
			const person = find(user);
			take(person);
			const by = { app: inbox, persona: undefined };
			return say(world, person, {
				...{ by, text, attachments: [], quickReplies: [] },
				replyTo: undefined,
				metadata: undefined,
			}).mid;
		},
		take: (user) => take(find(user)),
		giveBack(user) {
			const to = (world.defaultApp ?? world.testedApp).id;
			passThread(world, find(user), { from: inbox, to, metadata: undefined });
		},
		done(user) {
			const person = find(user);
			setOwner(world, person, undefined);
			world.changed(person);
		},
	};
}
