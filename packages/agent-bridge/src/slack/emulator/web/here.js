/** Where the page is: whose it is, and what it shows. In the address, so that it can be kept and shared. */

/** @typedef {"workspace" | "user" | "channel" | "thread"} Where */

/** @returns {URLSearchParams} */
export function here() {
	return new URLSearchParams(location.search);
}

/**
 * Goes somewhere else without loading the page again.
 *
 * @param {Partial<Record<Where, string | undefined>>} changes
 */
export function go(changes) {
	const next = here();
	for (const [name, value] of Object.entries(changes)) {
		if (value === undefined) next.delete(name);
		else next.set(name, value);
	}
	history.pushState(null, "", `?${next}`);
	dispatchEvent(new PopStateEvent("popstate"));
}
