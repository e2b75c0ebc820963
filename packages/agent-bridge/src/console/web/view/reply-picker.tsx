import { useLayoutEffect } from "preact/hooks";
import type { CannedReply } from "../model/canned-replies.js";
import { useWords } from "../words/words.js";
import { Button } from "./button.js";
import { usePage } from "./page.js";

export const replyListId = "replies";

export function replyOptionId(index: number): string {
	return `reply-${index}`;
}

interface ReplyPickerProps {
	readonly replies: readonly CannedReply[];
	readonly at: number;
	readonly onPick: (reply: CannedReply) => void;
}

/** The replies that fit what is written after the slash. The keys for it are the field's. */
export function ReplyPicker({ replies, at, onPick }: ReplyPickerProps) {
	const { replies: words } = useWords();
	const { open } = usePage();
	useLayoutEffect(() => {
		document.getElementById(replyOptionId(at))?.scrollIntoView({ block: "nearest" });
	}, [at]);
	return (
		<div class="reply-picker">
			<p class="unseen" role="status">
				{words.found(replies.length)}
			</p>
			{replies.length === 0 && <p class="reply-none">{words.none}</p>}
			<div id={replyListId} role="listbox" aria-label={words.title}>
				{replies.map((reply, index) => (
					// biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus, and names this as active
					// biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's
					<div
						key={`${reply.title}-${index}`}
						id={replyOptionId(index)}
						role="option"
						aria-selected={index === at}
						onMouseDown={(event) => event.preventDefault()}
						onClick={() => onPick(reply)}
					>
						<strong>{reply.title}</strong>
						<span>{reply.text}</span>
						{reply.isOwn && <small>{words.own}</small>}
					</div>
				))}
			</div>
			<div class="reply-foot">
				<span>{words.keys}</span>
				<Button look="quiet" icon="edit" onClick={() => open("replies")}>
					{words.manage}
				</Button>
			</div>
		</div>
	);
}
