import type {
	App,
	AppId,
	BotId,
	Change,
	Command,
	Conversation,
	ConversationKey,
	Human,
	Outcome,
	PersonId,
	TimerName,
	UserId,
} from "@baton/core";
import { holderOf } from "@baton/core";
import type { Env } from "../packages/core/src/conversation/book.js";
import { defaultPolicy } from "../packages/core/src/conversation/policy.js";
import type { Rules } from "./guards.js";
import type { Node, Sending } from "./node.js";

const key = "search/shop/c" as ConversationKey;
const bot = "shop" as BotId;
export const opening = {
	bot,
	user: { id: "user" as UserId },
	reference: { channelId: "search", conversation: { id: "c" } },
};

const noNotice = (): string => "";
const bots = new Map([[bot, { id: bot, displayName: "Bot" }]]);
const nobody: ReadonlySet<AppId> = new Set();

export function appsOf(names: readonly string[]): ReadonlyMap<AppId, App> {
	return new Map(
		names.map((name) => [
			name as AppId,
			{
				...{ id: name as AppId, kind: "human", displayName: name, bots: [bot] },
				...{ personal: false, offered: true },
			},
		]),
	);
}

export function humanAt(app: AppId): Human {
	return { id: `human of ${app}` as PersonId, displayName: app };
}

export interface Decided {
	readonly node: Node;
	readonly outcome: Outcome;
	readonly change: Change | undefined;
	readonly broken: string | undefined;
}

/** Submits a command as the door does: what is decided is all of it there at once. */
export function submit(
	rules: Rules,
	apps: ReadonlyMap<AppId, App>,
	node: Node,
	command: Command,
	at = 0,
): Decided {
	const before = node.count === 0 ? undefined : node.conversation;
	const count = node.count + 1;
	const pending = node.outbox.filter(({ isBegun }) => !isBegun).map(({ item }) => item);
	const env: Env = {
		...{ at, commit: `c${count}`, apps, bots, absent: nobody, policy: defaultPolicy, channel: undefined },
		...{ notice: noNotice, transition: rules.transition, outbox: pending, named: undefined },
	};
	const { change, outcome } = rules.decide(key, before, command, env);
	if (change === undefined) return { node, outcome, change, broken: undefined };
	const next: Node = {
		...node,
		count,
		conversation: atRest(change.next),
		outbox: outboxAfter(node.outbox, change),
		timers: timersAfter(node.timers, change),
	};
	return { node: next, outcome, change, broken: before && epochFault(before, change.next) };
}

/** Time stands still between steps, so that moments differ in what happened and not in when. */
function atRest(conversation: Conversation): Conversation {
	const { control, session, turns, attention } = conversation;
	const offer = "offer" in control ? { offer: { ...control.offer, since: 0, told: 0 } } : {};
	return {
		...conversation,
		control: { ...control, ...offer, ...("since" in control ? { since: 0 } : {}) },
		session: { ...session, since: 0, last: 0 },
		turns: turns.map((turn) => ({
			...turn,
			runner: turn.runner && { ...turn.runner, until: defaultPolicy.turnLeaseMs },
		})),
		attention: { ...attention, at: 0 },
	};
}

function outboxAfter(outbox: readonly Sending[], { withdraw, outbox: more }: Change): readonly Sending[] {
	const kept = outbox.filter(({ item, isBegun }) => isBegun || !withdraw.includes(item.id));
	return [...kept, ...more.map((item) => ({ item, isBegun: false, hasArrived: false }))];
}

function timersAfter(timers: Node["timers"], { timers: changes }: Change): Node["timers"] {
	const next = new Map<TimerName, string>(timers);
	for (const change of changes) {
		if ("set" in change) next.set(change.set, change.about);
		else next.delete(change.cancel);
	}
	return next;
}

/** The epoch grows by one whenever the holder changes, and at no other time. */
function epochFault(before: Conversation, after: Conversation): string | undefined {
	const [one, other] = [holderOf(before.control)?.app, holderOf(after.control)?.app];
	const grown = after.control.epoch - before.control.epoch;
	if (one === other) return grown === 0 ? undefined : "the epoch grew, and nobody else holds control";
	return grown === 1 ? undefined : `control changed hands, and the epoch grew by ${grown}`;
}
