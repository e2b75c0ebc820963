import type { Habits } from "../world/habits.js";
import type { Belief } from "./belief.js";
import type { Office } from "./office.js";

type Deed = (office: Office, about: Belief, epoch: number) => void;

/** One deed after the other, as long as they believe to be in control. */
export function work(office: Office, about: Belief): void {
	if (about.busy) return;
	about.busy = true;
	const { world, random } = office;
	office.think(() => {
		about.busy = false;
		if (about.epoch === undefined) return;
		const deed = random.weighted(world.plan.habits.hold);
		world.tally.count("deed", `hold: ${deed}`);
		deeds[deed](office, about, about.epoch);
		if (deed !== "goQuiet" && deed !== "release" && deed !== "close") work(office, about);
	});
}

const deeds: Readonly<Record<keyof Habits["hold"], Deed>> = {
	say: (office, about, epoch) => office.speak(about, epoch),
	sayTwice: (office, about, epoch) => office.speak(about, epoch, true),
	/** Typed for so long that control may have come and gone meanwhile. */
	sayLate: (office, about, epoch) => office.think(() => office.speak(about, epoch), 60_000),
	handOver(office, about, epoch) {
		const { world, desk, random } = office;
		const others = world.roles.filter(({ id }) => id !== desk.role.id).map(({ id }) => id);
		const { person } = about;
		office.command(about, { type: "handover", epoch, person, toAppIds: [random.pick(others)] });
	},
	handOverToAll: (office, about, epoch) =>
		office.command(about, { type: "handover", epoch, person: about.person, note: "who can?" }),
	withdraw: (office, about, epoch) =>
		office.command(about, { type: "withdraw", epoch, person: about.person }),
	release: (office, about, epoch) =>
		office.command(about, { type: "release", epoch, person: about.person, why: "done" }),
	close: (office, about, epoch) =>
		office.command(about, { type: "close", epoch, person: about.person, why: "solved" }),
	goQuiet() {},
	useDraft,
	dropDraft(office, about) {
		const draftId = about.drafts.pop();
		if (draftId === undefined) return;
		office.command(about, { type: "discardDraft", draftId, person: office.speaker(about) });
	},
	takeAgain: (office, about) => office.command(about, { type: "takeover", person: about.person }),
	pretend(office, about, epoch) {
		const person = office.speaker(about);
		const text = office.words(about, person);
		const representativeType = office.random.pick(["BOT", "HUMAN"]);
		const representative = { representativeType, displayName: "Somebody else" };
		const activity = { type: "message", text, channelData: { representative } };
		office.command(about, { type: "agentSay", epoch, person, activity }, { text });
	},
	typing: ({ desk }, { talk }) => desk.client.typing(talk.key),
};

/** As it is, or corrected; sometimes with two clicks. */
function useDraft(office: Office, about: Belief, epoch: number): void {
	const draftId = about.drafts.pop();
	if (draftId === undefined) return;
	const person = office.speaker(about);
	const twice = office.random.chance(0.2);
	if (office.random.chance(0.5)) {
		office.command(about, { type: "sendDraft", epoch, draftId, person }, { twice });
		return;
	}
	const text = office.words(about, person);
	const input = { type: "text", value: text } as const;
	office.command(about, { type: "sendDraft", epoch, draftId, person, input }, { text, twice });
}
