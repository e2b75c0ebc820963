import { signatureHeaders, signWebhook, verifyWebhook } from "@baton/agent-bridge/webhook";
import { ignored, type Outcome, refused, taken } from "../files/outcome.js";
import type { Vector } from "./payload.js";

/** Believes it, or not, as the file says; and signs what is to be believed in the same way. */
export function playVector({ secret, headers, body, isValid, now }: Vector): readonly Outcome[] {
	const why = whyNot(() => verifyWebhook([secret], headers, body, now));
	if (why !== undefined) return [refused("signature", why, isValid)];
	if (!isValid) return [taken("signature", "believed, though it should not be")].map(fault);
	const id = String(headers[signatureHeaders.id]);
	const timestamp = Number(headers[signatureHeaders.timestamp]);
	const ours = signWebhook([secret], { id, timestamp, body });
	const isSame = String(headers[signatureHeaders.signature]).split(" ").includes(ours);
	return [
		taken("signature", "believed"),
		isSame ? taken("signing", "ours is the same") : ignored("signing", `ours is ${ours}`, true),
	];
}

function whyNot(check: () => void): string | undefined {
	try {
		check();
		return undefined;
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}

function fault(outcome: Outcome): Outcome {
	return { ...outcome, isFault: true };
}
