import type { ConversationKey, EntryId, Handoff, ProcessId } from "@baton/core";

/** What the user said last is left as a message, as the turn does that runs on it when nobody came. */
export async function leaveMessage({ store, submit }: Handoff, key: ConversationKey): Promise<EntryId> {
	const entries = await store.readEntries(key, { limit: 100, last: true });
	const said = entries.findLast(({ type }) => type === "userSaid")?.id;
	const token = "token" as never;
	for (;;) {
		const { conversation } = await store.load(key);
		const turn = conversation?.turns[0]?.id;
		if (turn === undefined || said === undefined) throw new Error("Nothing was said that could be left");
		await submit(key, { type: "beginTurn", turn, process: "here" as ProcessId, token });
		if (turn === said) {
			await submit(key, { type: "leaveMessage", under: { turn, token } });
			return said;
		}
		await submit(key, { type: "finishTurn", turn, token });
	}
}
