import type { Clock, EntryId, SendResult } from "@baton/core";
import type { ChannelStore } from "./facts.js";
import { asNotSent } from "./not-sent.js";
import type { Parts, PartsSent } from "./parts.js";
import type { Sendable } from "./send.js";
import type { Sending, SendOne, Step } from "./send-one.js";
import type { SendRequest } from "./send-request.js";

export interface SendPartsOptions {
	readonly sendOne: SendOne;
	readonly parts: Parts;
	readonly store: () => ChannelStore;
	readonly clock: Clock;
	readonly confirmWithinMs: number;
}

/** Sends the calls that an entry becomes, in order, from where the last try stopped. */
export type SendParts = (
	sending: Sending,
	item: Sendable,
	requests: readonly SendRequest[],
) => Promise<SendResult>;

/** How often the echo of a part is looked for. */
const lookAgainMs = 1_000;
const rememberedTries = 10_000;

type Stopped = Exclude<Step, { state: "sent" }>;
type Mutable = { -readonly [Member in keyof PartsSent]: PartsSent[Member] };

export function createSendParts(options: SendPartsOptions): SendParts {
	const { sendOne, parts: memory, store, clock, confirmWithinMs } = options;
	const tries = new Map<EntryId, number>();

	/** The next try begins after what is certain; `undefined` while it is not. */
	async function resume(entry: EntryId): Promise<PartsSent | undefined> {
		const known = await memory.read(entry);
		if (known.unknownSince === undefined) return known;
		const mid = await memory.echoOf(entry, known.sent + 1);
		return mid === undefined ? undefined : { sent: known.sent + 1, mids: [...known.mids, mid] };
	}

	async function waitOrGiveUp({ id }: Sendable, parts: number): Promise<SendResult> {
		const { sent, unknownSince = 0 } = await memory.read(id);
		const error = `Nobody knows whether part ${sent + 1} of ${parts} has arrived, and what follows was not sent`;
		if (clock.now() - unknownSince < confirmWithinMs) return { state: "retry", error, afterMs: lookAgainMs };
		await memory.forget(id);
		return { state: "failed", error };
	}

	/** A `retry` of the lane comes back with the same entry, and goes on from here. */
	async function stop(step: Stopped, item: Sendable, at: PartsSent, parts: number): Promise<SendResult> {
		const { id } = item;
		const error = withHowFar(step.error, at.sent, parts);
		if (step.state === "unknown" && at.sent + 1 < parts) {
			const isRemembered = await isKept(id, { ...at, unknownSince: clock.now() });
			return isRemembered ? { state: "retry", error, afterMs: lookAgainMs } : { state: "failed", error };
		}
		if (step.state === "unknown") return { state: "unknown", error };
		if (step.state === "refused" || isEnough(id, step.times)) return { state: "failed", error };
		if (at.sent > 0 && !(await isKept(id, at))) return { state: "failed", error };
		return { state: "retry", error, afterMs: step.afterMs };
	}

	/** Without a memory of what was sent, it would be sent again. */
	function isKept(entry: EntryId, at: PartsSent): Promise<boolean> {
		return memory.write(entry, at).then(
			() => true,
			() => false,
		);
	}

	function isEnough(entry: EntryId, times: number | undefined): boolean {
		if (times === undefined) return false;
		const before = tries.get(entry) ?? 0;
		if (tries.size >= rememberedTries) tries.clear();
		tries.set(entry, before + 1);
		return before >= times;
	}

	/** Whatever the user does with one of the parts, they do with the entry. */
	async function finish(
		{ id, logged }: Sendable,
		{ key }: Sending,
		mids: readonly string[],
	): Promise<SendResult> {
		tries.delete(id);
		const nativeId = mids.at(-1);
		try {
			for (const mid of logged === true ? mids.slice(0, -1) : [])
				await store().recordDelivery(key, { entry: id, state: "sent", nativeId: mid });
		} catch {
			// It was sent all the same.
		}
		return { state: "sent", nativeId };
	}

	return async (sending, item, requests) => {
		const parts = requests.length;
		const begun = parts > 1 ? await resume(item.id) : { sent: 0, mids: [] };
		if (begun === undefined) return waitOrGiveUp(item, parts);
		const at: Mutable = { sent: begun.sent, mids: begun.mids };
		for (const request of requests.slice(begun.sent)) {
			const part = { entry: item.id, part: at.sent + 1, parts };
			const step = await sendOne(sending, request, part).catch(asNotSent);
			if (step.state !== "sent") return stop(step, item, at, parts);
			at.sent += 1;
			at.mids = step.mid === undefined ? at.mids : [...at.mids, step.mid];
		}
		return finish(item, sending, at.mids);
	};
}

/** Whoever said it has to know what the user has seen of it. */
function withHowFar(error: string, sent: number, parts: number): string {
	if (sent === 0) return error;
	const seen = sent === 1 ? "the first part was sent" : `the first ${sent} parts were sent`;
	return `${error}; of ${parts} parts ${seen}`;
}
