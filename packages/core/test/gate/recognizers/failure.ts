import { expect } from "chai";
import { BatonError } from "../../../src/error.js";

/** What a promise failed with. */
export async function failure(promise: Promise<unknown>): Promise<BatonError> {
	try {
		await promise;
	} catch (error) {
		if (error instanceof BatonError) return error;
		throw error;
	}
	return expect.fail("it did not fail");
}

/** All that an error says, with its causes. */
export function allThatIsSaid(error: unknown): string {
	if (!(error instanceof Error)) return JSON.stringify(error);
	return `${error.message} ${error.stack} ${JSON.stringify(error)} ${allThatIsSaid(error.cause)}`;
}
