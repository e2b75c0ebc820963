import { type RedisServer, startRedis } from "../../../src/testing/redis-servers.js";
import { storeContract } from "../../../src/testing/store-contract.js";
import { opening } from "./contract.js";

describe("one Redis server", () => {
	let server: RedisServer;

	before(async () => {
		server = await startRedis();
	});

	after(() => server.stop());

	storeContract(
		"redis",
		opening(
			async () => ({ url: server.url }),
			() => [server.url],
		),
	);
});
