import { useEffect, useMemo, useRef } from "preact/hooks";
import type { DeskState } from "../model/desk-state.js";
import { openDraft } from "../model/draft.js";
import { newWordsOf } from "../model/filter.js";
import { lastWords } from "../model/last-words.js";
import { isMissed } from "../model/missed.js";
import type { QueueRow } from "../model/queue.js";
import { reasonDetail } from "../model/reason-text.js";
import { remindedSince } from "../model/reminded.js";
import type { Talk } from "../model/talk.js";
import { typistsOf } from "../model/typists.js";
import { channelName, holderName, needsText, userName } from "../words/names.js";
import { useWords } from "../words/words.js";
import { Avatar } from "./avatar.js";
import { useDesk, useDeskPart, useProfiles } from "./desk-context.js";
import { Lookers } from "./lookers.js";
import { Moment } from "./moment.js";
import { rowId } from "./page.js";
import { useNow } from "./use-now.js";
import { Waited } from "./waited.js";

interface QueueRowProps {
	readonly row: QueueRow;
	readonly isSelected: boolean;
}

/** One conversation in the queue. */
export function QueueRowButton({ row, isSelected }: QueueRowProps) {
	const words = useWords();
	const desk = useDesk();
	const button = useRef<HTMLButtonElement>(null);
	const { snapshot } = row.talk;
	const unread = isSelected ? 0 : newWordsOf(row);
	const name = userName(snapshot, words);
	useEffect(() => {
		if (isSelected) button.current?.scrollIntoView({ block: "nearest" });
	}, [isSelected]);
	return (
		<button
			ref={button}
			id={rowId(snapshot.conversationId)}
			type="button"
			class={`row ${unread > 0 ? "row-unread" : ""}`}
			aria-current={isSelected ? "true" : undefined}
			onClick={() => desk.select(snapshot.conversationId)}
		>
			<Avatar name={snapshot.user.name} />
			<span class="row-body">
				<span class="row-line">
					<span class="row-name">{name}</span>
					<RowTime row={row} />
				</span>
				<RowAbout row={row} />
				<span class="row-line">
					<RowWords row={row} />
					<Lookers conversationId={snapshot.conversationId} />
					{unread > 0 && (
						<span class="unread">
							<span aria-hidden="true">{unread}</span>
							<span class="unseen">{words.queue.unread(unread)}</span>
						</span>
					)}
				</span>
			</span>
		</button>
	);
}

function RowTime({ row: { talk, waitsSince } }: { readonly row: QueueRow }) {
	const words = useWords();
	if (waitsSince === undefined) return <Moment at={talk.snapshot.session.last * 1000} />;
	return (
		<span>
			<span class="unseen">{words.queue.waited("")}</span>
			<Waited since={waitsSince} isUrgent />
		</span>
	);
}

/** Where the user writes, and what a person should know before opening it. */
function RowAbout({ row: { standing, talk } }: { readonly row: QueueRow }) {
	const words = useWords();
	const profiles = useProfiles();
	const { snapshot } = talk;
	const { reason, needs } = snapshot.offer ?? {};
	const detail = reason && reasonDetail(reason);
	return (
		<span class="row-about">
			{standing.type === "waiting" && standing.isLeft === true && (
				<span class="row-reason">{words.queue.leftMessage}</span>
			)}
			{standing.type === "waiting" && reason !== undefined && (
				<span class={`row-reason reason-${reason.type}`}>
					{words.reasons[reason.type]}
					{detail !== undefined && `: ${detail}`}
				</span>
			)}
			{standing.type === "waiting" && needs !== undefined && <span>{needsText(needs, words)}</span>}
			<Unsent conversationId={snapshot.conversationId} />
			{remindedSince(talk, profiles.me) !== undefined && (
				<span class="row-alarm">{words.queue.reminded}</span>
			)}
			{standing.type === "bot" && isMissed(talk) && <span class="row-reason">{words.queue.missed}</span>}
			<span>{channelName(snapshot.channel, words)}</span>
			{standing.type === "others" && <span>{words.queue.heldBy(holderName(snapshot, profiles, words))}</span>}
			{standing.type === "mine" && openDraft(talk, profiles.me) !== undefined && (
				<span class="row-draft">{words.queue.draftReady}</span>
			)}
		</span>
	);
}

/** How much of what was said here could not be sent. */
function Unsent({ conversationId }: { readonly conversationId: string }) {
	const { queue } = useWords();
	const linesHere = useMemo(
		() => (state: DeskState) => state.undelivered.get(conversationId)?.length ?? 0,
		[conversationId],
	);
	const count = useDeskPart(linesHere);
	return count === 0 ? null : <span class="row-alarm">{queue.undelivered(count)}</span>;
}

function RowWords({ row: { talk } }: { readonly row: QueueRow }) {
	return talk.typing.has("user") ? <TypingOrWords talk={talk} /> : <LastWords talk={talk} />;
}

/** Whoever was typing may have stopped, which nobody tells. */
function TypingOrWords({ talk }: { readonly talk: Talk }) {
	const { queue } = useWords();
	const { me } = useProfiles();
	const isTyping = typistsOf(talk, me, useNow()).includes("user");
	return isTyping ? <span class="row-words row-typing">{queue.isTyping}</span> : <LastWords talk={talk} />;
}

function LastWords({ talk }: { readonly talk: Talk }) {
	const { queue } = useWords();
	const last = lastWords(talk);
	if (last === undefined) return <span class="row-words">{queue.noWords}</span>;
	return (
		<span class="row-words">
			{queue.by[last.by]}
			{last.text || queue.what[last.what]}
		</span>
	);
}
