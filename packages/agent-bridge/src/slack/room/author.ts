import type { EntryFrameOf } from "../../protocol/entry-frame.js";
import type { Author } from "./post.js";
import type { Room } from "./room.js";

type Said = EntryFrameOf<"userSay" | "botSay" | "agentSay" | "notice">;

/** Whoever said it, with name and picture. */
export function authorOf(said: Said, { name }: Pick<Room, "name">): Author {
	if (said.type === "userSay")
		return {
			name: said.activity.from?.name ?? name,
			picture: pictureOf(said.activity.from),
			emoji: ":bust_in_silhouette:",
		};
	const { displayName, avatarImage, representativeType } = said.representative;
	const picture = webAddress(avatarImage);
	if (said.type === "notice") return { name: `${displayName} · notice`, picture, emoji: ":speech_balloon:" };
	if (representativeType === "BOT") return { name: displayName, picture, emoji: ":robot_face:" };
	return { name: `${displayName} (agent)`, picture, emoji: ":headphones:" };
}

/** Channels that know a customer's picture put it beside the name. */
function pictureOf(from: Readonly<Record<string, unknown>> | undefined): string | undefined {
	const { avatarImage, avatarUrl, picture } = from ?? {};
	return [avatarImage, avatarUrl, picture].map(webAddress).find((url) => url !== undefined);
}

function webAddress(value: unknown): string | undefined {
	return typeof value === "string" && /^https?:\/\//.test(value) ? value : undefined;
}
