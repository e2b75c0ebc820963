import { deskAbsenceContract } from "./desk-contract-absence.js";
import { deskControlContract } from "./desk-contract-control.js";
import { deskHearingContract } from "./desk-contract-hearing.js";
import { deskHostilityContract } from "./desk-contract-hostility.js";
import { deskMarksContract } from "./desk-contract-marks.js";
import { deskSpeakingContract } from "./desk-contract-speaking.js";
import type { DeskContractOptions } from "./desk-driver.js";
import { deskSuite } from "./desk-fixture.js";
import { currentRunner, type TestRunner } from "./runner.js";

/**
 * What every desk must do, as a suite for any test runner. It brings up a bot and a bridge with a simulated
 * customer, and works at the desk through the hands and eyes that `open` gives it.
 *
 * ```ts
 * deskContract("our desk", { open: async (place) => driverOf(await startDesk(place)) });
 * ```
 */
export function deskContract(name: string, options: DeskContractOptions, runner?: TestRunner): void {
	const suite = deskSuite(options, runner ?? currentRunner());
	suite.describe(`desk contract: ${name}`, () => {
		deskHearingContract(suite);
		deskSpeakingContract(suite);
		deskControlContract(suite);
		deskAbsenceContract(suite);
		deskMarksContract(suite);
		deskHostilityContract(suite);
	});
}
