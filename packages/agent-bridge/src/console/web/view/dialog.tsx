import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { useWords } from "../words/words.js";
import { IconButton } from "./icon-button.js";

interface DialogProps {
	readonly title: string;
	readonly look?: "narrow" | "wide";
	readonly onClose: () => void;
	readonly children: ComponentChildren;
}

/** Something above the page that keeps the keyboard until it is closed, and then gives it back. */
export function Dialog({ title, look = "narrow", onClose, children }: DialogProps) {
	const { desk } = useWords();
	const dialog = useRef<HTMLDialogElement>(null);
	useLayoutEffect(() => {
		const element = dialog.current;
		element?.showModal();
		element?.querySelector<HTMLElement>("input:checked, input, textarea, .button-primary")?.focus();
		return () => element?.close();
	}, []);
	return (
		// biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the dialog does what Escape does.
		<dialog
			ref={dialog}
			class={`dialog dialog-${look}`}
			aria-labelledby="dialog-title"
			onCancel={(event) => {
				event.preventDefault();
				onClose();
			}}
			onClick={({ target, currentTarget }) => {
				if (target === currentTarget) onClose();
			}}
		>
			<div class="dialog-box">
				<header class="dialog-top">
					<h2 id="dialog-title">{title}</h2>
					<IconButton icon="close" label={desk.close} onClick={onClose} />
				</header>
				{children}
			</div>
		</dialog>
	);
}
