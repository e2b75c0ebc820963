import type { TargetedKeyboardEvent } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { type ComposerText, emptyText } from "../model/composer-text.js";
import { isTaking } from "../model/desk-state.js";
import { standingOf } from "../model/standing.js";
import type { Talk } from "../model/talk.js";
import { userName } from "../words/names.js";
import { useWords } from "../words/words.js";
import { Avatar } from "./avatar.js";
import { Badge } from "./badge.js";
import { Button } from "./button.js";
import { useDesk, useDeskState } from "./desk-context.js";
import { IconButton } from "./icon-button.js";
import { Locked } from "./locked.js";
import { places } from "./page.js";
import { ReplyWindow, useReplyOver } from "./reply-window.js";
import { useActions } from "./use-actions.js";

/** Where a person writes: to the user as a human, or a note to colleagues. */
export function Composer({ talk }: { readonly talk: Talk }) {
	const words = useWords();
	const desk = useDesk();
	const state = useDeskState();
	const { texts, me } = state;
	const { available } = useActions(talk);
	const { conversationId } = talk.snapshot;
	const written = texts.get(conversationId) ?? emptyText;
	const isNote = written.mode === "note";
	const isLocked = !isNote && standingOf(talk.snapshot, me).type !== "mine";
	const maySend = available.has(isNote ? "note" : "say");
	const name = userName(talk.snapshot, words);
	const field = useGrowingField(written.text);
	const isOver = useReplyOver(talk) && !isNote;

	const write = (change: Partial<ComposerText>) => desk.write(conversationId, { ...written, ...change });
	const submit = () => {
		if (maySend && !isOver) void desk.submit(talk);
	};

	return (
		<form
			class={`composer ${isNote ? "composer-note" : ""}`}
			onSubmit={(event) => {
				event.preventDefault();
				submit();
			}}
		>
			<ModeSwitch mode={written.mode} onSwitch={(mode) => write({ mode, correcting: undefined })} />
			{written.correcting !== undefined && (
				<p class="correcting">
					{words.composer.correcting}
					<IconButton
						icon="close"
						label={words.composer.stopCorrecting}
						onClick={() => desk.write(conversationId, emptyText)}
					/>
				</p>
			)}
			{isLocked && <Locked talk={talk} />}
			{!isLocked && !isNote && <ReplyWindow talk={talk} />}
			<textarea
				ref={field}
				id={places.composer}
				rows={1}
				value={written.text}
				aria-label={isNote ? words.composer.noteLabel : words.composer.label(name)}
				placeholder={isNote ? words.composer.notePlaceholder : words.composer.placeholder(name)}
				aria-describedby={isLocked ? undefined : "composer-hint"}
				hidden={isLocked && written.text === "" && !isTaking(state, conversationId)}
				onInput={({ currentTarget }) => write({ text: currentTarget.value })}
				onKeyDown={(event) => sendOnEnter(event, submit)}
			/>
			{!isLocked && (
				<div class="composer-foot">
					{!isNote && <WriteAs />}
					<span class="composer-hint" id="composer-hint">
						{words.composer.hint}
					</span>
					<Button
						type="submit"
						look="primary"
						icon="send"
						isDisabled={!maySend || isOver || written.text.trim() === ""}
					>
						{isNote ? words.composer.sendNote : words.composer.send}
					</Button>
				</div>
			)}
		</form>
	);
}

/** Enter sends; with Shift, or while an input method composes, it writes. */
function sendOnEnter(event: TargetedKeyboardEvent<HTMLTextAreaElement>, send: () => void): void {
	if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.metaKey || event.isComposing) return;
	event.preventDefault();
	send();
}

interface ModeSwitchProps {
	readonly mode: ComposerText["mode"];
	readonly onSwitch: (mode: ComposerText["mode"]) => void;
}

function ModeSwitch({ mode, onSwitch }: ModeSwitchProps) {
	const { composer } = useWords();
	return (
		<fieldset class="mode-switch">
			<legend class="unseen">{composer.mode}</legend>
			{(["reply", "note"] as const).map((one) => (
				<button key={one} type="button" aria-pressed={one === mode} onClick={() => onSwitch(one)}>
					{composer[one]}
				</button>
			))}
		</fieldset>
	);
}

/** What the user sees of whoever writes here. */
function WriteAs() {
	const { composer } = useWords();
	const { me } = useDeskState();
	if (me?.person === undefined) return null;
	const { displayName, avatarImage } = me.person;
	return (
		<span class="write-as">
			<span class="write-as-lead">{composer.writeAs}</span>
			<Avatar name={displayName} picture={avatarImage} voice="human" />
			<span class="write-as-name">{displayName}</span>
			<Badge voice="human" />
		</span>
	);
}

/** As high as what is written in it, up to what the style sheet allows. */
function useGrowingField(text: string) {
	const field = useRef<HTMLTextAreaElement>(null);
	useLayoutEffect(() => {
		const element = field.current;
		if (element === null) return;
		element.style.height = "auto";
		element.style.height = `${element.scrollHeight}px`;
	}, [text]);
	return field;
}
