import { useMemo } from "preact/hooks";
import type { Talk } from "../model/talk.js";
import { timelineOf } from "../model/timeline.js";
import { useWords } from "../words/words.js";
import { useDesk, useDeskState } from "./desk-context.js";
import { Icon } from "./icon.js";
import { PendingItems } from "./pending-items.js";
import { TypingLine } from "./typing-line.js";
import { useRows } from "./use-rows.js";
import { useScroll } from "./use-scroll.js";

interface TimelineProps {
	readonly talk: Talk;
	/** The draft that is shown below and not here. */
	readonly dockedId: string | undefined;
}

/** The conversation from its first known line to its last. */
export function Timeline({ talk, dockedId }: TimelineProps) {
	const { transcript } = useWords();
	const { me } = useDeskState();
	const { entries, deliveries, snapshot, pending } = talk;
	const firstPosition = entries[0]?.position;
	const lastPosition = entries.at(-1)?.position;
	const { scroller, isAtEnd, onScroll, goToEnd } = useScroll({
		firstPosition,
		lastPosition,
		pending: pending.length,
	});
	const items = useMemo(
		() => timelineOf(talk, me).filter(({ key }) => key !== dockedId),
		[entries, deliveries, snapshot, me, dockedId],
	);
	const rows = useRows(items);
	return (
		<div class="timeline-frame">
			<section
				class="timeline"
				ref={scroller}
				onScroll={onScroll}
				// biome-ignore lint/a11y/noNoninteractiveTabindex: whoever reads by keyboard scrolls here
				tabIndex={0}
				aria-label={transcript.log}
			>
				<div class="timeline-column">
					<Earlier talk={talk} />
					<ol class="timeline-items">
						{rows}
						<PendingItems pending={pending} />
					</ol>
					<TypingLine talk={talk} />
				</div>
			</section>
			{!isAtEnd && (
				<button type="button" class="to-end" onClick={goToEnd}>
					<Icon name="down" />
					{transcript.newBelow}
				</button>
			)}
		</div>
	);
}

function Earlier({ talk }: { readonly talk: Talk }) {
	const { transcript } = useWords();
	const desk = useDesk();
	const { loading } = useDeskState();
	const { conversationId } = talk.snapshot;
	if (loading.has(conversationId)) return <p class="earlier">{transcript.loading}</p>;
	if (!talk.hasEarlier) return <p class="earlier">{talk.entries.length > 0 ? transcript.beginning : ""}</p>;
	return (
		<p class="earlier">
			<button type="button" class="link" onClick={() => void desk.readEarlier(conversationId)}>
				{transcript.earlier}
			</button>
		</p>
	);
}
