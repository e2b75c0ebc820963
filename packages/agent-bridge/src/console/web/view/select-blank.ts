import { places } from "./page.js";

/** Puts the cursor onto a placeholder, so that what is typed next takes its place; else to the end. */
export function selectBlank(blank: string | undefined): void {
	// Once the field has the new text, and before the next key.
	queueMicrotask(() => {
		const field = document.getElementById(places.composer);
		if (!(field instanceof HTMLTextAreaElement)) return;
		const start = blank === undefined ? -1 : field.value.indexOf(blank);
		field.focus();
		if (blank === undefined || start < 0) field.setSelectionRange(field.value.length, field.value.length);
		else field.setSelectionRange(start, start + blank.length);
	});
}
