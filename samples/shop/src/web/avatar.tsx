import type { Representative } from "@baton/core";
import { BotIcon, PersonIcon } from "./icons.js";
import { useWords } from "./words.js";

interface SpeakerProps {
	readonly of: Representative;
}

/** The picture of whoever writes: square for a bot, round for a person. */
export function Avatar({ of: { avatarImage, displayName, representativeType } }: SpeakerProps) {
	const shape = representativeType === "HUMAN" ? "avatar human" : "avatar bot";
	if (avatarImage !== undefined) return <img class={shape} src={avatarImage} alt="" width="40" height="40" />;
	return (
		<span class={`${shape} letter`} aria-hidden="true">
			{displayName.slice(0, 1)}
		</span>
	);
}

/** The word that says whether a bot or a human writes. */
export function Badge({ of: { representativeType } }: SpeakerProps) {
	const { say } = useWords();
	const isHuman = representativeType === "HUMAN";
	return (
		<span class={isHuman ? "badge human" : "badge bot"} data-label={representativeType}>
			{isHuman ? <PersonIcon /> : <BotIcon />}
			{say(isHuman ? "human" : "bot")}
		</span>
	);
}
