import type { Arrival } from "./street.js";

/** Tells of each arrival whether its label is true: from joined to left nobody else speaks, and HUMAN is who has joined. */
export function watchLabels(): (arrival: Arrival) => boolean {
	let joined: string | undefined;
	return function isTrue({ kind, label, name }) {
		const human = joined;
		if (kind === "joined") joined = name;
		if (kind === "left") joined = undefined;
		if (kind === "joined") return human === undefined;
		if (kind === "left") return human === name;
		if (kind === "notice") return true;
		return label === "HUMAN" ? human === name : human === undefined;
	};
}
