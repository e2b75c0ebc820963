import type { Activity, ConversationKey, Entry, EntryOf, Representative } from "@baton/core";
import { ruledButtons } from "../world/buttons.js";
import type { Arrival } from "../world/channel.js";
import type { Chronicle } from "../world/history.js";
import type { World } from "../world/world.js";
import { followStretch, type Stretch } from "./stretch.js";

/**
 * Promises 1 and 2 as the user sees them: from `joined` to `left` nobody else speaks, and every label is true.
 * What the channel lost counts as if it had arrived, since nobody could send it.
 */
export function watchVoice(world: World): { arrived(arrival: Arrival): void; end(): void } {
	const { court, history, plan, words } = world;
	const stretches = new Map<ConversationKey, Stretch>();

	function stretchOf(key: ConversationKey): Stretch {
		const known = stretches.get(key) ?? followStretch();
		stretches.set(key, known);
		return known;
	}

	function arrived({ key, item, activity }: Arrival): void {
		const stretch = stretchOf(key);
		const label = labelOf(activity);
		if (isAnnouncement(activity)) {
			const name = label?.displayName ?? "somebody";
			const wrong = activity.name === "representative.joined" ? stretch.joined(name) : stretch.left(name);
			if (wrong !== undefined) court.accuse(2, key, `The user sees that ${wrong}`);
			if (label?.representativeType !== "HUMAN")
				court.accuse(2, key, `${activity.name} is not labelled HUMAN`);
			return;
		}
		if (item.kind === "delete") {
			const inside = stretch.inside;
			if (inside !== undefined) court.accuse(1, key, `The bot deletes what it said while ${inside} is in`);
			return;
		}
		const wrong = stretch.said(label, isAllowed(key, item));
		if (wrong !== undefined) court.accuse(1, key, `The user sees that ${wrong}: ${activity.text}`);
		checkLabel(key, activity, label);
	}

	/** A notice, or the answer to a postback, where policy lets it through. */
	function isAllowed(key: ConversationKey, { by, id }: Arrival["item"]): boolean {
		if (by === "notice") return true;
		return by === "bot" && isAllowedWhileHeld(history.of(key), id, plan.policy);
	}

	/** What is written on it, against who really said it. */
	function checkLabel(key: ConversationKey, { text }: Activity, label: Representative | undefined): void {
		const saying = text === undefined ? undefined : words.find(text);
		if (saying === undefined || label === undefined) return;
		if (saying.by === "user") court.accuse(2, key, `The user's own words come back: ${text}`);
		const isHuman = label.representativeType === "HUMAN";
		if (saying.by === "app" && isHuman !== (saying.name !== undefined))
			court.accuse(2, key, `What ${saying.app} said is labelled ${label.representativeType}: ${text}`);
		if (saying.name !== undefined && saying.name !== label.displayName)
			court.accuse(2, key, `What ${saying.name} said is labelled ${label.displayName}: ${text}`);
		if (saying.by === "bot" && isHuman && !isSentByHuman(history.of(key), text))
			court.accuse(2, key, `What the bot said is labelled HUMAN: ${text}`);
	}

	return {
		arrived,
		end() {
			for (const [key, { inside }] of stretches) {
				const human = humanIn(history.of(key));
				if (inside !== human) court.accuse(2, key, `At the end the user sees ${inside} in, and ${human} is`);
			}
		},
	};
}

export function labelOf({ channelData }: Activity): Representative | undefined {
	return (channelData as { readonly representative?: Representative } | undefined)?.representative;
}

function isAnnouncement({ type, name }: Activity): boolean {
	return type === "event" && (name === "representative.joined" || name === "representative.left");
}

/** Whether policy lets the bot say this while an app holds control. */
export function isAllowedWhileHeld(
	chronicle: Chronicle,
	id: Entry["id"],
	{ postbacks, proactive }: World["plan"]["policy"],
): boolean {
	const entry = chronicle.log.find((each) => each.id === id);
	if (entry?.type !== "botSaid")
		return entry !== undefined && entry.type !== "edited" && entry.type !== "deleted";
	if (entry.answers === undefined) return proactive === "send";
	return postbacks !== "forward" && isAnswerOfRule(chronicle, entry);
}

/** Whether it answers a button that a rule answers. */
export function isAnswerOfRule({ log }: Chronicle, { answers }: EntryOf<"botSaid">): boolean {
	const asked = log.find((each) => each.id === answers);
	const type = asked?.type === "userSaid" ? asked.postback?.type : undefined;
	return type !== undefined && ruledButtons.has(type);
}

/** A human may send what the bot had drafted. */
function isSentByHuman({ log }: Chronicle, text: string | undefined): boolean {
	return log.some(
		(entry) => entry.type === "appSaid" && entry.draft !== undefined && entry.activity.text === text,
	);
}

function humanIn({ state }: Chronicle): string | undefined {
	const control = state?.control;
	return control !== undefined && "human" in control ? control.human?.displayName : undefined;
}
