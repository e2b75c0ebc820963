import { type ClusterServers, startCluster } from "../../../src/testing/redis-servers.js";
import { storeContract } from "../../../src/testing/store-contract.js";
import { opening } from "./contract.js";

describe("Redis Cluster", () => {
	let servers: ClusterServers;

	before(async function () {
		this.timeout(30_000);
		servers = await startCluster();
	});

	after(() => servers.stop());

	storeContract(
		"redis cluster",
		opening(
			async () => ({
				cluster: { rootNodes: servers.nodes.map(({ url }) => ({ url })) },
				partitions: 16,
			}),
			() => servers.nodes.slice(0, 3).map(({ url }) => url),
		),
	);
});
