import type { TargetedKeyboardEvent } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { openBlank } from "../model/canned-replies.js";
import { messagesFor } from "../model/channel-rules.js";
import { type ComposerText, emptyText } from "../model/composer-text.js";
import { isTaking } from "../model/desk-state.js";
import { standingOf } from "../model/standing.js";
import type { Talk } from "../model/talk.js";
import { channelName, userName } from "../words/names.js";
import { useWords } from "../words/words.js";
import { Button } from "./button.js";
import { useDesk, useDeskState } from "./desk-context.js";
import { IconButton } from "./icon-button.js";
import { Locked } from "./locked.js";
import { places } from "./page.js";
import { ReplyPicker, replyListId, replyOptionId } from "./reply-picker.js";
import { ReplyWindow, useReplyOver } from "./reply-window.js";
import { selectBlank } from "./select-blank.js";
import { useActions } from "./use-actions.js";
import { usePreference } from "./use-preference.js";
import { useReplyPicker } from "./use-reply-picker.js";
import { Preview, WriteAs } from "./write-as.js";

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
	const { type: standing } = standingOf(talk.snapshot, me);
	const isLocked = !isNote && standing !== "mine";
	const maySpeakFirst = isLocked && standing !== "others" && available.has("take");
	const maySend = available.has(isNote ? "note" : "say");
	const name = userName(talk.snapshot, words);
	const field = useGrowingField(written.text);
	const isOver = useReplyOver(talk) && !isNote;
	const [preview, setPreview] = usePreference("preview");
	const hasPreview = preview === "shown";

	const write = (change: Partial<ComposerText>) => desk.write(conversationId, { ...written, ...change });
	const picker = useReplyPicker({ talk, written, write });
	const submit = () => {
		const blank = openBlank(written);
		if (blank !== undefined) selectBlank(blank);
		else if (maySpeakFirst && !isOver) void desk.takeAndSubmit(talk);
		else if (maySend && !isOver) void desk.submit(talk);
	};

	return (
		<form
			class={`composer ${isNote ? "composer-note" : ""}`}
			onSubmit={(event) => {
				event.preventDefault();
				submit();
			}}
		>
			{picker !== undefined && !isLocked && (
				<ReplyPicker replies={picker.found} at={picker.at} onPick={picker.pick} />
			)}
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
			{isLocked && !(maySpeakFirst && written.text.trim() !== "") && <Locked talk={talk} />}
			{!isLocked && !isNote && <ReplyWindow talk={talk} />}
			{!isLocked && !isNote && hasPreview && <Preview talk={talk} text={written.text} />}
			<textarea
				ref={field}
				id={places.composer}
				rows={1}
				value={written.text}
				aria-label={isNote ? words.composer.noteLabel : words.composer.label(name)}
				placeholder={isNote ? words.composer.notePlaceholder : words.composer.placeholder(name)}
				aria-describedby={isLocked ? undefined : "composer-hint"}
				aria-autocomplete="list"
				aria-controls={picker === undefined ? undefined : replyListId}
				aria-activedescendant={
					picker === undefined || picker.found.length === 0 ? undefined : replyOptionId(picker.at)
				}
				hidden={isLocked && !maySpeakFirst && written.text === "" && !isTaking(state, conversationId)}
				onInput={({ currentTarget }) => write({ text: currentTarget.value })}
				onKeyDown={(event) => {
					if (picker?.onKey(event)) event.preventDefault();
					else if (event.key === "Tab" && goToBlank(event, written)) event.preventDefault();
					else sendOnEnter(event, submit);
				}}
			/>
			{(!isLocked || maySpeakFirst) && <Remark talk={talk} written={written} />}
			{!isLocked && (
				<div class="composer-foot">
					{!isNote && (
						<WriteAs
							talk={talk}
							hasPreview={hasPreview}
							onPreview={(isWanted) => setPreview(isWanted ? "shown" : "hidden")}
						/>
					)}
					<span class="composer-hint" id="composer-hint">
						{isNote ? words.composer.noteHint : words.composer.hint}
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
			{maySpeakFirst && written.text.trim() !== "" && (
				<div class="composer-foot">
					<span class="composer-hint" role="status">
						{words.composer.takesFirst[standing === "waiting" ? "waiting" : "bot"]}
					</span>
					<Button type="submit" look="primary" icon="send" isDisabled={isOver}>
						{words.composer.takeAndSend}
					</Button>
				</div>
			)}
		</form>
	);
}

/** What should be known before it is sent: what is still to be filled in, and how the channel takes it. */
function Remark({ talk: { snapshot }, written }: { readonly talk: Talk; readonly written: ComposerText }) {
	const words = useWords();
	const blank = openBlank(written);
	const parts = written.mode === "note" ? 1 : messagesFor(snapshot.channel, written.text);
	const channel = channelName(snapshot.channel, words);
	const text =
		blank !== undefined
			? words.replies.blank(blank)
			: parts > 1
				? words.composer.tooLong(channel, parts)
				: undefined;
	return (
		<p class="composer-remark" role="status">
			{text}
		</p>
	);
}

/** From one open placeholder to the next; where there is none, Tab does what it always does. */
function goToBlank(event: TargetedKeyboardEvent<HTMLTextAreaElement>, written: ComposerText): boolean {
	const blank = openBlank(written);
	if (blank === undefined || event.shiftKey) return false;
	selectBlank(blank);
	return true;
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
