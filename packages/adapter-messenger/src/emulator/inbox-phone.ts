import type { PhoneAction, PhoneLine, PhonePort, PhoneScreen } from "@baton/core/testing/phone";
import type { PageInbox } from "./page-inbox.js";
import { type PhoneParts, partsOf } from "./phone.js";
import { ownerOf } from "./routing.js";
import type { Message, Person } from "./state.js";

/** The page's inbox in a browser, for whoever works there: each person of the page is a conversation. */
export function inboxPort(parts: PhoneParts, inbox: PageInbox): PhonePort {
	const { world, people } = parts;
	return {
		users: () => people().map(({ id, profile }) => ({ id, name: profile.name })),
		screen: (id) => screenOf(parts, find(parts, id)),
		act: async (id, action) => perform(inbox, id, action),
		subscribe: (listener) => world.onChanged(({ id }) => listener(id)),
	};
}

function find({ people }: PhoneParts, id: string): Person {
	const person = people().find((one) => one.id === id);
	if (person === undefined) throw new Error("The inbox has nobody of this id");
	return person;
}

const presses: Readonly<Record<string, (inbox: PageInbox, user: string) => void>> = {
	take: (inbox, user) => inbox.take(user),
	giveBack: (inbox, user) => inbox.giveBack(user),
	done: (inbox, user) => inbox.done(user),
};

function perform(inbox: PageInbox, user: string, action: PhoneAction): void {
	if (action.type === "say") inbox.say(user, action.text);
	if (action.type === "press") presses[action.press]?.(inbox, user);
	if (action.type === "picture") throw new Error("The emulated inbox sends text only");
}

function screenOf(parts: PhoneParts, person: Person): PhoneScreen {
	const owner = ownerOf(parts.world, person);
	const isOurs = owner?.isInbox === true;
	const whose = isOurs ? "yours" : owner === undefined ? "nobody's" : "with an app";
	return {
		title: person.profile.name,
		subtitle: `Page inbox · ${whose}`,
		avatar: person.profile.picture,
		accent: "#42526e",
		lines: person.messages.map((message) => lineOf(parts, person, message)),
		suggestions: [],
		actions: isOurs
			? [
					{ title: "Give it back to the app", press: "giveBack" },
					{ title: "Done", press: "done" },
				]
			: [{ title: "Take the conversation", press: "take" }],
	};
}

/** Here what the page says is ours. What of it an app said is marked. */
function lineOf(parts: PhoneParts, person: Person, message: Message): PhoneLine {
	const { mid, at, by, reaction } = message;
	const said = partsOf(parts, person, message);
	if (by === undefined)
		return { kind: "business", id: mid, at, reaction, speaker: { name: person.profile.name }, parts: said };
	const state = message.isRead ? "read" : message.isDelivered ? "delivered" : "sent";
	const app = by.app.isInbox ? [] : [{ kind: "quote" as const, text: by.persona?.name ?? by.app.name }];
	return { kind: "user", id: mid, at, state, reaction, parts: [...app, ...said] };
}
