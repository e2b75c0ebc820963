import type { Talk } from "../model/talk.js";
import { holderName } from "../words/names.js";
import { useWords } from "../words/words.js";
import { Button } from "./button.js";
import { useDesk, useDeskState } from "./desk-context.js";
import { Dialog } from "./dialog.js";
import { usePage } from "./page.js";
import { takeAndWrite } from "./take-and-write.js";

interface ConfirmProps {
	readonly title: string;
	readonly text: string;
	readonly submit: string;
	readonly onSubmit: () => void;
}

/** Asks once more before something that others notice. */
function Confirm({ title, text, submit, onSubmit }: ConfirmProps) {
	const { desk } = useWords();
	const { open } = usePage();
	const close = () => open(undefined);
	return (
		<Dialog title={title} onClose={close}>
			<p>{text}</p>
			<div class="dialog-foot">
				<Button look="quiet" onClick={close}>
					{desk.cancel}
				</Button>
				<Button
					look="primary"
					onClick={() => {
						close();
						onSubmit();
					}}
				>
					{submit}
				</Button>
			</div>
		</Dialog>
	);
}

export function TakeOverDialog({ talk }: { readonly talk: Talk }) {
	const words = useWords();
	const desk = useDesk();
	const name = holderName(talk.snapshot, useDeskState(), words);
	const { title, text, submit } = words.takeOver;
	return (
		<Confirm
			title={title(name)}
			text={text(name)}
			submit={submit}
			onSubmit={() => void takeAndWrite(desk, talk)}
		/>
	);
}

export function DeclineDialog({ talk }: { readonly talk: Talk }) {
	const { decline } = useWords();
	const desk = useDesk();
	return <Confirm {...decline} onSubmit={() => void desk.decline(talk)} />;
}
