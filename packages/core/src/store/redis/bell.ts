import type { Change } from "../../conversation/change.js";
import type { Conversation } from "../../conversation/conversation.js";
import type { PassingSignal } from "../../conversation/signal.js";
import type { Bell, LaneRequest } from "../../conversation/store.js";
import type { Home, Keyspace } from "./keyspace.js";
import type { RedisLink } from "./link.js";
import type { Parts } from "./parts.js";

/** Whatever is due later than this is found by those who look from time to time. */
const soonMs = 2_000;

/** The channel, and what is to be heard on it: nothing, where nobody else could do anything about the change. */
export function ringing(
	home: Home,
	{ key, tell, entries, timers, outbox, next }: Change,
	{ sender, lane }: { readonly sender: string; readonly lane: LaneRequest | undefined },
): readonly [channel: string, message: string] {
	const delays = timers.flatMap((timer) => ("set" in timer && timer.afterMs < soonMs ? [timer.afterMs] : []));
	const dueInMs = delays.length === 0 ? undefined : Math.min(...delays);
	const sends = outbox.length > 0 && lane === undefined;
	const turn = awaitedTurn(next);
	if (tell.length === 0 && dueInMs === undefined && !sends && turn === undefined)
		return [channelOf(home.partition), ""];
	const from = entries[0]?.position ?? next.position + 1;
	return bellOf(home, { key, tell, from, dueInMs, sends, turn }, sender);
}

/** The first in line has no runner yet: whoever has its request goes on. */
function awaitedTurn({ turns: [head] }: Conversation): Bell["turn"] {
	return head?.runner === undefined && head?.origin !== undefined ? head.id : undefined;
}

/** Who rang it comes first, so that nobody reads their own. */
export function bellOf(
	{ partition }: Home,
	bell: Bell,
	sender: string,
): readonly [channel: string, message: string] {
	return [channelOf(partition), `${sender} ${JSON.stringify(bell)}`];
}

/** Rings for something that is not kept. */
export async function passOn(
	{ link, keyspace }: Parts,
	passing: PassingSignal,
	sender: string,
): Promise<void> {
	const { key } = passing;
	const [channel, message] = bellOf(
		keyspace.homeOf(key),
		{ key, tell: [], from: 0, sends: false, passing },
		sender,
	);
	await link.read(channel, ["SPUBLISH", channel, message]);
}

/** Hears what other stores ring. Bells may be lost. */
export async function hear(
	link: RedisLink,
	{ partitions }: Keyspace,
	{ sender, onBell }: { readonly sender: string; readonly onBell: (bell: Bell) => void },
): Promise<void> {
	await link.subscribe(partitions.map(channelOf), (message) => {
		if (!message.startsWith(`${sender} `)) onBell(JSON.parse(message.slice(message.indexOf(" "))) as Bell);
	});
}

function channelOf(partition: string): string {
	return `${partition}bell`;
}
