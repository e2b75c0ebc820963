import { embeddedStore } from "@baton/core/embedded";
import type { Contender } from "../measure/contender.js";
import type { Progress } from "../progress.js";
import { folderBytes, makeFolder } from "./folder.js";
import { openName } from "./open-conversation.js";
import { openConversations } from "./open-conversations.js";
import { plainHandoff } from "./plain-handoff.js";
import { answering, said, TurnAdapter } from "./turn-adapter.js";
import { checkAnswers } from "./turns.js";

/**
 * Turns of an embedded store in which so many conversations are open, each turn in any one of them. It does not wait
 * for the disk, which takes so long that nothing else would be seen.
 */
export async function amongOpen(name: string, open: number, progress: Progress): Promise<Contender> {
	const folder = await makeFolder();
	const store = embeddedStore({ path: folder.path, flush: false });
	await openConversations(store, open, progress);
	const bytes = await folderBytes(folder.path);
	const adapter = new TurnAdapter();
	const handoff = plainHandoff(store);
	adapter.use(handoff);
	handoff.host({ adapter, run: answering });
	let round = 0;
	return {
		name,
		prepare(turns) {
			round += 1;
			const activities = Array.from({ length: turns }, (_, index) =>
				said(openName(Math.floor(Math.random() * open)), `m${round}-${index}`),
			);
			const before = adapter.sent;
			return {
				async turn(index) {
					const activity = activities[index];
					const answered = adapter.whenSent(adapter.sent + 1);
					if (activity !== undefined) await adapter.run(activity, answering);
					await answered;
				},
				end: async () => checkAnswers(adapter.sent - before, turns),
			};
		},
		remarks: () => [`${open.toLocaleString("en")} conversations, ${(bytes / 1e6).toFixed(0)} MB`],
		async close() {
			await handoff.stop();
			await store.close();
			await folder.remove();
		},
	};
}
