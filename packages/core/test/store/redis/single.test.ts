import { type RedisServer, startRedis } from "../../../src/testing/redis-servers.js";
import { storeContract } from "../../../src/testing/store-contract.js";
import { opening } from "./contract.js";

/** All that the store may do, as docs/redis.md has it. */
const allowed = "~* &* -@all +@read +@write +@scripting +@connection +ssubscribe +spublish +time";

describe("one Redis server", () => {
	let server: RedisServer;

	before(async () => {
		server = await startRedis({ user: `baton on >secret ${allowed}` });
	});

	after(() => server.stop());

	storeContract(
		"redis",
		opening(
			async () => ({
				client: { url: server.url, username: "baton", password: "secret" },
				partitions: 16,
			}),
			() => [server.url],
		),
	);
});
