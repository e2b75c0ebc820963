import { useState } from "preact/hooks";
import { safeUrl } from "../../../content/safe-url.js";
import { initials, tintOf } from "../model/initials.js";
import { Icon } from "./icon.js";

interface AvatarProps {
	/** Nobody in particular, if absent. */
	readonly name: string | undefined;
	readonly picture?: string | undefined;
	readonly voice?: "user" | "bot" | "human";
	readonly size?: "small" | "large";
}

const tints = 6;

/** A picture, or initials on one of a few quiet tints. Says nothing to a screen reader: the name is beside it. */
export function Avatar({ name, picture, voice = "user", size = "small" }: AvatarProps) {
	const [failed, setFailed] = useState<string>();
	const url = safeUrl(picture, document.baseURI);
	const look = `avatar avatar-${size} avatar-${voice} tint-${tintOf(name ?? "", tints)}`;
	if (url !== undefined && url !== failed) {
		return (
			<span class={look} aria-hidden="true">
				<img src={url} alt="" referrerpolicy="no-referrer" onError={() => setFailed(url)} />
			</span>
		);
	}
	return (
		<span class={look} aria-hidden="true">
			{voice === "bot" ? <Icon name="spark" /> : name === undefined ? <Icon name="person" /> : initials(name)}
		</span>
	);
}
