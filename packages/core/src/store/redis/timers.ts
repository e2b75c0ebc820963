import type { TimerName } from "../../control/effect.js";
import type { DueTimer } from "../../conversation/store.js";
import { firstOfAll, type Part, type Parts, type Row } from "./parts.js";

export function timersOf(parts: Parts): Part<"readDueTimers" | "nextTimer"> {
	return {
		async readDueTimers(limit) {
			const due = await firstOfAll(parts, { list: "timers", limit, upTo: parts.link.now() });
			return due.map((row) => toTimer(parts, row));
		},
		async nextTimer() {
			const [first] = await firstOfAll(parts, { list: "timers", limit: 1 });
			return first?.score;
		},
	};
}

/** The timer, the conversation and what it is about; the first two have no spaces. */
function toTimer({ keyspace, veil }: Parts, { member, score: dueAt }: Row): DueTimer {
	const [timer = "", key = ""] = member.split(" ", 2);
	const about = member.slice(timer.length + key.length + 2);
	return { key: keyspace.keyFrom(key), timer: timer as TimerName, about: veil.reveal(about, timer), dueAt };
}
