import { useRef, useState } from "preact/hooks";
import { SendIcon } from "./icons.js";
import type { ChatActions } from "./use-chat.js";
import { useWords } from "./words.js";

const longest = 2000;
const typingEveryMs = 3_000;

/** Where the customer writes. Enter sends, Shift and Enter begin a new line. */
export function Composer({ actions }: { readonly actions: ChatActions }) {
	const { say } = useWords();
	const [text, setText] = useState("");
	const field = useRef<HTMLTextAreaElement>(null);
	const lastTyping = useRef(0);
	const over = text.trim().length - longest;

	function send(event: Event): void {
		event.preventDefault();
		if (text.trim() === "" || over > 0) return;
		actions.say(text.trim());
		setText("");
		lastTyping.current = 0;
		field.current?.focus();
	}

	function change(value: string): void {
		setText(value);
		if (value.trim() === "" || Date.now() - lastTyping.current < typingEveryMs) return;
		lastTyping.current = Date.now();
		actions.typing();
	}

	return (
		<form class="composer" onSubmit={send}>
			<label class="hidden" for="message">
				{say("write")}
			</label>
			<textarea
				id="message"
				ref={field}
				rows={1}
				value={text}
				placeholder={say("write")}
				enterkeyhint="send"
				autocomplete="off"
				aria-describedby={over > 0 ? "too-long" : undefined}
				onInput={(event) => change(event.currentTarget.value)}
				onKeyDown={(event) => {
					if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(event);
				}}
			/>
			<button
				type="submit"
				class="primary"
				disabled={text.trim() === "" || over > 0}
				aria-label={say("send")}
			>
				<SendIcon />
			</button>
			{over > 0 && (
				<p id="too-long" role="alert">
					{say("tooLong", { over })}
				</p>
			)}
		</form>
	);
}
