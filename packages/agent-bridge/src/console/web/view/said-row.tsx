import { useMemo } from "preact/hooks";
import type { DeskState } from "../model/desk-state.js";
import { reactionMark } from "../model/reaction.js";
import type { Pressed, SaidItem } from "../model/timeline.js";
import { isUndelivered } from "../model/undelivered.js";
import { useWords } from "../words/words.js";
import { Avatar } from "./avatar.js";
import { Badge } from "./badge.js";
import { ContentView } from "./content-view.js";
import { DeliveryMark } from "./delivery-mark.js";
import { useDesk, useDeskPart, useProfiles } from "./desk-context.js";
import { Icon } from "./icon.js";
import { Moment } from "./moment.js";

/** Something that the user said, or that the user was told, and by whom. */
export function SaidRow({ item }: { readonly item: SaidItem }) {
	const { transcript, user } = useWords();
	const { voice, isMine, isFirst, isLast, contents, pressed, change } = item;
	const name = item.name ?? (voice === "user" ? user.unknown : transcript[voice]);
	const look = `said said-${voice} ${isMine ? "said-mine" : ""} ${isFirst ? "said-first" : ""} ${isLast ? "said-last" : ""}`;
	return (
		<li class={look}>
			<span class="said-picture">
				{isLast && <Avatar name={item.name} picture={item.avatar} voice={voice} />}
			</span>
			<div class="said-body">
				<p class={isFirst ? "said-by" : "said-by unseen"}>
					<span>{name}</span>
					{voice !== "user" && <Badge voice={voice} />}
				</p>
				{change === "deleted" ? (
					<p class="bubble bubble-deleted">{transcript.deleted}</p>
				) : (
					<>
						{pressed !== undefined && <PressedButton pressed={pressed} item={item} />}
						{pressed === undefined &&
							contents.map((content, index) => <ContentView key={index} content={content} />)}
					</>
				)}
				<SaidFoot item={item} />
			</div>
		</li>
	);
}

interface PressedProps {
	readonly pressed: Pressed;
	readonly item: SaidItem;
}

function PressedButton({ pressed: { type, payload, isOurs }, item }: PressedProps) {
	const { transcript } = useWords();
	const title = item.contents.find((content) => content.type === "text")?.text;
	return (
		<p class="pressed">
			<Icon name="press" />
			<span class="unseen">{transcript.pressed}</span>
			<span class="pressed-title">{title ?? type}</span>
			{!isOurs && <code>{title === undefined ? payload : `${type} ${payload}`}</code>}
		</p>
	);
}

/** When it was said and how it went: once for what was said in one go, and wherever that differs. */
function SaidFoot({ item }: { readonly item: SaidItem }) {
	const { at, change, delivery, how, showsFate, voice } = item;
	const { transcript } = useWords();
	const remark = how === undefined ? undefined : transcript.how[how];
	const isPlain = change !== "edited" && remark === undefined && !delivery?.reaction;
	if (!showsFate && isPlain) return null;
	return (
		<p class="said-foot">
			<Moment at={at} />
			{change === "edited" && <span>{transcript.edited}</span>}
			{remark !== undefined && <span>{remark}</span>}
			{voice !== "user" && delivery !== undefined && <DeliveryMark delivery={delivery} />}
			{delivery?.reaction && <Reaction reaction={delivery.reaction} />}
			{(delivery?.state === "failed" || delivery?.state === "unknown") && <Again entryId={item.key} />}
		</p>
	);
}

function Reaction({ reaction }: { readonly reaction: string }) {
	const { transcript } = useWords();
	return (
		<span class="reaction">
			<span class="unseen">{transcript.reaction}</span>
			<bdi>{reactionMark(reaction)}</bdi>
		</span>
	);
}

/** What could not be sent can be sent again, or be left at that. */
function Again({ entryId }: { readonly entryId: string }) {
	const { transcript } = useWords();
	const desk = useDesk();
	const conversationId = useDeskPart(useMemo(() => unsentIn(entryId), [entryId]));
	const mayAct = useProfiles().me?.mayAct === true;
	if (conversationId === undefined || !mayAct) return null;
	return (
		<>
			<button type="button" class="link again" onClick={() => void desk.sayAgain(conversationId, entryId)}>
				{transcript.again}
			</button>
			<button type="button" class="link" onClick={() => void desk.giveUp(conversationId, entryId)}>
				{transcript.giveUp}
			</button>
		</>
	);
}

/** The conversation on screen, if this was not delivered in it and nobody has dealt with that. */
function unsentIn(entryId: string): (state: DeskState) => string | undefined {
	return ({ undelivered, selectedId }) =>
		selectedId !== undefined && isUndelivered(undelivered, selectedId, entryId) ? selectedId : undefined;
}
