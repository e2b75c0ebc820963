import type { NoticeName } from "../../control/effect.js";

/**
 * Everything the user may read in a system line. `{name}` stands for the person, `{time}` for when somebody is there
 * again, `{place}` for the user's place in line and `{wait}` for how long it may take.
 */
export type NoticeTextName =
	| NoticeName
	/** Instead of `nobodyFree`, where it is known when somebody is there again. */
	| "closedUntil"
	/** Buttons under both. */
	| "leaveMessage"
	| "noMessage"
	/** Added to `pleaseWait` and the like. */
	| "place"
	| "placeAndWait"
	| "joined"
	| "left"
	/** Stands for a person whose name is not known. */
	| "somebody";

/** Every text of one language. */
export type NoticeTexts = Readonly<Record<NoticeTextName, string>>;
