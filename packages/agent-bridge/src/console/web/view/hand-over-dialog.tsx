import { useState } from "preact/hooks";
import type { Talk } from "../model/talk.js";
import { useWords } from "../words/words.js";
import { Button } from "./button.js";
import { useDesk, useDeskState } from "./desk-context.js";
import { Dialog } from "./dialog.js";
import { usePage } from "./page.js";

/** Offers control to another app, or to whichever desk is free. */
export function HandOverDialog({ talk }: { readonly talk: Talk }) {
	const { handOver: words, desk: deskWords } = useWords();
	const desk = useDesk();
	const { open } = usePage();
	const [toAppId, setToAppId] = useState("");
	const [note, setNote] = useState("");
	const close = () => open(undefined);

	function submit(event: Event): void {
		event.preventDefault();
		close();
		const { conversationId, epoch } = talk.snapshot;
		const to = toAppId === "" ? {} : { toAppId };
		const reason = note.trim() === "" ? {} : { note: note.trim() };
		void desk.command({ type: "handover", conversationId, epoch, ...to, ...reason });
	}

	return (
		<Dialog title={words.title} onClose={close}>
			<form onSubmit={submit}>
				<Targets chosen={toAppId} onChoose={setToAppId} />
				<label class="field">
					<span>{words.note}</span>
					<textarea
						rows={3}
						value={note}
						maxLength={4096}
						placeholder={words.notePlaceholder}
						onInput={({ currentTarget }) => setNote(currentTarget.value)}
					/>
				</label>
				<p class="dialog-remark">{words.stays}</p>
				<div class="dialog-foot">
					<Button look="quiet" onClick={close}>
						{deskWords.cancel}
					</Button>
					<Button look="primary" type="submit" icon="hand">
						{words.submit}
					</Button>
				</div>
			</form>
		</Dialog>
	);
}

interface TargetsProps {
	readonly chosen: string;
	readonly onChoose: (appId: string) => void;
}

function Targets({ chosen, onChoose }: TargetsProps) {
	const { handOver: words } = useWords();
	const { apps, me } = useDeskState();
	const others = [...apps].filter(([appId]) => appId !== me?.appId);
	const choices = [
		{ appId: "", name: words.anybody, kind: "" },
		...others.map(([appId, { displayName, kind }]) => ({
			appId,
			name: displayName,
			kind: words.kinds[kind],
		})),
	];
	return (
		<fieldset class="targets">
			<legend>{words.to}</legend>
			{choices.map(({ appId, name, kind }) => (
				<label key={appId}>
					<input
						type="radio"
						name="target"
						value={appId}
						checked={appId === chosen}
						onChange={() => onChoose(appId)}
					/>
					<span>{name}</span>
					{kind !== "" && <small>{kind}</small>}
				</label>
			))}
		</fieldset>
	);
}
