import { embeddedStore } from "@baton/core/embedded";
import { openName } from "../contenders/open-conversations.js";
import { plainHandoff } from "../contenders/plain-handoff.js";
import { answering, said, TurnAdapter } from "../contenders/turn-adapter.js";
import { serve } from "../network/serve.js";

/** A bot on the embedded store that is here when it has served a turn; as `busy` it goes on with more. */
const [path = "", what] = process.argv.slice(2);
const adapter = new TurnAdapter();
const handoff = plainHandoff(embeddedStore({ path }));
adapter.use(handoff);
handoff.host({ adapter, run: answering });
await turn();
serve({});
while (what === "busy") await turn();

async function turn(): Promise<void> {
	const answered = adapter.whenSent(adapter.sent + 1);
	await adapter.run(said(openName(0), `m${Date.now()}-${adapter.sent}`), answering);
	await answered;
}
