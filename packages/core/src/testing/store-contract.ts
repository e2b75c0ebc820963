import { describe } from "mocha";
import { auditContract } from "./store-contract-audit.js";
import { commitContract } from "./store-contract-commit.js";
import { deliveryContract } from "./store-contract-delivery.js";
import { eraseContract } from "./store-contract-erase.js";
import { factContract } from "./store-contract-fact.js";
import type { OpenStore } from "./store-contract-fixture.js";
import { laneContract } from "./store-contract-lane.js";
import { listingContract } from "./store-contract-listing.js";
import { logContract } from "./store-contract-log.js";
import { mailboxContract } from "./store-contract-mailbox.js";
import { reopenContract } from "./store-contract-reopen.js";
import { sendingContract } from "./store-contract-sending.js";
import { timerContract } from "./store-contract-timer.js";
import { trimContract } from "./store-contract-trim.js";
import { undeliveredContract } from "./store-contract-undelivered.js";

export type { OpenedStore, OpenStore } from "./store-contract-fixture.js";

/**
 * What every store must do, as a mocha suite. `open` is called before each test and gives an empty store.
 *
 * ```ts
 * storeContract("memory", async () => ({ store: memoryStore(), close: async () => {} }));
 * ```
 */
export function storeContract(name: string, open: OpenStore): void {
	describe(`store contract: ${name}`, () => {
		commitContract(open);
		logContract(open);
		mailboxContract(open);
		laneContract(open);
		sendingContract(open);
		deliveryContract(open);
		undeliveredContract(open);
		timerContract(open);
		listingContract(open);
		factContract(open);
		auditContract(open);
		eraseContract(open);
		trimContract(open);
		reopenContract(open);
	});
}
