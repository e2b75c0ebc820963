import type { Outgoing } from "@baton/agent-bridge/client";
import type { Human } from "@baton/core";
import type { Random } from "../time/random.js";
import type { Desk } from "../world/desk.js";
import type { World } from "../world/world.js";
import { type Belief, type Beliefs, createBeliefs } from "./belief.js";

type WithoutPlace<Frame> = Frame extends unknown ? Omit<Frame, "conversationId" | "id"> : never;

/** A command as somebody at the desk thinks of it: the conversation is the one that they look at. */
type Thought = WithoutPlace<Outgoing>;

interface SaidHow {
	/** What it says, if it says something. */
	readonly text?: string | undefined;
	/** Whether the button is clicked twice. */
	readonly twice?: boolean | undefined;
}

/** Where the people of one desk sit, and what they all do in the same way. */
export interface Office {
	readonly world: World;
	readonly desk: Desk;
	readonly random: Random;
	readonly beliefs: Beliefs;
	/** Does something after having thought about it, at most for so long. */
	think(action: () => void, longestMs?: number): void;
	command(about: Belief, thought: Thought, how?: SaidHow): void;
	/** One of the people, or nobody where nobody need be named. */
	somebody(): Human | undefined;
	/** Who speaks next about it. */
	speaker(about: Belief): Human | undefined;
	/** Words of that person, or of the desk. */
	words(about: Belief, person: Human | undefined): string;
	speak(about: Belief, epoch: number, twice?: boolean): void;
}

export function openOffice(world: World, desk: Desk): Office {
	const { plan, scheduler } = world;
	const { role } = desk;
	const random = world.random.fork(`people ${role.id}`);

	const somebody = (): Human | undefined =>
		role.people.length > 0 && (role.personal || random.chance(0.7)) ? random.pick(role.people) : undefined;

	function speaker({ person }: Belief): Human | undefined {
		if (person !== undefined) return person;
		return role.kind === "human" && (role.personal || random.chance(0.5)) ? somebody() : undefined;
	}

	function words({ talk }: Belief, person: Human | undefined): string {
		const name = role.kind === "bot" ? undefined : (person?.displayName ?? role.displayName);
		return world.words.say({ nick: talk.nick, by: "app", app: role.id, name }, "Let me see");
	}

	function command({ talk }: Belief, thought: Thought, { text, twice = false }: SaidHow = {}): void {
		// The sum of a thought and its place is a frame of the same type, which the compiler cannot see.
		const frame = { ...thought, conversationId: talk.key } as Outgoing;
		desk.send(talk, frame, text === undefined ? { twice } : { text, twice });
	}

	return {
		...{ world, desk, random, beliefs: createBeliefs(), somebody, speaker, words, command },
		think(action, longestMs = plan.habits.patienceMs) {
			scheduler.after(random.next() ** 2 * longestMs, () => !world.calm && action(), desk.life);
		},
		speak(about, epoch, twice = false) {
			const person = speaker(about);
			const text = words(about, person);
			command(
				about,
				{ type: "agentSay", epoch, person, input: { type: "text", value: text } },
				{ text, twice },
			);
		},
	};
}
