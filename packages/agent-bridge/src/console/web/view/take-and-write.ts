import type { Desk } from "../desk/desk.js";
import type { Talk } from "../model/talk.js";
import { focusNext, places } from "./page.js";

/** Who takes a conversation writes: what is typed from now on is words, and no letter of it is a command. */
export function takeAndWrite(desk: Desk, talk: Talk): Promise<unknown> {
	const taken = desk.take(talk);
	goOnWriting();
	return taken;
}

/** The same with whoever has waited longest; where there is nobody, the focus stays. */
export async function takeNextAndWrite(desk: Desk): Promise<void> {
	if (await desk.takeNext()) goOnWriting();
}

export function goOnWriting(): void {
	// On a screen that is touched, the field would bring up a keyboard over what is to be read first.
	if (!matchMedia("(pointer: coarse)").matches) focusNext(places.composer);
}
