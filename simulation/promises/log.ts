import type { Change, Control, Conversation, ConversationKey, Entry } from "@baton/core";
import { holderOf } from "@baton/core";
import type { Chronicle } from "../world/history.js";
import type { World } from "../world/world.js";
import { followStretch, type Stretch } from "./stretch.js";
import { isAllowedWhileHeld, isAnswerOfRule } from "./voice.js";

/** What every commit must keep, whatever the user sees of it: promises 1, 2, 4, 5, 6 and 8 in the log. */
export function watchLog(world: World): void {
	const { court, history, plan, words } = world;
	const stretches = new Map<ConversationKey, Stretch>();
	const commands = new Set<string>();
	const texts = new Set<string>();
	const heard = new Set<string>();

	history.listen({
		changed(chronicle, change, before) {
			checkPlace(change, before);
			checkEpoch(change, before);
			checkRepeat(change);
			for (const entry of change.entries) checkEntry(chronicle, change, before, entry);
			checkHonesty(change, before);
		},
	});

	/** Positions and versions follow each other without gaps. */
	function checkPlace({ key, entries, next, expected }: Change, before: Conversation | undefined): void {
		const version = before?.version ?? 0;
		if (expected.version !== version || next.version !== version + 1)
			court.accuse(5, key, `Version ${next.version} follows version ${version}`);
		let position = before?.position ?? 0;
		for (const entry of entries) {
			position += 1;
			if (entry.position !== position)
				court.accuse(5, key, `Entry ${entry.position} is at place ${position}`);
		}
		if (next.position !== position)
			court.accuse(5, key, `The log ends at ${position}, not at ${next.position}`);
	}

	/** The epoch grows by one whenever the holder changes, and at no other time. */
	function checkEpoch({ key, next }: Change, before: Conversation | undefined): void {
		const [was, is] = [before?.control, next.control];
		const grown = is.epoch - (was?.epoch ?? 0);
		const moved = holderName(was) !== holderName(is);
		if (grown !== (moved ? 1 : 0))
			court.accuse(
				8,
				key,
				`Control goes from ${holderName(was)} to ${holderName(is)}, the epoch by ${grown}`,
			);
	}

	function checkRepeat({ key, command }: Change): void {
		if (command === undefined) return;
		const name = `${key} ${command}`;
		if (commands.has(name)) court.accuse(4, key, `The command ${command} had its effect twice`);
		commands.add(name);
	}

	function checkEntry(
		chronicle: Chronicle,
		change: Change,
		before: Conversation | undefined,
		entry: Entry,
	): void {
		const { key } = change;
		switch (entry.type) {
			case "userSaid":
				once(
					heard,
					key,
					`${key} ${entry.activity.id}`,
					`The user's ${entry.activity.id} is in the log twice`,
				);
				break;
			case "botSaid":
				checkBot(chronicle, before, entry);
				checkSaid(key, entry, isAllowedWhileHeld(chronicle, entry.id, plan.policy));
				break;
			case "appSaid":
				if (entry.how !== "interjected") checkApp(key, change.next.control, entry);
				checkSaid(key, entry, false);
				break;
			case "edited":
			case "deleted":
				if (holderOf(change.next.control) !== undefined)
					court.accuse(1, key, "The bot changes what it said while an app holds control");
				break;
			case "joined":
				accuse(2, key, stretchOf(key).joined(entry.human.displayName));
				break;
			case "left":
				accuse(2, key, stretchOf(key).left(entry.human.displayName));
				break;
		}
	}

	function stretchOf(key: ConversationKey): Stretch {
		const known = stretches.get(key) ?? followStretch();
		stretches.set(key, known);
		return known;
	}

	function accuse(promise: 1 | 2, key: ConversationKey, wrong: string | undefined): void {
		if (wrong !== undefined) court.accuse(promise, key, `In the log ${wrong}`);
	}

	function once(seen: Set<string>, key: ConversationKey, name: string, wrong: string): void {
		if (seen.has(name)) court.accuse(4, key, wrong);
		seen.add(name);
	}

	function checkSaid(
		key: ConversationKey,
		{ representative, activity }: Extract<Entry, { type: "botSaid" | "appSaid" }>,
		allowed: boolean,
	): void {
		accuse(1, key, stretchOf(key).said(representative, allowed));
		const saying = activity.text === undefined ? undefined : words.find(activity.text);
		if (saying === undefined) return;
		once(texts, key, saying.text, `In the log twice: ${saying.text}`);
	}

	/**
	 * The fence: in a turn that runs, while the bot holds control under the epoch in which the turn began. The
	 * answer of a rule is a command of its own, and needs only that policy lets it through.
	 */
	function checkBot(
		chronicle: Chronicle,
		before: Conversation | undefined,
		entry: Extract<Entry, { type: "botSaid" }>,
	): void {
		const { key } = chronicle;
		const holder = before === undefined ? undefined : holderOf(before.control);
		if (holder !== undefined && !isAllowedWhileHeld(chronicle, entry.id, plan.policy))
			court.accuse(1, key, `The bot speaks while ${holder.app} holds control: ${entry.activity.text}`);
		if (entry.answers === undefined) return;
		const turn = before?.turns[0];
		if (turn?.id !== entry.answers || turn.runner === undefined)
			court.accuse(8, key, `The bot speaks in a turn that does not run: ${entry.activity.text}`);
		else if (turn.runner.epoch !== entry.epoch && !isAnswerOfRule(chronicle, entry))
			court.accuse(
				8,
				key,
				`The bot speaks under epoch ${entry.epoch} in a turn of epoch ${turn.runner.epoch}`,
			);
	}

	function checkApp(
		key: ConversationKey,
		control: Control,
		entry: Extract<Entry, { type: "appSaid" }>,
	): void {
		const holder = holderOf(control);
		if (holder?.app !== entry.app)
			court.accuse(1, key, `${entry.app} speaks while ${holder?.app ?? "the bot"} holds control`);
		const human = "human" in control ? control.human : undefined;
		if (entry.human?.id !== human?.id)
			court.accuse(2, key, `${entry.human?.id} speaks, and ${human?.id} has joined`);
	}

	/** Whoever waits or loses their human is told. */
	function checkHonesty({ key, entries, next }: Change, before: Conversation | undefined): void {
		const has = (notice: string): boolean =>
			entries.some((entry) => entry.type === "notice" && entry.notice === notice);
		for (const entry of entries) {
			if (entry.type === "revoked" && entry.why === "lost" && !has("humanGone"))
				court.accuse(6, key, "The user is not told that their human is gone");
			if (entry.type === "revoked" && entry.why === "idle" && !has("humanIdle"))
				court.accuse(6, key, "The user is not told that their human does not answer");
			const hasFailed =
				entry.type === "offerEnded" &&
				(entry.how === "expired" || entry.how === "declined") &&
				before?.control.phase === "offered" &&
				next.control.phase === "bot";
			if (hasFailed && !has("nobodyFree")) court.accuse(6, key, "The user is not told that nobody comes");
		}
	}
}

function holderName(control: Control | undefined): string {
	const holder = control === undefined ? undefined : holderOf(control);
	return holder === undefined ? "the bot" : `${holder.app} ${holder.person ?? ""}`;
}
