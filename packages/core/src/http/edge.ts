/** A request from outside, whole and not yet believed, whichever server took it. */
export interface EdgeRequest {
	/** In capitals. */
	readonly method: string;
	/** Without the query. */
	readonly path: string;
	readonly query: URLSearchParams;
	/** By any spelling of its name; several of one name are joined by commas. */
	header(name: string): string | undefined;
	/** The bytes that came over the wire: signatures are made over these. */
	readonly body: Uint8Array;
}

export interface EdgeAnswer {
	readonly status: number;
	readonly headers?: Readonly<Record<string, string>> | undefined;
	readonly body?: string | Uint8Array | undefined;
}

/** What answers requests from outside. {@link nodeHandler} and {@link fetchHandler} put it on a server. */
export type Edge = (request: EdgeRequest) => Promise<EdgeAnswer>;

export interface EdgeOptions {
	/** Larger bodies are answered with 413, in bytes. Default: 1 MiB. */
	readonly bodyLimit?: number | undefined;
	/** A body that takes longer to arrive is answered with 408, in milliseconds. Default: 10,000. */
	readonly readWithinMs?: number | undefined;
	/** Told of what the edge threw; whoever asked gets a bare 500. Default: nobody. */
	readonly onError?: ((error: unknown) => void) | undefined;
}

/** A mebibyte. */
export const defaultBodyLimit = 1_048_576;
export const defaultReadWithinMs = 10_000;

/** Plain text, for people and for platforms that repeat a word. */
export function plainText(status: number, text: string): EdgeAnswer {
	return { status, headers: { "content-type": "text/plain; charset=utf-8" }, body: text };
}

/** Never rejects. */
export async function answerSafely(
	edge: Edge,
	request: EdgeRequest,
	onError: EdgeOptions["onError"],
): Promise<EdgeAnswer> {
	try {
		return await edge(request);
	} catch (error) {
		onError?.(error);
		return plainText(500, "Something went wrong here");
	}
}
