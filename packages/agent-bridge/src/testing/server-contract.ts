import { currentRunner, type TestRunner } from "./runner.js";
import { serverConnectingContract } from "./server-contract-connecting.js";
import { serverControlContract } from "./server-contract-control.js";
import { serverFramesContract } from "./server-contract-frames.js";
import { serverMailboxContract } from "./server-contract-mailbox.js";
import type { ServerContractOptions } from "./server-driver.js";
import { serverSuite } from "./server-fixture.js";

/**
 * What `docs/bridge-protocol.md` says of a server, statement by statement, as a suite for any test runner. It
 * speaks to the server over a WebSocket, in frames of its own making.
 *
 * ```ts
 * bridgeServerContract("our server", { open: ({ heartbeatMs }) => startServer({ heartbeatMs }) });
 * ```
 */
export function bridgeServerContract(
	name: string,
	options: ServerContractOptions,
	runner?: TestRunner,
): void {
	const suite = serverSuite(options, runner ?? currentRunner());
	suite.describe(`bridge server contract: ${name}`, () => {
		serverConnectingContract(suite);
		serverFramesContract(suite);
		serverControlContract(suite);
		serverMailboxContract(suite);
	});
}
