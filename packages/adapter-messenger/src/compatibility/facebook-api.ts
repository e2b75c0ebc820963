import { BatonError } from "@baton/core";
import { directMark } from "../echo.js";
import type { GraphApi } from "../graph-api.js";
import { isObject } from "../wire.js";

/** What bots of botbuilder-adapter-facebook know as `bot.api`. */
export interface FacebookApiLike {
	/**
	 * @param path for instance `/me/messages`
	 * @throws BatonError `messenger-call-refused`, with what Meta said as its cause
	 */
	callAPI(path: string, method?: string, payload?: object): Promise<unknown>;
}

export function facebookApi(graph: GraphApi, page: string): FacebookApiLike {
	return {
		async callAPI(path, method = "POST", payload = {}) {
			const verb = methodOf(method);
			const given = verb === "GET" ? { query: textsOf(payload) } : { body: marked(payload) };
			const result = await graph.call({ page, method: verb, path: path.replace(/^\/+/, ""), ...given });
			if (result.isOk) return result.body;
			throw new BatonError("messenger-call-refused", `Cannot call ${path}: ${result.error.message}`, {
				cause: result.error,
			});
		},
	};
}

/** Its echo is then known for a bot's and not taken for a person's in the page's inbox. */
function marked(payload: object): object {
	const { message } = payload as { readonly message?: unknown };
	return isObject(message) ? { ...payload, message: { metadata: directMark, ...message } } : payload;
}

function methodOf(method: string): "GET" | "POST" | "DELETE" {
	const verb = method.toUpperCase();
	return verb === "GET" || verb === "DELETE" ? verb : "POST";
}

function textsOf(payload: object): Readonly<Record<string, string>> {
	return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, String(value)]));
}
