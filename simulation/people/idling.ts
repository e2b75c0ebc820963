import type { Habits } from "../world/habits.js";
import type { Belief } from "./belief.js";
import type { Office } from "./office.js";

type Deed = (office: Office, about: Belief) => void;

/** What somebody does who was not asked for anything. */
export function idle(office: Office): void {
	const { world, desk, random, beliefs } = office;
	if (!desk.life.alive || desk.client.status !== "connected") return;
	const own = world.talks.filter(({ bot }) => desk.role.bots.includes(bot));
	if (own.length === 0) return;
	const deed = random.weighted(world.plan.habits.idle);
	world.tally.count("deed", `idle: ${deed}`);
	deeds[deed](office, beliefs.of(random.pick(own)));
}

const deeds: Readonly<Record<keyof Habits["idle"], Deed>> = {
	takeOver(office, about) {
		about.person = office.somebody();
		office.command(about, { type: "takeover", person: about.person }, { twice: office.random.chance(0.1) });
	},
	interject(office, about) {
		const person = office.speaker(about);
		const text = office.words(about, person);
		const input = { type: "text", value: text } as const;
		office.command(about, { type: "interject", person, input }, { text, twice: office.random.chance(0.1) });
	},
	note: (office, about) => office.command(about, { type: "note", text: "a note", person: office.somebody() }),
	watch: (office, about) => office.command(about, { type: "watch" }),
	unwatch: (office, about) => office.command(about, { type: "unwatch" }),
	setMode: (office, about) =>
		office.command(about, { type: "mode", mode: office.random.pick(["auto", "auto", "draft-only", "off"]) }),
	close: (office, about) =>
		office.command(about, { type: "close", epoch: about.epoch, person: about.person }),
	read: ({ desk }, { talk }) => desk.read(talk),
	list({ desk, random }) {
		desk.client.getList({ of: random.pick(["waiting", "held", "open"]) }).catch(notNow);
	},
	sayAnyway: (office, about) => office.speak(about, about.epoch ?? office.random.whole(0, about.seen)),
	releaseAnyway: (office, about) =>
		office.command(about, { type: "release", epoch: about.epoch ?? office.random.whole(0, about.seen) }),
	/** Reaches for a conversation of another bot, as if it were one's own. */
	trespass(office) {
		const { world, desk, random, beliefs } = office;
		const foreign = world.talks.filter(({ bot }) => !desk.role.bots.includes(bot));
		if (foreign.length === 0) return;
		world.tally.count("deed", "desk: reaches for a conversation of another bot");
		const about = beliefs.of(random.pick(foreign));
		office.command(about, { type: "takeover", person: office.somebody() });
		desk.read(about.talk);
	},
	nothing() {},
};

/** Refused, or without an answer: whoever asked goes on with something else. */
function notNow(): void {}
