import { bridgeServer } from "@baton/agent-bridge";
import { createHandoff } from "@baton/core";
import { openStore, readOrders, secrets, shop } from "../settings.js";
import { reporting } from "./report.js";

const { redis, port } = readOrders();
const store = await openStore(redis);
const report = reporting();
const handoff = createHandoff({
	...shop,
	store,
	observer: report.observer,
	logger: { error: count, warn: () => {}, info: () => {} },
});
const server = bridgeServer({ handoff, apps: secrets, onError: count });
await server.listen(port);

function count(): void {
	report.counts.refusedByStore += 1;
}

process.on("SIGTERM", () => {
	void server
		.close()
		.then(() => handoff.stop())
		.finally(() => process.exit());
});
process.on("disconnect", () => process.exit());
