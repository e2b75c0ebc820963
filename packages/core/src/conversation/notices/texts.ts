import type { NoticeName } from "../../control/effect.js";

/** Everything the user may read in a system line; `{name}` stands for the person. */
export type NoticeTextName =
	| NoticeName
	| "joined"
	| "left"
	/** Stands for a person whose name is not known. */
	| "somebody";

/** Every text of one language. */
export type NoticeTexts = Readonly<Record<NoticeTextName, string>>;
