import { BatonError, type Logger } from "@baton/core";
import { constantTimeEqual, type Edge, type EdgeAnswer, type EdgeRequest, plainText } from "@baton/core/http";
import { parseCallback, parseVerification, type Verification } from "./parse.js";
import type { Receive } from "./receive.js";
import { isSigned, signatureHeader } from "./signature.js";

export interface WebhookOptions {
	/** Signs every call, and shows at the verification that it is the platform that asks. */
	readonly clientToken: string;
	/** Whether calls without a signature are taken. A wrong one never is. */
	readonly allowUnsigned: boolean;
	readonly receive: Receive;
	readonly logger: Logger;
}

/**
 * Answers the platform: 200 once what it told is stored; anything else makes it call again, for seven days.
 * https://developers.google.com/business-communications/business-messages/guides/how-to/message/receive
 */
export function createWebhook(options: WebhookOptions): Edge {
	return async (request) => {
		if (request.method !== "POST") return plainText(405, "Use POST");
		const value = parseJson(request.body);
		const verification = parseVerification(value);
		if (verification !== undefined) return verify(options, verification);
		if (!isTrusted(options, request)) return plainText(403, "The signature does not match");
		return hear(options, value);
	};
}

function verify({ clientToken }: WebhookOptions, asked: Verification): EdgeAnswer {
	if (!constantTimeEqual(asked.clientToken, clientToken))
		return plainText(403, "The client token does not match");
	return plainText(200, asked.secret);
}

function isTrusted({ clientToken, allowUnsigned }: WebhookOptions, { header, body }: EdgeRequest): boolean {
	const signature = header(signatureHeader);
	return signature === undefined ? allowUnsigned : isSigned(body, signature, clientToken);
}

async function hear({ receive, logger }: WebhookOptions, value: unknown): Promise<EdgeAnswer> {
	if (value === undefined) return plainText(400, "The body is not JSON");
	const callback = parseCallback(value);
	if (callback === undefined) {
		logger.warn("unreadable-callback", { members: Object.keys(Object(value)) });
		return plainText(400, "The body names no agent and conversation");
	}
	try {
		await receive(callback);
		return plainText(200, "");
	} catch (error) {
		logger.error("callback-failed", { error });
		if (error instanceof BatonError && error.code === "activity-too-large")
			return plainText(413, "It is too large to be stored");
		return plainText(503, "It could not be stored, call again");
	}
}

function parseJson(body: Uint8Array): unknown {
	try {
		return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
	} catch {
		return undefined;
	}
}
