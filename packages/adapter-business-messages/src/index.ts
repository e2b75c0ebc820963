/**
 * What an agent's connection to Business Messages needs.
 *
 * ```ts
 * const options: BusinessMessagesAdapterOptions = { agentId: "brands/1/agents/2", clientToken: "…", serviceAccount: { clientEmail: "…", privateKey: "…" } };
 * ```
 */
export interface BusinessMessagesAdapterOptions {
	/** The agent that speaks, as the platform names it: `brands/…/agents/…`. */
	readonly agentId: string;
	/** Signs every webhook (`X-Goog-Signature`). */
	readonly clientToken: string;
	/** The account in whose name messages are sent. */
	readonly serviceAccount: {
		readonly clientEmail: string;
		readonly privateKey: string;
	};
}
