import { useEffect, useRef } from "preact/hooks";
import { openDraft } from "../model/draft.js";
import { lastWords } from "../model/last-words.js";
import { isMissed } from "../model/missed.js";
import type { QueueRow } from "../model/queue.js";
import { reasonDetail } from "../model/reason-text.js";
import type { Standing } from "../model/standing.js";
import { type Talk, unreadCount } from "../model/talk.js";
import { typistsOf } from "../model/typists.js";
import { channelName, holderName, userName } from "../words/names.js";
import { useWords } from "../words/words.js";
import { Avatar } from "./avatar.js";
import { useDesk, useProfiles } from "./desk-context.js";
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
	const isForMe = row.standing.type === "waiting" || row.standing.type === "mine";
	const unread = isSelected || !isForMe ? 0 : unreadCount(row.talk);
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

function RowTime({ row: { standing, talk } }: { readonly row: QueueRow }) {
	const words = useWords();
	const since = waitsSince(standing, talk);
	if (since === undefined) return <Moment at={talk.snapshot.session.last * 1000} />;
	return (
		<span>
			<span class="unseen">{words.queue.waited("")}</span>
			<Waited since={since} isUrgent />
		</span>
	);
}

/** Since when the user has waited for a person, or for an answer of this one. Epoch milliseconds. */
function waitsSince(standing: Standing, talk: Talk): number | undefined {
	if (standing.type === "waiting") return standing.since * 1000;
	const last = standing.type === "mine" ? lastWords(talk) : undefined;
	return last?.by === "user" ? last.at : undefined;
}

/** Where the user writes, and what a person should know before opening it. */
function RowAbout({ row: { standing, talk } }: { readonly row: QueueRow }) {
	const words = useWords();
	const profiles = useProfiles();
	const { snapshot } = talk;
	const reason = snapshot.offer?.reason;
	return (
		<span class="row-about">
			{standing.type === "waiting" && reason !== undefined && (
				<span class={`row-reason reason-${reason.type}`}>
					{words.reasons[reason.type]}
					{reasonDetail(reason) !== undefined && `: ${reasonDetail(reason)}`}
				</span>
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
