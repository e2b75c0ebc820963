import { messagesFor, rulesOf } from "../model/channel-rules.js";
import type { Talk } from "../model/talk.js";
import { channelName } from "../words/names.js";
import { useWords } from "../words/words.js";
import { Avatar } from "./avatar.js";
import { Badge } from "./badge.js";
import { useProfiles } from "./desk-context.js";

interface WriteAsProps {
	readonly talk: Talk;
	readonly hasPreview: boolean;
	readonly onPreview: (isWanted: boolean) => void;
}

/** Whom the user sees writing here, as their channel shows it. */
export function WriteAs({ talk: { snapshot }, hasPreview, onPreview }: WriteAsProps) {
	const { composer } = useWords();
	const { me } = useProfiles();
	if (me?.person === undefined) return null;
	const { displayName, avatarImage } = me.person;
	return (
		<span class="write-as">
			<span class="write-as-lead">{composer.writeAs}</span>
			<Avatar name={displayName} picture={avatarImage} voice="human" />
			<span class="write-as-name">{displayName}</span>
			{rulesOf(snapshot.channel).showsLabel && <Badge voice="human" />}
			<button
				type="button"
				class="link preview-switch"
				aria-pressed={hasPreview}
				onClick={() => onPreview(!hasPreview)}
			>
				{composer.preview}
			</button>
		</span>
	);
}

interface PreviewProps {
	readonly talk: Talk;
	readonly text: string;
}

/** What is written as the user will get it. */
export function Preview({ talk: { snapshot }, text }: PreviewProps) {
	const words = useWords();
	const { me } = useProfiles();
	if (me?.person === undefined) return null;
	const { displayName, avatarImage } = me.person;
	const { channel } = snapshot;
	const { showsLabel } = rulesOf(channel);
	const parts = messagesFor(channel, text);
	return (
		<section class="preview" aria-label={words.composer.preview}>
			<p class="preview-title">
				{words.composer.seenAs(channelName(channel, words), showsLabel ? "label" : "persona")}
			</p>
			<div class="preview-said">
				<Avatar name={displayName} picture={avatarImage} voice="human" />
				<div>
					<p class="said-by">
						<span>{displayName}</span>
						{showsLabel && <Badge voice="human" />}
					</p>
					<p class="bubble">{text.trim() === "" ? "…" : text.trim()}</p>
				</div>
			</div>
			{parts > 1 && <p class="preview-title">{words.composer.parts(parts)}</p>}
		</section>
	);
}
