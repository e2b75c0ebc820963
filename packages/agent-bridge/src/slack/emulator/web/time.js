/** @param {number} at epoch milliseconds */
export function timeOf(at) {
	return new Date(at).toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });
}

/** @param {number} at epoch milliseconds */
export function dayOf(at) {
	const day = new Date(at);
	const now = new Date();
	if (day.toDateString() === now.toDateString()) return "Today";
	now.setDate(now.getDate() - 1);
	if (day.toDateString() === now.toDateString()) return "Yesterday";
	return day.toLocaleDateString([], { weekday: "long", month: "long", day: "numeric" });
}

/**
 * A time in the reader's words. https://docs.slack.dev/messaging/formatting-message-text/#date-formatting
 *
 * @param {number} at epoch milliseconds
 * @param {string} pattern
 */
export function dated(at, pattern) {
	const day = new Date(at);
	return pattern
		.replaceAll(/\{date(?:_short|_long)?_pretty\}/g, dayOf(at))
		.replaceAll("{date_num}", day.toLocaleDateString("sv"))
		.replaceAll(/\{date(?:_short|_long)?\}/g, day.toLocaleDateString([], { dateStyle: "long" }))
		.replaceAll("{time_secs}", day.toLocaleTimeString())
		.replaceAll("{time}", timeOf(at));
}

/** @param {number} bytes */
export function sizeOf(bytes) {
	if (bytes < 1000) return `${bytes} bytes`;
	return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
