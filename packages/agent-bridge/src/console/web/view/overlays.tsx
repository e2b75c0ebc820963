import type { Talk } from "../model/talk.js";
import { CloseDialog } from "./close-dialog.js";
import { DeclineDialog, TakeOverDialog } from "./confirm-dialogs.js";
import { HandOverDialog } from "./hand-over-dialog.js";
import { HelpDialog } from "./help-dialog.js";
import { NoticesDialog } from "./notices-dialog.js";
import { usePage } from "./page.js";
import { RepliesDialog } from "./replies-dialog.js";

/** Whatever is open above the page. */
export function Overlays({ talk }: { readonly talk: Talk | undefined }) {
	const { overlay } = usePage();
	if (overlay === "help") return <HelpDialog />;
	if (overlay === "notices") return <NoticesDialog />;
	if (overlay === "replies") return <RepliesDialog />;
	if (overlay === undefined || talk === undefined) return null;
	switch (overlay) {
		case "handOver":
			return <HandOverDialog talk={talk} />;
		case "takeOver":
			return <TakeOverDialog talk={talk} />;
		case "decline":
			return <DeclineDialog talk={talk} />;
		case "close":
			return <CloseDialog talk={talk} />;
	}
}
