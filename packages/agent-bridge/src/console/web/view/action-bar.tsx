import type { ActionName } from "../model/actions.js";
import { standingOf } from "../model/standing.js";
import type { Talk } from "../model/talk.js";
import { useWords } from "../words/words.js";
import { Button } from "./button.js";
import { useDeskState } from "./desk-context.js";
import type { IconName } from "./icon.js";
import { useActions } from "./use-actions.js";

interface Offered {
	readonly name: ActionName;
	readonly icon: IconName;
	readonly key?: string;
}

const offered: readonly Offered[] = [
	{ name: "take", icon: "check", key: "T" },
	{ name: "decline", icon: "close" },
	{ name: "withdraw", icon: "undo" },
	{ name: "release", icon: "release", key: "R" },
	{ name: "handOver", icon: "hand", key: "H" },
	{ name: "watch", icon: "eye", key: "W" },
	{ name: "unwatch", icon: "eye", key: "W" },
	{ name: "close", icon: "close", key: "X" },
];

/** What can be done about the control of a conversation. */
export function ActionBar({ talk }: { readonly talk: Talk }) {
	const { actions } = useWords();
	const { me } = useDeskState();
	const { available, isWorking, act } = useActions(talk);
	const takes = standingOf(talk.snapshot, me).type === "others" ? actions.takeOver : actions.take;
	return (
		<div class="actions" role="toolbar" aria-label={actions.toolbar}>
			{offered
				.filter(({ name }) => available.has(name))
				.map(({ name, icon, key }) => (
					<Button
						key={name}
						icon={icon}
						hint={key}
						look={name === "take" ? "primary" : "plain"}
						isDisabled={isWorking}
						onClick={() => act(name)}
					>
						{name === "take" ? takes : actions[name as Exclude<ActionName, "say" | "note" | "askRating">]}
					</Button>
				))}
		</div>
	);
}
