import { remindedSince } from "../model/reminded.js";
import type { Talk } from "../model/talk.js";
import { userName } from "../words/names.js";
import { useWords } from "../words/words.js";
import { Button } from "./button.js";
import { useDesk, useDeskState } from "./desk-context.js";
import { Icon } from "./icon.js";
import { goOnWriting } from "./take-and-write.js";
import { useActions } from "./use-actions.js";
import { Waited } from "./waited.js";

/** Says that the user waits and the conversation is about to go back to the bot, and what to do about it. */
export function ReminderStrip({ talk }: { readonly talk: Talk }) {
	const words = useWords();
	const desk = useDesk();
	const { me } = useDeskState();
	const { isWorking, act } = useActions(talk);
	const since = remindedSince(talk, me);
	if (since === undefined) return null;
	const stay = (): void => {
		void desk.command({ type: "takeover", conversationId: talk.snapshot.conversationId });
		goOnWriting();
	};
	return (
		<section class="reminder" role="alert">
			<p>
				<Icon name="clock" />
				<span>
					{words.reminder.text(userName(talk.snapshot, words))} <Waited since={since} />
				</span>
			</p>
			<div class="reminder-actions">
				<Button look="primary" isDisabled={isWorking} onClick={stay}>
					{words.reminder.stay}
				</Button>
				<Button icon="release" hint="R" isDisabled={isWorking} onClick={() => act("release")}>
					{words.actions.release}
				</Button>
			</div>
		</section>
	);
}
