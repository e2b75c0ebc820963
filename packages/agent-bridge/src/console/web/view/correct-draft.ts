import type { Desk } from "../desk/desk.js";
import type { Draft } from "../model/draft.js";
import type { Talk } from "../model/talk.js";
import { focusNext, places } from "./page.js";

/** Puts the draft into the field, to be sent in other words. */
export function correctDraft(desk: Desk, { snapshot }: Talk, { id, text }: Draft): void {
	desk.write(snapshot.conversationId, { text, mode: "reply", correcting: id });
	focusNext(places.composer);
}
