import type { Heard } from "@baton/agent-bridge/client";
import type { Commanded } from "../world/commanding.js";
import type { Desk } from "../world/desk.js";
import { repeatedly, talkOf, type World } from "../world/world.js";
import type { Belief } from "./belief.js";
import { work } from "./holding.js";
import { idle } from "./idling.js";
import { consider } from "./offered.js";
import { type Office, openOffice } from "./office.js";

/** The people at a desk: they read what they are told, think for a while, and act. */
export function employPeople(world: World, desk: Desk): void {
	const office = openOffice(world, desk);
	desk.listen({
		heard: (_, heard) => hear(office, heard),
		began: () => comeBack(office),
		answered: (_, commanded) => learn(office, commanded),
	});
	repeatedly(world, world.plan.habits.idleEveryMs, () => idle(office));
}

function hear(office: Office, heard: Heard): void {
	const { world, desk, random, beliefs } = office;
	const talk = talkOf(world, heard.conversationId);
	if (talk === undefined) return;
	const about = beliefs.of(talk);
	if ("epoch" in heard) about.seen = Math.max(about.seen, heard.epoch);
	switch (heard.type) {
		case "handover":
			about.offer = heard.offerId;
			if (desk.role.kind === "human" && heard.toAppIds.includes(desk.role.id)) consider(office, about, heard);
			break;
		case "handoverConfirmed":
		case "takeoverConfirmed":
			if (heard.toAppId === desk.role.id) begin(office, about, heard);
			break;
		case "takeover":
		case "release":
			if (heard.fromAppId === desk.role.id && random.chance(0.85)) about.epoch = undefined;
			break;
		case "draft":
			about.drafts.push(heard.entryId);
	}
}

type Granted = Extract<Heard, { type: "handoverConfirmed" | "takeoverConfirmed" }>;

function begin(office: Office, about: Belief, { epoch, personId }: Granted): void {
	const { role } = office.desk;
	about.epoch = epoch;
	about.offer = undefined;
	if (role.personal && personId !== about.person?.id)
		about.person = role.people.find(({ id }) => id === personId);
	work(office, about);
}

/** A desk that comes back finds what its people had typed, and what they believed. */
function comeBack(office: Office): void {
	for (const about of office.beliefs.all()) {
		about.busy = false;
		const { epoch } = about;
		if (epoch === undefined) continue;
		office.world.tally.count("fault", "desk: comes back with an old belief");
		office.think(() => office.speak(about, epoch), 2_000);
		work(office, about);
	}
}

/** Told that it is not theirs, they believe it, mostly. */
function learn({ beliefs, random }: Office, { talk, answer }: Commanded): void {
	if (typeof answer === "string") return;
	const isOver = answer.refused === "not-in-control" || answer.refused === "stale-epoch";
	if (isOver && random.chance(0.7)) beliefs.of(talk).epoch = undefined;
}
