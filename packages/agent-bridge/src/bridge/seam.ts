/** What carries frames: a WebSocket, a pair of ends in one process, anything that keeps their order. */
export interface Seam {
	/** In order. What is not `urgent` may wait some milliseconds, to travel with what comes after it. */
	send(text: string, urgent: boolean): void;
	close(code: number, reason: string): void;
	onMessage(listener: (text: string) => void): void;
	onClose(listener: () => void): void;
	/** Bytes that were sent and have not left yet, where the transport knows. */
	unsent?(): number;
	/** From where it comes, if that is to be in the audit log. */
	readonly address?: string | undefined;
}

/** Close codes of the protocol, in the range that WebSocket leaves to applications. */
export const closeCodes = {
	/** The server is going away, or the client is done. */
	normal: 1000,
	goingAway: 1001,
	/** Something went wrong on the server. */
	failed: 4500,
	/** Nothing was connected within the time for it, or something else came first. */
	notConnected: 4401,
	/** The secret or the ticket is not valid, or does not cover the bots. */
	forbidden: 4403,
	/** The version is not spoken here. */
	unsupportedVersion: 4406,
	/** Nothing was heard for two heartbeats. */
	silent: 4408,
	/** A person's connection that does not keep up. Connect again and ask for the list. */
	slow: 4413,
} as const;
