import type { App, AppId, Command, EntryId } from "@baton/core";
import { holderOf, offerOf } from "@baton/core";
import type { TurnToken } from "../packages/core/src/conversation/conversation.js";
import { defaultPolicy } from "../packages/core/src/conversation/policy.js";
import { type Decided, humanAt, opening, submit } from "./commanding.js";
import type { Rules } from "./guards.js";
import type { Desk, Node, Runner, Sending, Step } from "./node.js";

export interface Setting {
	readonly rules: Rules;
	readonly apps: ReadonlyMap<AppId, App>;
	/** Nothing more is done to control above this epoch. */
	readonly maxEpoch: number;
	/** The sender is at most so far behind. */
	readonly maxUnsent: number;
}

const process = "p" as never;

/** Everything that may happen next. */
export function* stepsFrom(setting: Setting, node: Node): Generator<Step> {
	yield* ofSender(setting, node);
	if (node.outbox.length > setting.maxUnsent) return;
	yield* ofUser(setting, node);
	if (node.count === 0) return;
	yield* ofBot(setting, node);
	yield* ofTimers(setting, node);
	for (const [index, desk] of node.desks.entries()) yield* ofDesk(setting, node, desk, index);
}

function* ofUser(setting: Setting, node: Node): Generator<Step> {
	if (node.left.heard > 0) yield hear(setting, spend(node, "heard"));
	if (node.count === 0 || node.left.asked === 0) return;
	yield plain(setting, spend(node, "asked"), "the user asks for a person", {
		...{ type: "request", reason: { type: "asked" } },
	});
	yield plain(setting, node, "the user no longer asks", { type: "cancel" });
}

/** What the user says is heard by whoever holds control, or is a turn's to answer. */
function hear({ rules, apps }: Setting, node: Node): Step {
	const token = `t${node.count}` as TurnToken;
	const activity = { type: "message", text: "hello" };
	const heard = submit(rules, apps, node, { type: "hear", opening, activity, origin: process, token });
	const entry = heard.change?.entries.findLast(({ type }) => type === "userSaid");
	const holder = holderOf(heard.node.conversation.control)?.app;
	const isDue = heard.node.conversation.turns.some(({ id }) => id === entry?.id);
	const isLost = holder === undefined ? !isDue : entry?.to.includes(holder) !== true;
	const next = running(heard, token);
	return {
		...next,
		name: "the user writes",
		broken: next.broken ?? (isLost ? "nobody hears the user" : undefined),
	};
}

/** If a turn was granted with the commit, somebody runs it now. */
function running({ node, outcome, broken }: Decided, token: TurnToken): Omit<Step, "name"> {
	const granted = outcome.status === "done" ? outcome.turn : undefined;
	if (granted?.token !== token) return { node, broken };
	const runner: Runner = { under: { turn: granted.id, token }, hasSpoken: false };
	return { node: { ...node, runners: [...node.runners.slice(-1), runner] }, broken };
}

function* ofBot(setting: Setting, node: Node): Generator<Step> {
	for (const [index, { under, hasSpoken }] of node.runners.entries()) {
		if (!hasSpoken) yield say(setting, node, index);
		const rest = node.runners.filter((_, other) => other !== index);
		yield plain(setting, { ...node, runners: rest }, "a turn is over", { type: "finishTurn", ...under });
	}
	const [head] = node.conversation.turns;
	if (head === undefined || head.runner !== undefined) return;
	yield begin(setting, node, head.id, 0);
}

function say({ rules, apps }: Setting, node: Node, index: number): Step {
	const runners = node.runners.map((runner, at) => (at === index ? { ...runner, hasSpoken: true } : runner));
	const { under } = node.runners[index] as Runner;
	const utterances = [{ activity: { type: "message", text: "answer" } }];
	const { node: next, broken } = submit(
		rules,
		apps,
		{ ...node, runners },
		{ type: "say", opening, under, utterances },
	);
	return { name: "the bot answers", node: next, broken };
}

function begin({ rules, apps }: Setting, node: Node, turn: EntryId, at: number): Step {
	const token = `t${node.count}` as TurnToken;
	const begun = submit(rules, apps, node, { type: "beginTurn", turn, process, token }, at);
	return { name: "a turn is taken up", ...running(begun, token) };
}

