import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Snapshot } from "../../../protocol/parts.js";
import type { Talk } from "../model/talk.js";
import { type Target, targetsOf } from "../model/targets.js";
import { appName } from "../words/names.js";
import { useWords } from "../words/words.js";
import { Avatar } from "./avatar.js";
import { Button } from "./button.js";
import { useDesk, useDeskState } from "./desk-context.js";
import { Dialog } from "./dialog.js";
import { usePage } from "./page.js";

/** Offers control to a colleague by name, to another app, or to whichever desk is free. */
export function HandOverDialog({ talk }: { readonly talk: Talk }) {
	const { handOver: words, desk: deskWords } = useWords();
	const desk = useDesk();
	const state = useDeskState();
	const { open } = usePage();
	const targets = targetsOf(state, talk.snapshot);
	const [chosen, setChosen] = useState(targets[0]?.id ?? "");
	const [note, setNote] = useState("");
	const close = () => open(undefined);

	function submit(event: Event): void {
		event.preventDefault();
		close();
		const { conversationId, epoch } = talk.snapshot;
		const to = addressOf(targets.find(({ id }) => id === chosen));
		const reason = note.trim() === "" ? {} : { note: note.trim() };
		void desk.command({ type: "handover", conversationId, epoch, ...to, ...reason });
	}

	return (
		<Dialog title={words.title} onClose={close}>
			<form onSubmit={submit}>
				<Targets snapshot={talk.snapshot} chosen={chosen} onChoose={setChosen} />
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
				<p class="dialog-remark">{chosen.startsWith("person ") ? words.staysByName : words.stays}</p>
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

function addressOf(target: Target | undefined) {
	if (target === undefined) return {};
	if (target.type === "app") return { toAppId: target.appId };
	return { toAppId: target.colleague.appId, toPersonId: target.colleague.person.id };
}

interface TargetsProps {
	readonly snapshot: Snapshot;
	readonly chosen: string;
	readonly onChoose: (id: string) => void;
}

function Targets({ snapshot, chosen, onChoose }: TargetsProps) {
	const { handOver: words } = useWords();
	const state = useDeskState();
	const targets = targetsOf(state, snapshot);
	const people = targets.filter(({ type }) => type === "person");
	const apps = targets.filter(({ type }) => type === "app");
	const choice = (id: string, children: ComponentChildren) => (
		<label key={id}>
			<input type="radio" name="target" value={id} checked={id === chosen} onChange={() => onChoose(id)} />
			{children}
		</label>
	);
	return (
		<fieldset class="targets">
			<legend>{words.to}</legend>
			{people.map((target) =>
				choice(
					target.id,
					target.type === "person" && (
						<>
							<Avatar
								name={target.colleague.person.displayName}
								picture={target.colleague.person.avatarImage}
								voice="human"
							/>
							<span>{target.colleague.person.displayName}</span>
							<small class="target-here">{appName(target.colleague.appId, state)}</small>
						</>
					),
				),
			)}
			{people.length === 0 && <p class="dialog-remark">{words.nobodyHere}</p>}
			{apps.map((target) =>
				choice(
					target.id,
					target.type === "app" && (
						<>
							<span>{target.profile.displayName}</span>
							<small>{words.kinds[target.profile.kind]}</small>
						</>
					),
				),
			)}
			{apps.length > 0 && choice("", <span>{words.anybody}</span>)}
		</fieldset>
	);
}
