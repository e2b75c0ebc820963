import type { Activity } from "@baton/core";
import type { Webhooks } from "./webhooks.js";
import { repeatedly, type Talk, type World } from "./world.js";

/** A user who writes, presses buttons, asks for a person, and changes their mind. */
export function startUser(world: World, talk: Talk, webhooks: Webhooks): void {
	const { plan, tally, words } = world;
	const random = world.random.fork(`user ${talk.nick}`);
	let count = 0;

	function post(rest: Partial<Activity>): void {
		count += 1;
		const activity: Activity = {
			type: "message",
			id: `${talk.nick}.m${count}`,
			channelId: "sim",
			conversation: { id: talk.nick },
			from: { id: talk.user, name: talk.user },
			recipient: { id: talk.page },
			locale: "en",
			...rest,
		};
		world.story.tell(
			talk.key,
			() => `the user sends ${activity.id}: ${activity.text ?? JSON.stringify(rest)}`,
		);
		webhooks.post(talk, activity);
	}

	const say = (rest?: string): void => post({ text: words.say({ nick: talk.nick, by: "user" }, rest) });
	const press = (type: string, payload: unknown = {}): void => post({ value: { type, payload } });

	const deeds: Readonly<Record<keyof World["plan"]["habits"]["user"], () => void>> = {
		say: () => say("Hello"),
		askForPerson: () => say("I want to talk to a human"),
		press: () => press("CART", { sku: "A-1" }),
		pressSlow: () => press("SLOW"),
		pressBroken: () => press("BROKEN"),
		pressInvalid: () => press("CART", { sku: 1 }),
		pressUnknown: () => press("MENU"),
		cancel: () => press("CANCEL"),
		typing: () => post({ type: "typing" }),
	};

	function act(): void {
		const deed = random.weighted(plan.habits.user);
		tally.count("deed", `user: ${deed}`);
		deeds[deed]();
	}

	say("Good morning");
	repeatedly(world, plan.habits.userEveryMs, act);
}
