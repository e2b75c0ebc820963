import type { EntryId } from "../control/control.js";
import type { Outcome } from "../conversation/change.js";
import type { Postback } from "../conversation/entry.js";
import type { ConversationKey } from "../conversation/key.js";
import type { BotProfile } from "../conversation/participants.js";
import type { DueTimer, Store } from "../conversation/store.js";
import { once } from "../host/once.js";
import { toActivity } from "../host/to-activity.js";
import type { ActivityLike, MiddlewareLike, TurnContextLike } from "../host/turn-context.js";
import { stepOf } from "../observe/observer.js";
import { readPostback } from "../postback/read-postback.js";
import type { Address, AddressBook } from "./address.js";
import { createEgress } from "./egress.js";
import { createErrands, type ResumedTurn } from "./errand.js";
import { type HearingOptions, hear, isStandby, overhear } from "./hearing.js";
import type { Host, HostOptions } from "./host.js";
import { createHosts } from "./hosts.js";
import { createResume } from "./resume.js";
import { createSpeaker } from "./speaker.js";
import { type Begun, createTurnRunner, type RunnerOptions } from "./turn-runner.js";
import { tell, userKey, type WayOptions, walk } from "./way.js";

export interface TurnOptions extends WayOptions, HearingOptions, RunnerOptions {
	readonly store: Store;
	readonly bot: BotProfile;
	readonly addresses: AddressBook;
	readonly postbacks: WayOptions["postbacks"];
	readonly onTyping: (key: ConversationKey) => void;
}

/** What became of an activity that a channel gave to `receive`. */
export interface Received {
	readonly outcome: Outcome;
	/** Whether it had been received before: nothing was done now. */
	readonly repeated: boolean;
	/** Settles when its turn is over. The channel need not wait for it to acknowledge. */
	readonly done: Promise<void>;
}

export interface Turns extends MiddlewareLike {
	/** Makes a host known, so that turns can be run and things sent without a request. */
	host(options: HostOptions): Host;
	/**
	 * Commits what came in; the turn runs afterwards, on the host. For channels that acknowledge by themselves.
	 * Whatever carries the channel's own `id` has its effect once. Typing is told and not kept; what names no
	 * conversation is refused with `bad-target`.
	 */
	receive(activity: ActivityLike): Promise<Received>;
	/** Takes up a turn that nobody runs. False if this process cannot. */
	resume(due: DueTimer): Promise<boolean>;
	/** Resolves when no turn is under way here. */
	settled(): Promise<void>;
	/** Gives what is still under way here to whoever else can run it. */
	handOn(): Promise<void>;
	/** Another process has finished the turn ahead of this one, which may wait here. */
	wake(turn: EntryId): void;
	/** The host that a channel is reached through, if one is known by now. */
	hostOf(channel: string): Host | undefined;
}

/** The middleware: one object for every host. */
export function createTurns(options: TurnOptions): Turns {
	const { addresses, lanes } = options;
	const egress = createEgress({ ...options, onSpoken: (context) => void hosts.meet(context) });
	const runner = createTurnRunner(options);
	const errands = createErrands();
	const hosts = createHosts({ wrap: egress.wrap, live: runner.live, errands });
	const { resume, runOnHost } = createResume({ ...options, runner, hostOf: hosts.of });

	async function onTurn(context: TurnContextLike, next: () => Promise<void>): Promise<void> {
		const host = hosts.meet(context);
		const errand = errands.take(context.activity);
		if (errand !== undefined) return errand === "reach" ? next() : takeUp(context, next, host, errand);
		const address = addresses.incoming(context.activity);
		if (address === undefined) return next();
		if (isStandby(context.activity)) {
			await overhear(options, address, context.activity);
			return;
		}
		if (context.activity.type !== "message") return pass(context, next, address);
		const hearing = listen(address, context.activity);
		const heard = hearing instanceof Promise ? await hearing : hearing;
		if (heard.answer.repeated) return;
		const beginning = runner.begin(heard);
		const begun = beginning instanceof Promise ? await beginning : beginning;
		if (begun !== undefined) await run(context, next, host, address, begun, heard.postback);
	}

	function listen(address: Address, like: ActivityLike): ReturnType<typeof hear> {
		return stepOf(options.observer, "hear", address.key, () => hear(options, address, like));
	}

	function run(
		context: TurnContextLike,
		next: () => Promise<void>,
		host: Host,
		address: Address,
		{ under, conversation }: Begun,
		postback: Postback | undefined,
	): Promise<void> {
		const speaker = createSpeaker(address, under, isAnsweredInline(context.activity));
		egress.listen(context, speaker);
		context.turnState.set(userKey, conversation.user);
		const proceed = once("baton", next);
		const expectsAnswer = host.expectsAnswer();
		const work = () =>
			walk(options, { context, next: proceed, speaker, under, conversation, postback, expectsAnswer });
		return timed(address, () => runner.run(address.key, under, context, work));
	}

	function timed({ key, channel }: Address, work: () => Promise<void>): Promise<void> {
		const { observer, clock } = options;
		if (observer === undefined) return work();
		const since = clock.now();
		return stepOf(observer, "turn", key, work).finally(() =>
			observer.time?.("turn", clock.now() - since, { channel }),
		);
	}

	/** Events, edits, typing and the rest: the bot sees them, and what it says to them is of its own accord. */
	async function pass(context: TurnContextLike, next: () => Promise<void>, address: Address): Promise<void> {
		if (context.activity.type === "typing") options.onTyping(address.key);
		egress.listen(context, createSpeaker(address, undefined, isAnsweredInline(context.activity)));
		await next();
		await lanes.idle(address.key);
	}

	/** A turn that was committed before this request existed. */
	async function takeUp(
		context: TurnContextLike,
		next: () => Promise<void>,
		host: Host,
		{ address, under, kind }: ResumedTurn,
	): Promise<void> {
		const { conversation } = await options.store.load(address.key);
		if (conversation === undefined) return;
		if (kind === "message") {
			const postback = readPostback(toActivity(context.activity));
			return run(context, next, host, address, { under, conversation }, postback);
		}
		egress.listen(context, createSpeaker(address, under));
		await runner.run(address.key, under, context, () => tell(options, next));
	}

	async function receive(like: ActivityLike): Promise<Received> {
		const address = addresses.incoming(like);
		if (address === undefined) return unheard;
		if (isStandby(like)) {
			const { outcome, repeated } = await overhear(options, address, like);
			return { outcome, repeated, done: Promise.resolve() };
		}
		if (like.type === "typing") {
			options.onTyping(address.key);
			return unheard;
		}
		const heard = await listen(address, like);
		const { outcome, repeated } = heard.answer;
		return { outcome, repeated, done: repeated ? Promise.resolve() : runHeard() };

		async function runHeard(): Promise<void> {
			const begun = await runner.begin(heard);
			if (begun !== undefined && address !== undefined)
				await runOnHost(address, begun, heard.activity, "message");
		}
	}

	return {
		onTurn,
		host: hosts.add,
		receive,
		resume,
		settled: runner.settled,
		handOn: runner.handOn,
		wake: runner.wake,
		hostOf: hosts.of,
	};
}

const unheard: Received = {
	outcome: { status: "refused", code: "bad-target", standing: undefined },
	repeated: false,
	done: Promise.resolve(),
};

/** `expectReplies` and invokes are answered inside the request. */
function isAnsweredInline({ deliveryMode, type }: ActivityLike): boolean {
	return deliveryMode === "expectReplies" || type === "invoke";
}
