import { embeddedStore } from "@baton/core/embedded";
import type { Contender } from "../measure/contender.js";
import { makeFolder } from "./folder.js";
import { plainHandoff } from "./plain-handoff.js";
import { answering, TurnAdapter, turnsAtOnce } from "./turn-adapter.js";

/** Turns in many conversations at once on the embedded store: what is acknowledged is on the disk. */
export async function onEmbedded(name: string, atOnce: number): Promise<Contender> {
	const folder = await makeFolder();
	const store = embeddedStore({ path: folder.path });
	const adapter = new TurnAdapter();
	const handoff = plainHandoff(store);
	adapter.use(handoff);
	handoff.host({ adapter, run: answering });
	return {
		name,
		prepare: turnsAtOnce(adapter, answering, { atOnce }),
		async close() {
			await handoff.stop();
			await store.close();
			await folder.remove();
		},
	};
}
