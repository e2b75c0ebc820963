import { type Conversation, type ConversationKey, offerOf } from "@baton/core";
import type { RequestFrame } from "../protocol/client-frame.js";
import type { ServerFrameOf } from "../protocol/server-frame.js";
import { toCommand } from "../protocol/to-command.js";
import { answer, refusal } from "./refusal.js";
import { readWaiting } from "./requests.js";
import type { BridgeState, Identity } from "./state.js";

export type TakeNext = Extract<RequestFrame, { type: "takeNext" }>;

/** So long a repeat takes what was chosen when it first came. */
const rememberedMs = 3_600_000;

/**
 * Takes the one who has waited longest of those whom this app, or this person, was asked for. What was chosen is kept
 * before it is taken: asked again with the same id, nobody is given two.
 */
export async function takeNext(
	state: BridgeState,
	identity: Identity,
	frame: TakeNext,
): Promise<ServerFrameOf<"ack" | "refused">> {
	const { store } = state.handoff;
	const person = identity.person ?? frame.person;
	const chosen = `next:${JSON.stringify([identity.app, person?.id, frame.id])}`;
	const before = (await store.readFact(chosen)) as ConversationKey | undefined;
	const waiting = (await readWaiting(store))
		.filter(({ bot }) => identity.bots.has(bot))
		.map(({ key }) => key);
	for (const key of before === undefined ? waiting : [before, ...waiting]) {
		const offerId = await offerFor(state, identity, { key, person: person?.id });
		if (offerId === undefined && key !== before) continue;
		if (key !== before) await store.writeFact(chosen, key, rememberedMs);
		const confirm = {
			type: "handoverConfirmed",
			id: frame.id,
			conversationId: key,
			person,
			offerId: offerId ?? "",
		} as const;
		const outcome = await state.handoff.submit(key, toCommand(confirm, identity));
		if (outcome.status === "done" || endsIt.has(outcome.code)) return answer(outcome, frame.id, key);
	}
	return refusal("nothing-waits", { re: frame.id });
}

/** With these there is no use in trying the one behind. */
const endsIt: ReadonlySet<string> = new Set(["at-capacity", "human-required", "unknown-app"]);

interface Asked {
	readonly key: ConversationKey;
	readonly person: string | undefined;
}

/** The offer by which they could take it: one that stands, or of a message that was left. */
async function offerFor(
	state: BridgeState,
	{ app }: Identity,
	{ key, person }: Asked,
): Promise<string | undefined> {
	const { conversation } = await state.handoff.store.load(key);
	const offer = conversation && standingIn(conversation);
	if (offer === undefined || !offer.to.includes(app)) return undefined;
	if (offer.person !== undefined && offer.person !== person) return undefined;
	return state.declined.get(offer.id)?.has(person ?? "") === true ? undefined : offer.id;
}

function standingIn({ control, unmet }: Conversation) {
	return offerOf(control) ?? (unmet?.message === undefined ? undefined : unmet.offer);
}