/** Timers fire at some time or other; what they are about may be over by then. */
function* ofTimers(setting: Setting, node: Node): Generator<Step> {
	for (const [timer, about] of node.timers) {
		if (timer === "turn") {
			const head = node.conversation.turns[0];
			const at = defaultPolicy.turnLeaseMs + 1;
			if (head?.runner !== undefined) yield begin(setting, node, head.id, at);
		} else if (timer !== "session") {
			const late = defaultPolicy.remindAfterMs + defaultPolicy.releaseAfterMs;
			yield plain(setting, node, `the timer ${timer} fires`, { type: "ring", timer, about }, late);
		}
	}
}

function* ofDesk(setting: Setting, node: Node, desk: Desk, index: number): Generator<Step> {
	if (desk.isThere) yield* ofPresent(setting, node, desk, index);
	else yield* ofAbsent(setting, node, desk, index);
}

function* ofAbsent(setting: Setting, node: Node, desk: Desk, index: number): Generator<Step> {
	const back = withDesk(node, index, { ...desk, isThere: true });
	yield { name: `${desk.app} comes back`, node: back, broken: undefined };
	const { control } = node.conversation;
	const { epoch } = control;
	if (holderOf(control)?.app !== desk.app) return;
	const lost = plain(setting, node, `the lease of ${desk.app} ends`, {
		type: "lose",
		holder: desk.app,
		epoch,
	});
	const isOrphan = holderOf(lost.node.conversation.control)?.app === desk.app;
	yield { ...lost, broken: lost.broken ?? (isOrphan ? "a desk that died keeps control" : undefined) };
}

function* ofPresent(setting: Setting, node: Node, desk: Desk, index: number): Generator<Step> {
	const { app } = desk;
	const by = { app, human: humanAt(app) };
	const { control } = node.conversation;
	if (node.left.deaths > 0) {
		const dead = withDesk(spend(node, "deaths"), index, { ...desk, isThere: false });
		yield { name: `${app} dies`, node: dead, broken: undefined };
	}
	yield look(node, desk, index);
	if (control.epoch < setting.maxEpoch) {
		yield granted(setting, node, index, `${app} takes over`, { type: "takeOver", ...by });
		if (desk.offer !== undefined) {
			const { offer } = desk;
			const confirmed = granted(setting, node, index, `${app} confirms`, { type: "confirm", offer, ...by });
			yield { ...confirmed, broken: confirmed.broken ?? lateClick(node, confirmed.node, desk) };
		}
	}
	if (desk.offer !== undefined)
		yield plain(setting, node, `${app} declines`, { type: "decline", offer: desk.offer, ...by });
	if (desk.epoch !== undefined) yield* ofHolder(setting, node, desk);
	if (node.left.interjected > 0) {
		const activity = { type: "message", text: "by the way" };
		yield plain(setting, spend(node, "interjected"), `${app} interjects`, {
			type: "interject",
			activity,
			...by,
		});
	}
}

/** What a desk does that believes to hold control. */
function* ofHolder(setting: Setting, node: Node, desk: Desk): Generator<Step> {
	const { app, epoch = node.conversation.control.epoch } = desk;
	const by = { app, human: humanAt(app) };
	const activity = { type: "message", text: "hi" };
	if (node.left.spoken > 0)
		yield held(setting, spend(node, "spoken"), desk, `${app} writes`, {
			type: "speak",
			epoch,
			activity,
			...by,
		});
	if (node.conversation.control.epoch < setting.maxEpoch)
		yield held(setting, node, desk, `${app} releases`, { type: "release", epoch, ...by });
	const others = [...setting.apps.keys()].filter((other) => other !== app);
	if (others.length > 0)
		yield held(setting, node, desk, `${app} hands over`, { type: "handOver", epoch, to: others, ...by });
	yield held(setting, node, desk, `${app} takes the offer back`, { type: "withdraw", epoch, ...by });
	if (node.conversation.control.epoch < setting.maxEpoch)
		yield held(setting, node, desk, `${app} closes`, { type: "close", epoch, by });
}

/** A desk learns how things stand. */
function look(node: Node, desk: Desk, index: number): Step {
	const { control } = node.conversation;
	const offer = offerOf(control);
	const isAsked = offer?.to.includes(desk.app) === true;
	const epoch = holderOf(control)?.app === desk.app ? control.epoch : undefined;
	const next = withDesk(node, index, { ...desk, epoch, offer: isAsked ? offer?.id : undefined });
	return { name: `${desk.app} looks`, node: next, broken: undefined };
}

