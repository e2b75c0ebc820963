/** What Messenger calls its reactions by. */
const marks: Readonly<Record<string, string>> = {
	smile: "😆",
	angry: "😠",
	sad: "😢",
	wow: "😮",
	love: "❤️",
	like: "👍",
	dislike: "👎",
	yay: "🎉",
};

/** A reaction as people know it: the sign for a name of the platform, else as it came, cut to a few letters. */
export function reactionMark(reaction: string): string {
	return Object.hasOwn(marks, reaction) ? (marks[reaction] ?? reaction) : [...reaction].slice(0, 12).join("");
}
