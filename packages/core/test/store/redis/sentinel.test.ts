import { type SentinelServers, startSentinel } from "../../../src/testing/redis-servers.js";
import { storeContract } from "../../../src/testing/store-contract.js";
import { opening } from "./contract.js";

describe("Redis with Sentinel", () => {
	let servers: SentinelServers;

	before(async function () {
		this.timeout(30_000);
		servers = await startSentinel();
	});

	after(() => servers.stop());

	storeContract(
		"redis with sentinel",
		opening(
			async () => ({
				sentinel: { name: servers.name, sentinelRootNodes: [...servers.sentinels] },
				partitions: 16,
			}),
			() => [servers.servers[0].url],
		),
	);
});
