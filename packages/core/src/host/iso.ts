let second = Number.NaN;
let prefix = "";

/**
 * What `toISOString` says, or `null` for an invalid date, as in JSON. Most dates that pass here are of the
 * present second, so everything but the milliseconds is kept from one call to the next.
 */
export function toIso(date: Date): string | null {
	const time = date.getTime();
	if (Number.isNaN(time)) return null;
	const seconds = Math.floor(time / 1000);
	if (seconds !== second) {
		second = seconds;
		prefix = new Date(seconds * 1000).toISOString().slice(0, -4);
	}
	return `${prefix}${digits(time - seconds * 1000)}Z`;
}

function digits(milliseconds: number): string {
	if (milliseconds > 99) return `${milliseconds}`;
	return milliseconds > 9 ? `0${milliseconds}` : `00${milliseconds}`;
}
