import { z } from "zod";
import type { BusinessMessagesEmulator } from "../../src/emulator/index.js";
import { createTokens } from "../../src/tokens.js";

/** Calls the emulator as any client could: nothing is checked on this side. */
export interface RawApi {
	/** `OK`, or the status of the error. */
	post(path: string, body: unknown): Promise<string>;
	patch(path: string, body: unknown): Promise<string>;
	/** The answer as it is. */
	request(method: string, path: string, body?: unknown, token?: string): Promise<RawAnswer>;
}

interface RawAnswer {
	readonly code: number;
	readonly status: string;
	readonly message: string;
	readonly retryAfter: string | null;
}

const failure = z.object({
	error: z.object({ code: z.number(), status: z.string(), message: z.string() }),
});

export function rawApi({ address, adapterOptions }: BusinessMessagesEmulator): RawApi {
	const tokens = createTokens({ serviceAccount: adapterOptions.serviceAccount, withinMs: 5_000 });

	async function request(method: string, path: string, body?: unknown, token?: string): Promise<RawAnswer> {
		const response = await fetch(`${address}/v1/${path}`, {
			method,
			headers: { authorization: `Bearer ${token ?? (await tokens.current())}` },
			...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
		});
		const { error } = failure.safeParse(await response.json()).data ?? {};
		if (!response.ok && error?.code !== response.status)
			throw new Error("The error has another code than the answer");
		return {
			code: response.status,
			status: error?.status ?? "OK",
			message: error?.message ?? "",
			retryAfter: response.headers.get("retry-after"),
		};
	}

	return {
		request,
		post: async (path, body) => (await request("POST", path, body)).status,
		patch: async (path, body) => (await request("PATCH", path, body)).status,
	};
}
