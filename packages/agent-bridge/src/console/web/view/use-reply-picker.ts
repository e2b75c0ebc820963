import type { TargetedKeyboardEvent } from "preact";
import { useMemo, useState } from "preact/hooks";
import { plainName } from "../../../content/plain-name.js";
import { type CannedReply, fillIn, findReplies, soughtIn } from "../model/canned-replies.js";
import type { ComposerText } from "../model/composer-text.js";
import type { DeskState } from "../model/desk-state.js";
import type { Talk } from "../model/talk.js";
import { botName } from "../words/names.js";
import { useDeskPart, useProfiles } from "./desk-context.js";
import { selectBlank } from "./select-blank.js";

const repliesOf = (state: DeskState): DeskState["replies"] => state.replies;

interface Field {
	readonly talk: Talk;
	readonly written: ComposerText;
	readonly write: (change: Partial<ComposerText>) => void;
}

interface Picker {
	readonly found: readonly CannedReply[];
	readonly at: number;
	pick(reply: CannedReply): void;
	/** Whether the key was meant for the list. */
	onKey(event: TargetedKeyboardEvent<HTMLTextAreaElement>): boolean;
}

/** A slash at the beginning looks for a canned reply. `undefined` where nobody looks for one. */
export function useReplyPicker({ talk, written, write }: Field): Picker | undefined {
	const { team, own } = useDeskPart(repliesOf);
	const profiles = useProfiles();
	const [closedFor, close] = useState<string>();
	const [wanted, setWanted] = useState({ sought: "", at: 0 });
	const { user, botId } = talk.snapshot;
	const sought = written.mode === "reply" ? soughtIn(written.text) : undefined;
	const found = useMemo(
		() => (sought === undefined ? [] : findReplies([...own, ...team], sought, user.locale).slice(0, 50)),
		[team, own, sought, user.locale],
	);
	if (sought === undefined || closedFor === written.text) return undefined;
	const at = wanted.sought === sought ? Math.min(wanted.at, Math.max(0, found.length - 1)) : 0;

	function pick(reply: CannedReply): void {
		const { text, blanks } = fillIn(reply.text, {
			"user.name": plainName(user.name),
			"agent.name": profiles.me?.person?.displayName,
			"bot.name": botName(botId, profiles),
		});
		write({ text, blanks });
		selectBlank(blanks[0]);
	}

	return {
		found,
		at,
		pick,
		onKey(event) {
			if (event.isComposing) return false;
			const reply = found[at];
			switch (event.key) {
				case "ArrowDown":
					setWanted({ sought, at: Math.min(at + 1, found.length - 1) });
					return true;
				case "ArrowUp":
					setWanted({ sought, at: Math.max(at - 1, 0) });
					return true;
				case "Enter":
				case "Tab":
					if (reply === undefined || event.shiftKey) return false;
					pick(reply);
					return true;
				case "Escape":
					close(written.text);
					return true;
				default:
					return false;
			}
		},
	};
}
