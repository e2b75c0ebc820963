import { reasonDetail } from "../model/reason-text.js";
import type { SystemEntry, SystemItem } from "../model/timeline.js";
import type { Words } from "../words/en.js";
import { appName, appNames } from "../words/names.js";
import { useWords } from "../words/words.js";
import { useProfiles } from "./desk-context.js";
import { Moment } from "./moment.js";

/** A line about the conversation, between what was said. */
export function SystemLine({ item }: { readonly item: SystemItem }) {
	const words = useWords();
	const state = useProfiles();
	const { entry, told, at } = item;
	return (
		<li class={`system system-${entry.type}`}>
			<span class="system-text">{textOf(entry, words, state)}</span>
			<Moment at={at} />
			{told !== undefined && entry.type === "notice" && <q class="system-told">{told}</q>}
		</li>
	);
}

function textOf(
	entry: SystemEntry,
	{ rating, system, reasons }: Words,
	state: ReturnType<typeof useProfiles>,
): string {
	switch (entry.type) {
		case "notice": {
			const known: Readonly<Record<string, string>> = system.notices;
			const told = known[entry.notice] ?? entry.notice;
			const { person } = entry;
			return person === undefined ? told : system.by(told, person.displayName);
		}
		case "joined":
			return system.joined(entry.person.displayName);
		case "left":
			return system.left(entry.person.displayName);
		case "handover": {
			const offered = system.handover(appNames(entry.toAppIds, state));
			const { type } = entry.reason;
			const detail = reasonDetail(entry.reason);
			return system.because(offered, detail === undefined ? reasons[type] : `${reasons[type]}, “${detail}”`);
		}
		case "handoverDeclined":
			return system.declined;
		case "handoverExpired":
			return system.expired;
		case "handoverWithdrawn":
			return system.withdrawn[entry.how];
		case "handoverConfirmed":
		case "takeoverConfirmed":
			return system.took(appName(entry.toAppId, state));
		case "release":
			return system.released;
		case "reminder":
			return system.reminder;
		case "mode":
			return system.mode[entry.mode];
		case "rating":
			return rating.given(entry.stars, entry.answer, entry.of);
		case "link":
			return entry.accountId === undefined ? system.unlinked : system.linked(entry.accountId);
		case "sessionEnd":
			return endOf(entry.why, system);
	}
}

/** A person may have said why. */
function endOf(why: string, system: Words["system"]): string {
	if (why === "closed") return system.sessionEnd;
	return why === "silence" ? system.silence : system.endedBecause(why);
}
