import { useEffect } from "preact/hooks";
import { type ChatState, choicesOf } from "../view/chat-state.js";
import { Avatar } from "./avatar.js";
import { DownIcon } from "./icons.js";
import { LineView, type Press } from "./line-view.js";
import { PendingLine } from "./pending-line.js";
import type { ChatActions } from "./use-chat.js";
import { useReadLines } from "./use-read-lines.js";
import { useStickToEnd } from "./use-stick-to-end.js";
import { firstQuestions, useWords } from "./words.js";

interface LogProps {
	readonly state: ChatState;
	readonly actions: ChatActions;
	readonly isShown: boolean;
}

/** What was said, the newest at the end. */
export function Log({ state, actions, isShown }: LogProps) {
	const { say } = useWords();
	const { lines, more, pending, typing, link } = state;
	const { box, behind, toEnd } = useStickToEnd({
		length: lines.length + pending.length,
		first: lines[0]?.position,
	});
	useReadLines(lines, actions, isShown);
	// What the customer writes themselves brings them to the end.
	useEffect(() => {
		if (pending.length > 0) toEnd();
	}, [pending.length, toEnd]);
	return (
		<div class="log-frame">
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
			<div class="log" ref={box} role="log" aria-live="polite" aria-label={say("log")} tabIndex={0}>
				{more && <Earlier before={lines[0]?.position} onEarlier={actions.earlier} />}
				{lines.length === 0 && pending.length === 0 && link !== "connecting" && <Hello state={state} />}
				{lines.map((line) => (
					<LineView key={line.id} line={line} onPress={actions.press} />
				))}
				{pending.map((message) => (
					<PendingLine
						key={message.id}
						message={message}
						isConnected={link === "open"}
						onRetry={actions.retry}
					/>
				))}
				{typing !== undefined && <Typing state={state} />}
				<Choices state={state} actions={actions} />
			</div>
			{behind && (
				<button type="button" class="to-end" onClick={toEnd} aria-label={say("toNewest")}>
					<DownIcon />
				</button>
			)}
		</div>
	);
}

function Earlier({
	before,
	onEarlier,
}: {
	readonly before: number | undefined;
	readonly onEarlier: (before: number) => void;
}) {
	const { say } = useWords();
	if (before === undefined) return null;
	return (
		<button type="button" class="earlier" onClick={() => onEarlier(before)}>
			{say("earlier")}
		</button>
	);
}

function Hello({ state: { bot } }: Pick<LogProps, "state">) {
	const { say } = useWords();
	return (
		<div class="hello">
			<img src="/people/bot.svg" alt="" width="72" height="72" />
			<h3>{say("helloTitle")}</h3>
			<p>{say("helloAbout", { name: bot.displayName })}</p>
		</div>
	);
}

function Typing({ state: { typing } }: Pick<LogProps, "state">) {
	const { say } = useWords();
	if (typing === undefined) return null;
	return (
		<p class="typing">
			<Avatar of={typing} />
			<span class="dots" aria-hidden="true">
				<i />
				<i />
				<i />
			</span>
			<span>{say("typing", { name: typing.displayName })}</span>
		</p>
	);
}

/** What may be said next with one press. */
function Choices({ state, actions }: Pick<LogProps, "state" | "actions">) {
	const { language, say } = useWords();
	const isNew = state.lines.length === 0 && state.pending.length === 0 && state.link !== "connecting";
	const choices = isNew
		? firstQuestions.map((words) => ({ title: words[language], press: () => actions.say(words[language]) }))
		: choicesOf(state).map(({ said, title, value }) => ({
				title,
				press: pressing(actions.press, said, value),
			}));
	if (choices.length === 0) return null;
	return (
		<ul class="choices" aria-label={say("suggestions")}>
			{choices.map(({ title, press }) => (
				<li key={title}>
					<button type="button" onClick={press}>
						{title}
					</button>
				</li>
			))}
		</ul>
	);
}

function pressing(press: Press, said: string, value: string | undefined): () => void {
	return () => press(said, value);
}
