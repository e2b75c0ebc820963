import type { NoteItem, TimelineItem } from "../model/timeline.js";
import { useWords } from "../words/words.js";
import { Avatar } from "./avatar.js";
import { DraftLine } from "./draft-line.js";
import { Icon } from "./icon.js";
import { Day, Moment } from "./moment.js";
import { SaidRow } from "./said-row.js";
import { SystemLine } from "./system-line.js";
import { TextWithLinks } from "./text-with-links.js";

/** One line of the timeline, whatever it is. */
export function TimelineRow({ item }: { readonly item: TimelineItem }) {
	switch (item.kind) {
		case "said":
			return <SaidRow item={item} />;
		case "system":
			return <SystemLine item={item} />;
		case "note":
			return <NoteRow item={item} />;
		case "draft":
			return <DraftLine draft={item.draft} />;
		case "session":
			return <SessionBorder number={item.number} />;
		case "day":
			return (
				<li class="day">
					<span>
						<Day at={item.at} />
					</span>
				</li>
			);
	}
}

function SessionBorder({ number }: { readonly number: number }) {
	const { transcript } = useWords();
	return (
		<li class="day day-session">
			<span>{transcript.session(number)}</span>
		</li>
	);
}

function NoteRow({ item: { at, name, avatar, text } }: { readonly item: NoteItem }) {
	const { transcript } = useWords();
	return (
		<li class="note">
			<p class="note-by">
				{name === undefined ? <Icon name="note" /> : <Avatar name={name} picture={avatar} voice="human" />}
				<span>{name === undefined ? transcript.note : transcript.noteBy(name)}</span>
				<Moment at={at} />
			</p>
			<p class="note-text">
				<TextWithLinks text={text} />
			</p>
		</li>
	);
}
