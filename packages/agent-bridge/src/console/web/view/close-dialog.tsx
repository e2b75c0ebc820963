import { useState } from "preact/hooks";
import { standingOf } from "../model/standing.js";
import type { Talk } from "../model/talk.js";
import { useWords } from "../words/words.js";
import { Button } from "./button.js";
import { useDesk, useDeskState } from "./desk-context.js";
import { Dialog } from "./dialog.js";
import { usePage } from "./page.js";
import { useActions } from "./use-actions.js";

/** Ends a session, with a reason for the log. */
export function CloseDialog({ talk }: { readonly talk: Talk }) {
	const { close: words, desk: deskWords } = useWords();
	const desk = useDesk();
	const { me, closeReasons } = useDeskState();
	const { open } = usePage();
	const [why, setWhy] = useState("");
	const [asksRating, setAsksRating] = useState(false);
	const mayAsk = useActions(talk).available.has("askRating");
	const close = () => open(undefined);

	function submit(event: Event): void {
		event.preventDefault();
		close();
		const { conversationId, epoch } = talk.snapshot;
		const { type } = standingOf(talk.snapshot, me);
		const isHeldHere = type === "mine" || type === "others";
		const reason = why.trim() === "" ? {} : { why: why.trim() };
		void askFirst().then(() =>
			desk.command({ type: "close", conversationId, ...(isHeldHere ? { epoch } : {}), ...reason }),
		);
	}

	/** The question belongs to the session that ends. */
	async function askFirst(): Promise<void> {
		const { conversationId } = talk.snapshot;
		if (asksRating && mayAsk) await desk.command({ type: "askRating", conversationId });
	}

	return (
		<Dialog title={words.title} onClose={close}>
			<form onSubmit={submit}>
				<p>{words.text}</p>
				{closeReasons.length > 0 && (
					<fieldset class="reasons">
						<legend class="unseen">{words.reasons}</legend>
						{closeReasons.map((reason) => (
							<button
								key={reason}
								type="button"
								class="chip"
								aria-pressed={why === reason}
								onClick={() => setWhy(why === reason ? "" : reason)}
							>
								{reason}
							</button>
						))}
					</fieldset>
				)}
				<label class="field">
					<span>{words.why}</span>
					<input
						type="text"
						value={why}
						maxLength={4096}
						placeholder={words.whyHint}
						onInput={({ currentTarget }) => setWhy(currentTarget.value)}
					/>
				</label>
				{mayAsk && (
					<label class="switch">
						<input
							type="checkbox"
							checked={asksRating}
							onChange={({ currentTarget }) => setAsksRating(currentTarget.checked)}
						/>
						<span>{words.askRating}</span>
					</label>
				)}
				<div class="dialog-foot">
					<Button look="quiet" onClick={close}>
						{deskWords.cancel}
					</Button>
					<Button look="primary" type="submit">
						{words.submit}
					</Button>
				</div>
			</form>
		</Dialog>
	);
}
