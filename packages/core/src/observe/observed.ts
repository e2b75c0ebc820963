import { type Awaitable, then } from "../awaitable.js";
import type { Change, Delivery } from "../conversation/change.js";
import type { Answer, Door } from "../conversation/door.js";
import type { Entry } from "../conversation/entry.js";
import type { ConversationKey } from "../conversation/key.js";
import type { Gate } from "../gate/gate.js";
import { channelIn, labelsOf, type Observer } from "./observer.js";

/** A door whose every commit is a step. */
export function observedDoor(door: Door, { step }: Observer): Door {
	if (step === undefined) return door;
	return {
		submit: (key, command) =>
			step<Awaitable<Answer>>("commit", { ...labelsOf(key), command: command.type }, () =>
				door.submit(key, command),
			),
	};
}

/** A gate that is asked in a step of its own, and whose verdicts are counted. */
export function observedGate(gate: Gate, observer: Observer): Gate {
	const { step = plainly } = observer;
	const counted = (verdict: Awaited<ReturnType<Gate["decide"]>>): typeof verdict => {
		observer.count?.("verdicts", { verdict: verdict.verdict });
		return verdict;
	};
	return {
		...gate,
		decide: (...asked) => step("gate", { gate: gate.name }, () => then(gate.decide(...asked), counted)),
	};
}

const plainly: NonNullable<Observer["step"]> = (_, __, work) => work();

/** Counts what a commit means for a team. */
export function measureChange({ count, time }: Observer, change: Change): void {
	const channel = channelIn(change.key);
	for (const entry of change.entries) {
		const counted = countOf(entry);
		if (counted !== undefined) count?.(counted.name, { channel, ...counted.labels });
		const since = change.index?.before?.waitingSince;
		if (entry.type === "granted" && entry.how !== "again" && since !== undefined)
			time?.("time_to_human", entry.at - since, { channel });
	}
}

type Counted = {
	readonly name: Parameters<NonNullable<Observer["count"]>>[0];
	readonly labels: Record<string, string>;
};

function countOf(entry: Entry): Counted | undefined {
	switch (entry.type) {
		case "offered":
			return entry.again ? undefined : { name: "handovers", labels: { reason: entry.offer.reason.type } };
		case "offerEnded":
			return { name: "offers_ended", labels: { how: entry.how } };
		case "sessionEnded":
			return { name: "sessions_ended", labels: { by: entry.handedOver ? "human" : "bot" } };
		case "rated":
			return { name: "ratings", labels: { stars: entry.stars?.toString() ?? "other" } };
		case "draft":
			return { name: "drafts", labels: { why: entry.why } };
		default:
			return undefined;
	}
}

/** Counts what became of something that was sent. */
export function measureDelivery({ count }: Observer, key: ConversationKey, { state }: Delivery): void {
	count?.("sends", { channel: channelIn(key), state });
}
