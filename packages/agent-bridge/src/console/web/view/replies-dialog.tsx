import { useState } from "preact/hooks";
import type { CannedReply } from "../model/canned-replies.js";
import type { DeskState } from "../model/desk-state.js";
import { useWords } from "../words/words.js";
import { Button } from "./button.js";
import { useDesk, useDeskPart } from "./desk-context.js";
import { Dialog } from "./dialog.js";
import { IconButton } from "./icon-button.js";
import { usePage } from "./page.js";

const ownReplies = (state: DeskState): readonly CannedReply[] => state.replies.own;

/** One's own canned replies: to be written, and thrown away. */
export function RepliesDialog() {
	const { replies: words } = useWords();
	const desk = useDesk();
	const own = useDeskPart(ownReplies);
	const { open } = usePage();
	return (
		<Dialog title={words.manage} look="wide" onClose={() => open(undefined)}>
			<NewReply onAdd={(reply) => desk.keepReplies([...own, reply])} />
			<p class="dialog-remark">{words.placeholders}</p>
			<ul class="own-replies">
				{own.map((reply, index) => (
					<li key={`${reply.title}-${index}`}>
						<div>
							<strong>{reply.title}</strong>
							<p>{reply.text}</p>
						</div>
						<IconButton
							icon="close"
							label={words.remove(reply.title)}
							onClick={() => desk.keepReplies(own.filter((one) => one !== reply))}
						/>
					</li>
				))}
			</ul>
		</Dialog>
	);
}

function NewReply({ onAdd }: { readonly onAdd: (reply: CannedReply) => void }) {
	const { replies: words } = useWords();
	const [title, setTitle] = useState("");
	const [text, setText] = useState("");

	function submit(event: Event): void {
		event.preventDefault();
		if (title.trim() === "" || text.trim() === "") return;
		onAdd({ title: title.trim(), text: text.trim(), isOwn: true });
		setTitle("");
		setText("");
	}

	return (
		<form onSubmit={submit}>
			<label class="field">
				<span>{words.name}</span>
				<input
					type="text"
					value={title}
					maxLength={80}
					required
					onInput={({ currentTarget }) => setTitle(currentTarget.value)}
				/>
			</label>
			<label class="field">
				<span>{words.text}</span>
				<textarea
					rows={3}
					value={text}
					maxLength={4096}
					required
					onInput={({ currentTarget }) => setText(currentTarget.value)}
				/>
			</label>
			<div class="dialog-foot">
				<Button look="primary" type="submit">
					{words.add}
				</Button>
			</div>
		</form>
	);
}
