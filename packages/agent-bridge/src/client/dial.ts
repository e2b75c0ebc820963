/** The client's end of a connection. */
export interface Wire {
	send(text: string): void;
	close(code: number, reason: string): void;
}

export interface WireEvents {
	onOpen(): void;
	onMessage(text: string): void;
	/** Once, and nothing after it: also where the connection was never open. */
	onClose(code: number, reason: string): void;
}

/** Opens a connection. Called again for every reconnection. */
export type Dial = (events: WireEvents) => Wire;

/** The part of the standard WebSocket that a client needs; browsers and `ws` have it. */
export interface StandardSocket {
	onopen: unknown;
	onmessage: unknown;
	onclose: unknown;
	onerror: unknown;
	send(text: string): void;
	close(code?: number, reason?: string): void;
}

/** Dials with any standard WebSocket. */
export function dialWith(open: () => StandardSocket): Dial {
	return ({ onOpen, onMessage, onClose }) => {
		const socket = open();
		socket.onopen = () => onOpen();
		socket.onmessage = ({ data }: { readonly data: unknown }) => {
			if (typeof data === "string") onMessage(data);
		};
		socket.onclose = ({ code, reason }: { readonly code: number; readonly reason: string }) =>
			onClose(code, reason);
		// What went wrong is told by the close event that follows.
		socket.onerror = () => {};
		return {
			send: (text) => socket.send(text),
			close: (code, reason) => socket.close(code, reason),
		};
	};
}
