import { expect } from "chai";
import type { Line, ServerFrame } from "../src/channel/server-frame.js";
import { type ChatEvent, type ChatState, choicesOf, emptyChat, reduceChat } from "../src/view/chat-state.js";

const bot = { representativeType: "BOT", displayName: "Bot Toko" } as const;
const ana = { representativeType: "HUMAN", displayName: "Ana" } as const;

const received = (frame: ServerFrame): ChatEvent => ({ type: "received", frame });
const line = (position: number, rest: Partial<Line>): Line =>
	({ id: `${position}.x`, position, at: position, kind: "user", text: "halo", ...rest }) as Line;
const welcome = (lines: readonly Line[], more = false): ChatEvent =>
	received({ type: "welcome", bot, speaker: bot, waiting: false, lines, more, cart: [] });
const play = (...events: readonly ChatEvent[]): ChatState => events.reduce(reduceChat, emptyChat());
const said = (position: number, choices: readonly { title: string; said: string }[] = []) =>
	line(position, { kind: "said", representative: bot, text: "ok", cards: [], choices, read: false });

describe("What a customer's page shows", () => {
	it("shows each line once and in order, however often and in whatever order it arrives", () => {
		const state = play(
			welcome([line(1, {}), line(4, {})]),
			received({ type: "line", line: line(3, {}) }),
			received({ type: "line", line: line(3, {}) }),
			welcome([line(3, {}), line(4, {}), line(5, {})]),
			received({ type: "earlier", lines: [line(2, {})], more: false }),
		);
		expect(state.lines.map(({ position }) => position)).to.deep.equal([1, 2, 3, 4, 5]);
	});

	it("says that a person is there from joined to left", () => {
		const joined = received({
			type: "line",
			line: line(2, { kind: "joined", representative: ana, text: "" }),
		});
		const left = received({ type: "line", line: line(3, { kind: "left", representative: ana, text: "" }) });
		expect(play(welcome([line(1, {})])).speaker).to.equal(bot);
		expect(play(welcome([line(1, {})]), joined).speaker).to.equal(ana);
		expect(play(welcome([line(1, {})]), joined, left).speaker).to.equal(bot);
	});

	it("keeps what was written until its line is there", () => {
		const wrote: ChatEvent = { type: "wrote", message: { id: "m-1", text: "halo" } };
		const arrived = received({ type: "line", line: line(1, { messageId: "m-1" }) });
		expect(play(wrote, { type: "disconnected" }).pending).to.deep.equal([
			{ id: "m-1", text: "halo", state: "sending" },
		]);
		expect(play(wrote, arrived).pending).to.deep.equal([]);
		expect(play(wrote, welcome([line(1, { messageId: "m-1" })])).pending).to.deep.equal([]);
	});

	it("shows what was refused as not sent, until it is tried again", () => {
		const wrote: ChatEvent = { type: "wrote", message: { id: "m-1", text: "halo" } };
		const refused = received({ type: "refused", id: "m-1", why: "too-fast" });
		expect(play(wrote, refused).pending[0]?.state).to.equal("failed");
		expect(play(wrote, refused, { type: "retried", id: "m-1" }).pending[0]?.state).to.equal("sending");
	});

	it("offers suggestions below the last line only", () => {
		const choice = { title: "Shipping", said: "Shipping" };
		expect(choicesOf(play(welcome([said(1, [choice])])))).to.deep.equal([choice]);
		expect(choicesOf(play(welcome([said(1, [choice]), line(2, {})])))).to.deep.equal([]);
	});

	it("takes a deleted line away and shows an edited one as it is now", () => {
		const edited = received({ type: "line", line: line(1, { text: "halo kak" }) });
		const state = play(welcome([line(1, {}), line(2, {})]), edited, received({ type: "gone", line: "2.x" }));
		expect(state.lines).to.deep.equal([line(1, { text: "halo kak" })]);
	});

	it("leaves no gap that could never be read", () => {
		const edited = received({ type: "line", line: line(2, { text: "edited" }) });
		expect(play(welcome([line(8, {})], true), edited).lines).to.have.length(1);
		expect(play(welcome([line(1, {})]), edited).lines).to.have.length(2);
		const { lines, more } = play(welcome([line(1, {}), line(2, {})]), welcome([line(90, {})], true));
		expect(lines.map(({ position }) => position)).to.deep.equal([90]);
		expect(more).to.equal(true);
	});
});
