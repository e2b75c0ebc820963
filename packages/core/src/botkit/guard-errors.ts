import type { AdapterLike } from "../host/turn-context.js";
import type { Logger } from "../logger.js";

interface RequestHandler {
	processActivity(request: unknown, response: ResponseLike, logic: unknown): Promise<unknown>;
}

/** The part of an HTTP response that every server has. */
interface ResponseLike {
	statusCode: number;
	readonly writableEnded: boolean;
	end(): unknown;
}

/**
 * Botkit throws what a webhook fails with out of the request that it came in, which ends the process: one
 * request with a bad signature is enough. This logs it and answers the request.
 */
export function guardErrors(adapter: AdapterLike, logger: Logger): void {
	if (!adapter.onTurnError) {
		adapter.onTurnError = async (_, error) => logger.error("turn-failed", { error });
	}
	if (!takesRequests(adapter)) return;
	const unguarded = adapter.processActivity.bind(adapter);
	adapter.processActivity = async (request, response, logic) => {
		try {
			return await unguarded(request, response, logic);
		} catch (error) {
			logger.error("webhook-failed", { error });
			answer(response);
			return undefined;
		}
	};
}

/** An adapter that refused has set its own status, but does not always end the response. */
function answer(response: ResponseLike): void {
	if (response.writableEnded) return;
	if (response.statusCode < 400) response.statusCode = 500;
	response.end();
}

function takesRequests(adapter: AdapterLike): adapter is AdapterLike & RequestHandler {
	return "processActivity" in adapter && typeof adapter.processActivity === "function";
}
