import type { Change } from "../../conversation/change.js";
import type { Conversation } from "../../conversation/conversation.js";
import type { ConversationKey } from "../../conversation/key.js";
import type { PassingSignal } from "../../conversation/signal.js";
import type { Bell, LaneRequest } from "../../conversation/store.js";
import type { Home } from "./keyspace.js";
import type { Parts } from "./parts.js";
import type { Veil } from "./veil.js";

/** Whatever is due later than this is found by those who look from time to time. */
const soonMs = 2_000;

interface Ringing {
	readonly change: Change;
	readonly sender: string;
	readonly lane: LaneRequest | undefined;
}

/** The channel, and what is to be heard on it: nothing, where nobody else could do anything about the change. */
export function ringing(
	veil: Veil,
	home: Home,
	{ change, sender, lane }: Ringing,
): readonly [channel: string, message: string] {
	const { key, tell, entries, timers, outbox, next } = change;
	const set = timers.flatMap((timer) => ("set" in timer && timer.afterMs < soonMs ? [timer] : []));
	const delays = set.flatMap(({ afterMs }) => (afterMs > 0 ? [afterMs] : []));
	const dueInMs = delays.length === 0 ? undefined : Math.min(...delays);
	const due = set.flatMap(({ afterMs, set: timer, about }) => (afterMs > 0 ? [] : [{ timer, about }]));
	const sends = outbox.length > 0 && lane === undefined;
	const turn = awaitedTurn(next);
	if (tell.length === 0 && set.length === 0 && !sends && turn === undefined)
		return [channelOf(home.partition), ""];
	const from = entries[0]?.position ?? next.position + 1;
	return bellOf(veil, home, {
		bell: { key, tell, from, dueInMs, due: due.length === 0 ? undefined : due, sends, turn },
		sender,
	});
}

/** The first in line has no runner yet: whoever has its request goes on. */
function awaitedTurn({ turns: [head] }: Conversation): Bell["turn"] {
	return head?.runner === undefined && head?.origin !== undefined ? head.id : undefined;
}

/** Who rang it comes first, so that nobody reads their own. */
export function bellOf(
	veil: Veil,
	{ partition }: Home,
	{ bell, sender }: { readonly bell: Bell; readonly sender: string },
): readonly [channel: string, message: string] {
	const channel = channelOf(partition);
	return [channel, `${sender} ${veil.seal(JSON.stringify(bell), channel)}`];
}

/** Rings for something that is not kept. */
export async function passOn(
	{ link, keyspace, veil }: Parts,
	passing: PassingSignal,
	sender: string,
): Promise<void> {
	// What is about no conversation is heard wherever it is rung: everybody listens everywhere.
	const key = "key" in passing ? passing.key : (passing.app as string as ConversationKey);
	const bell: Bell = { key, tell: [], from: 0, sends: false, passing };
	const [channel, message] = bellOf(veil, keyspace.homeOf(key), { bell, sender });
	await link.read(channel, ["SPUBLISH", channel, message]);
}

/** Hears what other stores ring. Bells may be lost. */
export async function hear(
	{ link, keyspace: { partitions }, veil }: Parts,
	{ sender, onBell, onError }: Hearing,
): Promise<void> {
	const hearOne = (message: string, channel: string): void => {
		const space = message.indexOf(" ");
		if (message.slice(0, space) === sender) return;
		onBell(JSON.parse(veil.open(message.slice(space + 1), channel)) as Bell);
	};
	await link.subscribe(partitions.map(channelOf), (message, channel) => {
		try {
			hearOne(message, channel);
		} catch (error) {
			onError(error);
		}
	});
}

interface Hearing {
	readonly sender: string;
	readonly onBell: (bell: Bell) => void;
	/** Told of what is no bell of ours. */
	readonly onError: (error: unknown) => void;
}

function channelOf(partition: string): string {
	return `${partition}bell`;
}