/** A desk that was given control knows. */
function granted({ rules, apps }: Setting, node: Node, index: number, name: string, command: Command): Step {
	const { node: next, outcome, broken } = submit(rules, apps, node, command);
	const desk = next.desks[index] as Desk;
	const epoch = outcome.status === "done" ? outcome.epoch : desk.epoch;
	return { name, node: withDesk(next, index, { ...desk, epoch }), broken };
}

function lateClick(before: Node, after: Node, { app, offer }: Desk): string | undefined {
	const took = holderOf(after.conversation.control)?.app === app;
	const had = holderOf(before.conversation.control)?.app === app;
	const stood = offerOf(before.conversation.control)?.id === offer;
	return took && !had && !stood ? "an offer was confirmed that no longer stood" : undefined;
}

/** Only what a holder does under the epoch of now may have an effect. */
function held(setting: Setting, node: Node, desk: Desk, name: string, command: Command): Step {
	const { node: next, outcome, broken } = submit(setting.rules, setting.apps, node, command);
	const { control } = node.conversation;
	const mayAct = holderOf(control)?.app === desk.app && control.epoch === desk.epoch;
	const isStale = outcome.status === "done" && !mayAct;
	return { name, node: next, broken: broken ?? (isStale ? "a stale hand had an effect" : undefined) };
}

/** Only what the bot says can be withdrawn: whether anything else has begun makes no difference. */
function* ofSender({ rules }: Setting, node: Node): Generator<Step> {
	for (const [index, sending] of node.outbox.entries()) {
		if (rules.sendsInOrder && index > 0) return;
		if (sending.isBegun || sending.item.by !== "bot") {
			yield arrive(node, index);
			if (!rules.sendsOnce) yield forget(node, index);
		} else {
			const outbox = node.outbox.with(index, { ...sending, isBegun: true });
			yield { name: "a request begins", node: { ...node, outbox }, broken: undefined };
		}
	}
}

/** The user gets it. */
function arrive(node: Node, index: number): Step {
	const sending = node.outbox[index] as Sending;
	const outbox = node.outbox.filter((_, other) => other !== index);
	const seen = see(node.shown, sending);
	return { name: describe(sending), node: { ...node, outbox, shown: seen.shown }, broken: seen.broken };
}

/** The user gets it, and whoever sent it dies before that is written down. */
function forget(node: Node, index: number): Step {
	const sending = node.outbox[index] as Sending;
	const outbox = node.outbox.with(index, { ...sending, isBegun: false, hasArrived: true });
	const seen = see(node.shown, sending);
	return {
		name: `${describe(sending)}, unrecorded`,
		node: { ...node, outbox, shown: seen.shown },
		broken: seen.broken,
	};
}

interface Seen {
	readonly shown: string | undefined;
	readonly broken: string | undefined;
}

function see(shown: string | undefined, { item: { activity, by }, hasArrived }: Sending): Seen {
	const who = voiceOf(activity);
	if (hasArrived) return { shown, broken: "the user gets the same twice" };
	if (activity.name === "representative.joined")
		return { shown: who, broken: shown === undefined ? undefined : `${who} joins while ${shown} is in` };
	if (activity.name === "representative.left")
		return { shown: undefined, broken: shown === who ? undefined : `${who} leaves without being in` };
	if (by === "app")
		return { shown, broken: shown === who ? undefined : `${who} speaks without having joined` };
	const isBreach = by === "bot" && shown !== undefined;
	return { shown, broken: isBreach ? `the bot speaks while ${shown} is in` : undefined };
}

function voiceOf({ channelData }: Sending["item"]["activity"]): string {
	return (channelData as { readonly representative: { readonly displayName: string } }).representative
		.displayName;
}

function describe({ item: { activity, by } }: Sending): string {
	return `the user gets: ${activity.name ?? `${by} "${activity.text ?? ""}"`}`;
}

function plain(setting: Setting, node: Node, name: string, command: Command, at?: number): Step {
	const { node: next, broken } = submit(setting.rules, setting.apps, node, command, at);
	return { name, node: next, broken };
}

function withDesk(node: Node, index: number, desk: Desk): Node {
	return { ...node, desks: node.desks.with(index, desk) };
}

function spend(node: Node, what: keyof Node["left"]): Node {
	return { ...node, left: { ...node.left, [what]: node.left[what] - 1 } };
}
