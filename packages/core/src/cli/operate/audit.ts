import type { AuditRecord } from "../../conversation/audit.js";
import type { Store } from "../../conversation/store.js";
import type { Subcommand } from "../subcommand.js";
import { configurationHelp, readWords, withHandoff } from "./configuration.js";
import { readDuration } from "./duration.js";
import { clean, moment, table } from "./print.js";

const pageSize = 500;

export const auditCommand: Subcommand = {
	summary: "shows who did what, the newest first",
	usage: `Shows what apps and people did and what was refused to them, the newest first. Never what was said.

  baton audit [--since 24h] [--app APP] [--person PERSON] [--conversation CONVERSATION] [--json]
              [--limit 100] [--config FILE]

  --since            30m, 24h, 7d: how far back
  --person           by their id
  --json             for programs: one record each line, times in epoch milliseconds
${configurationHelp}`,
	async run(words) {
		const names = ["since", "app", "person", "conversation"] as const;
		const { options, limit, flags, texts } = await readWords(words, { flags: ["json"], texts: names });
		const sinceMs = texts.since === undefined ? undefined : readDuration("since", texts.since);
		return withHandoff(options, async ({ store }) => {
			const since = sinceMs === undefined ? 0 : store.now() - sinceMs;
			const isWanted = (record: AuditRecord): boolean =>
				(texts.app === undefined || record.app === texts.app) &&
				(texts.person === undefined || record.person?.id === texts.person) &&
				(texts.conversation === undefined || record.conversation === texts.conversation);
			const records = await find(store, { since, limit, isWanted });
			print(records, flags.has("json"));
			return 0;
		});
	},
};

interface Search {
	readonly since: number;
	readonly limit: number;
	readonly isWanted: (record: AuditRecord) => boolean;
}

async function find(store: Store, { since, limit, isWanted }: Search): Promise<readonly AuditRecord[]> {
	const found: AuditRecord[] = [];
	let page = await store.readAudit({ limit: pageSize });
	while (page.length > 0) {
		for (const record of page) {
			if (record.at < since || found.length === limit) return found;
			if (isWanted(record)) found.push(record);
		}
		page = await store.readAudit({ limit: pageSize, before: page.at(-1) });
	}
	return found;
}

function print(records: readonly AuditRecord[], isJson: boolean): void {
	if (isJson) {
		for (const record of records) console.log(JSON.stringify(record));
		return;
	}
	const rows = records.map(({ at, app, person, role, what, outcome, conversation, about }) => [
		...[moment(at), app ?? "", clean(person?.displayName ?? ""), role ?? "", what, outcome],
		...[conversation ?? "", clean(about ?? "")],
	]);
	const headings = ["at", "app", "person", "role", "what", "outcome", "conversation", "about"];
	console.log(rows.length === 0 ? "Nothing was done" : table(headings, rows));
}
