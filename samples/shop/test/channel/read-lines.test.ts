import type { ConversationKey, Entry, PageRequest } from "@baton/core";
import { expect } from "chai";
import { readLines } from "../../src/channel/read-lines.js";

const key = "webchat/shop/sari" as ConversationKey;

function entry(position: number, body: object): Entry {
	const activity = { type: "message", text: `words ${position}` };
	return {
		id: `${position}`,
		position,
		at: position,
		type: "userSaid",
		activity,
		...body,
	} as unknown as Entry;
}

/** Reads as the store does. */
function logOf(...entries: readonly Entry[]) {
	return {
		async readEntries(_: ConversationKey, { after = 0, before = Infinity, limit }: PageRequest) {
			const range = entries.filter(({ position }) => position > after && position < before);
			return before === Infinity ? range.slice(0, limit) : range.slice(-limit);
		},
		readDeliveries: async () => [],
	};
}

describe("Earlier lines", () => {
	it("are read as they are now, though they were changed long after", async () => {
		const log = logOf(
			...[1, 2, 3, 4].map((position) => entry(position, {})),
			entry(5, { type: "edited", entry: "1", activity: { type: "message", text: "edited" } }),
			entry(6, { type: "deleted", entry: "2" }),
		);
		const { lines, more } = await readLines(log, key, { before: 4, limit: 3 });
		expect(lines.map(({ id }) => id)).to.deep.equal(["1", "3"]);
		expect(lines[0]).to.include({ text: "edited" });
		expect(more).to.equal(false);
	});
});
