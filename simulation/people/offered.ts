import type { Heard } from "@baton/agent-bridge/client";
import type { Belief } from "./belief.js";
import type { Office } from "./office.js";

type Offered = Extract<Heard, { type: "handover" }>;

/** What somebody does about an offer: soon, just when it expires, or not at all. */
export function consider(office: Office, about: Belief, { offerId, since }: Offered): void {
	const { world, random, desk } = office;
	const { plan, scheduler, tally } = world;
	const deed = random.weighted(plan.habits.offer);
	if (deed === "ignore") return;
	const person = office.somebody();
	const act = (): void => {
		if (world.calm) return;
		tally.count("deed", `offer: ${deed}`);
		about.person = person;
		if (deed === "takeOver") office.command(about, { type: "takeover", person });
		else if (deed === "decline")
			office.command(about, { type: "handoverDeclined", offerId, person, why: "busy" });
		else office.command(about, { type: "handoverConfirmed", offerId, person }, { twice: random.chance(0.1) });
	};
	const left = since * 1000 + plan.policy.offerExpiryMs - scheduler.now();
	if (deed === "confirmLate") scheduler.after(left + random.whole(-60, 20), act, desk.life);
	else office.think(act);
}
