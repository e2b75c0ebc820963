import { unshown } from "../model/channel-rules.js";
import { type Draft, questionOf } from "../model/draft.js";
import { standingOf } from "../model/standing.js";
import type { Talk } from "../model/talk.js";
import { channelName } from "../words/names.js";
import { useWords } from "../words/words.js";
import { Button } from "./button.js";
import { ContentView } from "./content-view.js";
import { correctDraft } from "./correct-draft.js";
import { useDesk, useDeskState } from "./desk-context.js";
import { Icon } from "./icon.js";
import { MeantSelect } from "./meant-select.js";
import { goOnWriting } from "./take-and-write.js";

interface DraftDockProps {
	readonly talk: Talk;
	readonly draft: Draft;
}

/** What the bot would say: to be sent, corrected or discarded. */
export function DraftDock({ talk, draft }: DraftDockProps) {
	const words = useWords();
	const desk = useDesk();
	const { connection, me, texts, working } = useDeskState();
	const { conversationId } = talk.snapshot;
	const isMine = standingOf(talk.snapshot, me).type === "mine";
	const isDisabled = connection !== "open" || working.has(conversationId);
	const question = questionOf(talk, draft);
	const hidden = unshown(talk.snapshot.channel, draft.contents);
	if (texts.get(conversationId)?.correcting === draft.id) return null;
	return (
		<section class="draft" aria-labelledby="draft-title">
			<header class="draft-top">
				<Icon name="spark" />
				<h2 id="draft-title">{words.draft.title}</h2>
				{draft.confidence !== undefined && <Confidence value={draft.confidence} />}
				<span class="draft-why">{words.draft.why[draft.why]}</span>
			</header>
			{question !== undefined && <p class="draft-question">{words.draft.answers(question)}</p>}
			<div class="draft-text">
				{draft.contents.length === 0 && <p>{words.draft.empty}</p>}
				{draft.contents.map((content, index) => (
					<ContentView key={index} content={content} />
				))}
			</div>
			{hidden.length > 0 && (
				<p class="draft-warning">
					{words.draft.unshown(
						channelName(talk.snapshot.channel, words),
						hidden.map((type) => words.queue.what[type]),
					)}
				</p>
			)}
			<TakenFor draft={draft} />
			<MeantSelect botId={talk.snapshot.botId} draft={draft} />
			<div class="draft-actions">
				<Button
					look="bot"
					icon="send"
					hint="Ctrl ↵"
					isDisabled={isDisabled}
					onClick={() => {
						void desk.sendDraft(talk, draft);
						goOnWriting();
					}}
				>
					{isMine ? words.draft.send : words.draft.takeAndSend}
				</Button>
				{isMine && (
					<Button
						icon="edit"
						hint="E"
						isDisabled={isDisabled}
						onClick={() => correctDraft(desk, talk, draft)}
					>
						{words.draft.correct}
					</Button>
				)}
				<Button
					look="quiet"
					hint="D"
					isDisabled={isDisabled}
					onClick={() => void desk.discardDraft(talk, draft)}
				>
					{words.draft.discard}
				</Button>
			</div>
		</section>
	);
}

/** What the bot took the user's words for, and what it would have taken them for next. */
function TakenFor({ draft: { intent, confidence, runnerUp } }: { readonly draft: Draft }) {
	const { draft } = useWords();
	if (intent === undefined) return null;
	const best = draft.guess(intent, confidence);
	const next = runnerUp && draft.guess(runnerUp.intent, runnerUp.confidence);
	return <p class="draft-taken">{draft.takenFor(best, next)}</p>;
}

/** How sure the bot was, to the eye and in words. */
function Confidence({ value }: { readonly value: number }) {
	const { draft } = useWords();
	const percent = Math.round(Math.min(1, Math.max(0, value)) * 100);
	return (
		<span class="confidence">
			<span class="meter" aria-hidden="true">
				<i style={{ width: `${percent}%` }} />
			</span>
			{draft.confidence(percent)}
		</span>
	);
}
