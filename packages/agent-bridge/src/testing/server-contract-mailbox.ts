import { deepEqual, equal } from "node:assert/strict";
import type { RawLine } from "./raw-line.js";
import type { ServerUser } from "./server-driver.js";
import type { ServerFixture, ServerSuite } from "./server-fixture.js";

const mara = { id: "mara", displayName: "Mara" };

export function serverMailboxContract({ describe, test }: ServerSuite): void {
	describe("a mailbox", () => {
		test("tells what an app must know in the order of the log", async (fixture) => {
			const { line, ada } = await holding(fixture);
			const words = Array.from({ length: 30 }, (_, index) => `line ${index}`);
			for (const text of words) await ada.says(text);
			await line.next("userSay", words.length - 1);

			deepEqual(wordsOf(line), words);
			const positions = positionsOf(line);
			deepEqual(
				positions,
				[...new Set(positions)].sort((one, other) => one - other),
			);
		});

		test("tells again, after a reconnection, what was not acknowledged, and nothing else", async (fixture) => {
			const { line, ada } = await holding(fixture);
			await ada.says("taken in");
			const { position, conversationId } = await line.next("userSay");
			await ada.says("not taken in");
			await line.next("userSay", 1);
			line.send({ type: "ack", conversationId, position });
			await fixture.settled(line);
			line.close();
			await ada.says("while it was away");

			const later = await fixture.connected(fixture.desk);
			await later.next("userSay", 1);
			deepEqual(wordsOf(later), ["not taken in", "while it was away"]);
		});

		test("is not emptied by an acknowledgment of what was never sent", async (fixture) => {
			const { line, ada } = await holding(fixture);
			await ada.says("one");
			const { conversationId } = await line.next("userSay");
			line.send({ type: "ack", conversationId, position: 1_000_000 });
			await fixture.settled(line);
			line.close();
			await ada.says("two");

			const later = await fixture.connected(fixture.desk);
			await later.next("userSay");
			deepEqual(wordsOf(later), ["two"]);
		});

		test("takes acknowledgments of several conversations in one frame", async (fixture) => {
			const { line, ada } = await holding(fixture);
			const ben = await fixture.user();
			line.send({ type: "takeover", id: "ben", conversationId: ben.conversationId, person: mara });
			await line.answer("ben");
			await ada.says("of Ada");
			await ben.says("of Ben");
			await line.next("userSay", 1);
			const [first, ...more] = lastPositions(line);
			line.send({ type: "ack", ...first, more });
			await fixture.settled(line);
			line.close();

			const later = await fixture.connected(fixture.desk);
			await fixture.settled(later);
			deepEqual(wordsOf(later), []);
		});

		test("gives every connection of an app everything, and counts what any of them acknowledged", async (fixture) => {
			const { line, ada } = await holding(fixture);
			const other = await fixture.connected(fixture.desk);
			await ada.says("to both");
			await Promise.all([line.next("userSay"), other.next("userSay")]);
			const [first] = lastPositions(other);
			other.send({ type: "ack", ...first });
			await fixture.settled(other);
			line.close();
			other.close();

			const later = await fixture.connected(fixture.desk);
			await fixture.settled(later);
			deepEqual(wordsOf(later), []);
		});

		test("waits where an app does not keep up, and goes on when it does", async (fixture) => {
			const { line, ada } = await holding(fixture);
			const { limits } = await line.next("connected");
			const count = limits.unacknowledged + 20;
			for (let index = 0; index < count; index += 1) await ada.says(`${index}`);
			await fixture.until(
				() => positionsOf(line).length >= limits.unacknowledged,
				"The window should be filled",
			);
			await fixture.settled(line);
			equal(positionsOf(line).length, limits.unacknowledged);
			const [first] = lastPositions(line);
			line.send({ type: "ack", ...first });

			await line.next("userSay", count - 1);
			deepEqual(
				wordsOf(line),
				Array.from({ length: count }, (_, index) => `${index}`),
			);
		});
	});
}

/** A desk in control of a conversation. */
async function holding({
	connected,
	desk,
	user,
}: ServerFixture): Promise<{ readonly line: RawLine; readonly ada: ServerUser }> {
	const line = await connected(desk);
	const ada = await user();
	line.send({ type: "takeover", id: "t", conversationId: ada.conversationId, person: mara });
	await line.answer("t");
	return { line, ada };
}

function wordsOf({ frames }: RawLine): readonly unknown[] {
	return frames.flatMap((frame) => (frame.type === "userSay" ? [frame.input.value] : []));
}

function positionsOf({ frames }: RawLine): readonly number[] {
	return frames.flatMap((frame) => ("entryId" in frame && "position" in frame ? [frame.position] : []));
}

/** How far each conversation was told. */
function lastPositions({
	frames,
}: RawLine): readonly { readonly conversationId: string; readonly position: number }[] {
	const last = new Map<string, number>();
	for (const frame of frames)
		if ("entryId" in frame && "position" in frame) last.set(frame.conversationId, frame.position);
	return [...last].map(([conversationId, position]) => ({ conversationId, position }));
}
