import { memoryStore, type Store } from "@baton/core";

/** What the channel needs of the store: facts that all processes share, and where a conversation stands. */
export type ChannelStore = Pick<Store, "readFact" | "writeFact" | "claimFact" | "load" | "recordDelivery">;

/** The handoff's store once the adapter is connected to it, until then one of this process. */
export function lateStore(connected: () => ChannelStore | undefined): () => ChannelStore {
	let own: ChannelStore | undefined;
	return () => {
		const store = connected();
		if (store !== undefined) return store;
		own ??= memoryStore();
		return own;
	};
}
