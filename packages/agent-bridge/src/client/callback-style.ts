import type { BatonError } from "@baton/core";
import type {
	Answer,
	Client,
	ClientOptions,
	Destination,
	Heard,
	Outgoing,
	TranscriptForms,
	TranscriptRequest,
} from "./types.js";

/** Called once, with an error or with what came of it. */
export type Callback<Result> = (error: BatonError | null, result?: Result) => void;

/** Heard by a function that returns before it is done: `done` says that it is, or with an error that it failed. */
export type CallbackListener = (heard: Heard, done: (error?: unknown) => void) => void;

/** {@link Client} for those who write callbacks. */
export interface CallbackClient extends Pick<Client, "inControlApp" | "typing" | "close"> {
	/** A listener that takes `done` is acknowledged when it calls it; any other when it has returned. */
	listen(listener: CallbackListener): () => void;
	/** Without a callback, what goes wrong is told to `onError`. */
	send(frame: Outgoing, callback?: Callback<Answer>): void;
	getTranscript<Form extends keyof TranscriptForms = "JSON">(
		request: TranscriptRequest & { readonly type?: Form },
		callback: Callback<TranscriptForms[Form]>,
	): void;
}

export type Init = (options: ClientOptions & Destination, callback: Callback<CallbackClient>) => void;

/** Makes `init` out of `connect`. */
export function callbackStyle(connect: (options: ClientOptions & Destination) => Client): Init {
	return (options, callback) => {
		const client = connect(options);
		const report = ({ onError }: ClientOptions, error: BatonError | null) => {
			if (error !== null) onError?.(error);
		};
		const wrapped: CallbackClient = {
			inControlApp: client.inControlApp,
			typing: client.typing,
			close: client.close,
			listen: (listener) => client.listen(listener.length < 2 ? justCall(listener) : untilDone(listener)),
			send: (frame, answered = (error) => report(options, error)) => settle(client.send(frame), answered),
			getTranscript: (request, answered) => settle(client.getTranscript(request), answered),
		};
		settle(
			client.whenConnected().then(() => wrapped),
			callback,
		);
	};
}

/** Outside of the promise: what a callback throws is the program's own, and not to be swallowed. */
function settle<Result>(promise: Promise<Result>, callback: Callback<Result>): void {
	promise.then(
		(result) => queueMicrotask(() => callback(null, result)),
		// The client rejects with nothing else.
		(error: BatonError) => queueMicrotask(() => callback(error)),
	);
}

function justCall(listener: CallbackListener) {
	return (heard: Heard): void => listener(heard, () => {});
}

function untilDone(listener: CallbackListener) {
	return (heard: Heard): Promise<void> =>
		new Promise((resolve, reject) => {
			listener(heard, (error) => (error === undefined || error === null ? resolve() : reject(error)));
		});
}
