import { expect } from "chai";
import fc from "fast-check";
import { type Control, holderOf, isSameHolder, offerOf, phases } from "../../src/control/control.js";
import { type Effect, isRefusal, type RefusalCode } from "../../src/control/effect.js";
import type { ControlEvent, ControlEventType } from "../../src/control/event.js";
import { printControlMoves, printControlTable } from "../../src/control/print.js";
import type { Human } from "../../src/control/representative.js";
import { controlTable, type Rule, transition } from "../../src/control/table.js";
import { anyControl, anyEvent, controlIn, eventOf, eventTypes, notTo } from "./arbitrary.js";

type AnyRule = Pick<Rule<never, never>, "to" | "means">;

function ruleFor(phase: Control["phase"], event: ControlEventType): AnyRule | undefined {
	const rules: { readonly [E in ControlEventType]?: AnyRule } = controlTable[phase];
	return rules[event];
}

/** What `docs/control-protocol.md` says about moves that a phase does not have. */
const inVain: { readonly [E in ControlEventType]?: RefusalCode } = {
	cancelled: "no-request",
	confirmed: "offer-gone",
	declined: "offer-gone",
	retried: "offer-gone",
	expired: "offer-gone",
	handedOver: "not-in-control",
	withdrawn: "nothing-to-withdraw",
	said: "not-in-control",
	released: "not-in-control",
	idle: "not-in-control",
	lost: "not-in-control",
};

describe("The control table", () => {
	for (const phase of phases) {
		for (const type of eventTypes) {
			const rule = ruleFor(phase, type);
			if (rule === undefined) {
				it(`refuses ${type} in ${phase}`, () => {
					fc.assert(
						fc.property(controlIn[phase], eventOf[type], (control, event) => {
							const move = transition(control, event);
							if (!isRefusal(move)) throw new Error("It moved");
							if (phase === "passing" && type === "handedOver") {
								expect(["illegal-move", "not-in-control", "stale-epoch", "colleague-in-control"]).to.include(
									move.refused,
								);
								return;
							}
							expect(move.refused).to.equal(inVain[type]);
						}),
					);
				});
				continue;
			}
			it(`leads from ${phase} on ${type} to ${rule.to.join(" or ")}, and nowhere else`, () => {
				fc.assert(
					fc.property(controlIn[phase], eventOf[type], (control, event) => {
						const move = transition(control, event);
						if (!isRefusal(move)) expect(rule.to).to.include(move[0].phase);
					}),
				);
			});
		}
	}

	it("has no cell that never moves, and no phase in a cell that it never leads to", () => {
		const reached = new Set<string>();
		const cases = fc.sample(fc.tuple(anyControl, anyEvent), { numRuns: 60_000, seed: 7 });
		for (const [control, event] of cases) {
			const move = transition(control, event);
			if (!isRefusal(move)) reached.add(`${control.phase} ${event.type} ${move[0].phase}`);
		}
		for (const { phase, type, to } of cells()) {
			expect(reached, `${phase} ${type} ${to}`).to.include(`${phase} ${type} ${to}`);
		}
	});

	it("makes the epoch grow by one exactly when the holder changes", () => {
		fc.assert(
			fc.property(anyControl, anyEvent, (control, event) => {
				const move = transition(control, event);
				if (isRefusal(move)) return;
				const changed = !isSameKeeper(control, move[0]);
				expect(move[0].epoch).to.equal(control.epoch + (changed ? 1 : 0));
			}),
			{ numRuns: 3_000 },
		);
	});

	it("refuses whoever speaks, passes on, withdraws or releases without control, or under another epoch", () => {
		const mine = fc.oneof(eventOf.said, eventOf.handedOver, eventOf.withdrawn, eventOf.released);
		fc.assert(
			fc.property(anyControl, mine, (control, event) => {
				const move = transition(control, event);
				if (isRefusal(move) || !("by" in event) || event.by === undefined) return;
				const holder = holderOf(control);
				if (holder === undefined) throw new Error("The bot has control");
				expect(isSameHolder(holder, event.by)).to.equal(true);
				expect("epoch" in event && event.epoch).to.equal(control.epoch);
			}),
			{ numRuns: 3_000 },
		);
	});

	it("gives control by confirmation to nobody who was not asked", () => {
		fc.assert(
			fc.property(anyControl, eventOf.confirmed, (control, event) => {
				const move = transition(control, event);
				if (isRefusal(move) || event.type !== "confirmed") return;
				expect(offerOf(control)?.id).to.equal(event.offer);
				expect(offerOf(control)?.to).to.include(event.holder.app);
			}),
			{ numRuns: 3_000 },
		);
	});

	it("withdraws what the bot has not begun to send whenever the bot loses control", () => {
		fc.assert(
			fc.property(anyControl, anyEvent, (control, event) => {
				const move = transition(control, event);
				if (isRefusal(move)) return;
				const [after, ...effects] = move;
				if (holderOf(control) !== undefined || holderOf(after) === undefined) return;
				expect(effects.map(({ type }) => type)).to.include.members(["withdrawSpeech", "grant", "status"]);
			}),
			{ numRuns: 3_000 },
		);
	});
});

describe("A sequence of events", () => {
	/** Events that mostly fit: half of them are made to name whoever holds control, its epoch and the open offer. */
	const steps = fc.array(fc.tuple(anyEvent, fc.boolean()), { maxLength: 60 });

	it("pairs every joined with one left, and never has two humans in at once", () => {
		fc.assert(
			fc.property(steps, (sequence) => {
				let present: Human | undefined;
				play(sequence, (control, effects) => {
					for (const effect of effects) {
						if (effect.type === "joined") {
							expect(present, "nobody may be in when somebody joins").to.equal(undefined);
							present = effect.human;
						}
						if (effect.type === "left") {
							expect(present?.id, "whoever leaves must be in").to.equal(effect.human.id);
							present = undefined;
						}
					}
					const human = "human" in control ? control.human : undefined;
					expect(human?.id).to.equal(present?.id);
				});
			}),
			{ numRuns: 500 },
		);
	});

	it("has the offer's timers running exactly while an offer stands, and the idle timer while an app holds", () => {
		fc.assert(
			fc.property(steps, (sequence) => {
				const running = new Set<string>();
				play(sequence, (control, effects) => {
					for (const effect of effects) {
						if (effect.type === "startOfferTimers") running.add("offer-retry").add("offer-expiry");
						if (effect.type === "startIdleTimer") running.add("idle");
						if (effect.type === "cancelTimer") running.delete(effect.timer);
					}
					const stands = offerOf(control) !== undefined;
					expect(running.has("offer-retry")).to.equal(stands);
					expect(running.has("offer-expiry")).to.equal(stands);
					if (holderOf(control) !== undefined) expect(running.has("idle")).to.equal(true);
					else expect(running.has("idle")).to.equal(false);
				});
			}),
			{ numRuns: 500 },
		);
	});

	it("tells everybody who was asked how the offer ended", () => {
		fc.assert(
			fc.property(steps, (sequence) => {
				let asked: readonly string[] = [];
				play(sequence, (control, effects) => {
					const ended = effects.flatMap((effect) => (effect.type === "endOffer" ? effect.apps : []));
					const still = offerOf(control)?.to ?? [];
					for (const app of asked) if (!still.includes(app as never)) expect(ended).to.include(app);
					asked = still;
				});
			}),
			{ numRuns: 500 },
		);
	});

	it("tells the bot when it loses control and when it has it again, in turns", () => {
		fc.assert(
			fc.property(steps, (sequence) => {
				let isAway = false;
				play(sequence, (control, effects) => {
					for (const effect of effects) {
						if (effect.type !== "status") continue;
						if (effect.state === "accepted") {
							expect(isAway).to.equal(false);
							isAway = true;
						}
						if (effect.state === "completed") {
							expect(isAway).to.equal(true);
							isAway = false;
						}
					}
					expect(isAway).to.equal(holderOf(control) !== undefined);
				});
			}),
			{ numRuns: 500 },
		);
	});
});

describe("The printed table", () => {
	it("names every move, with what it means", () => {
		const lines = printControlMoves().split("\n");
		expect(lines.length - 2).to.equal(new Set(cells().map(({ phase, type }) => `${phase} ${type}`)).size);
		for (const line of lines.slice(2)) expect(line).to.match(/^\| `\w+` \| `\w+` \| .+ \| [A-Z].+\. \|$/);
	});

	it("has one row for each event and one column for each phase", () => {
		const [head, , ...rows] = printControlTable().split("\n");
		expect(rows.map((row) => row.split("`")[1])).to.have.members([...eventTypes]);
		for (const phase of phases) expect(head).to.contain(`\`${phase}\``);
	});
});

function cells() {
	return phases.flatMap((phase) =>
		eventTypes.flatMap((type) => (ruleFor(phase, type)?.to ?? []).map((to) => ({ phase, type, to }))),
	);
}

function isSameKeeper(before: Control, after: Control): boolean {
	const one = holderOf(before);
	const other = holderOf(after);
	return one === undefined || other === undefined ? one === other : isSameHolder(one, other);
}

function play(
	sequence: readonly (readonly [ControlEvent, boolean])[],
	check: (control: Control, effects: readonly Effect[]) => void,
): void {
	let control: Control = { phase: "bot", epoch: 0 as never };
	for (const [event, fits] of sequence) {
		const move = transition(control, fits ? fitted(event, control) : event);
		if (isRefusal(move)) continue;
		const [after, ...effects] = move;
		control = after;
		check(control, effects);
	}
}

/** The event as somebody would send it who knows how things stand. */
function fitted(event: ControlEvent, control: Control): ControlEvent {
	const { epoch } = control;
	const holder = holderOf(control);
	const standing = offerOf(control);
	const known: Record<string, unknown> = { ...event };
	if ("epoch" in event) known.epoch = epoch;
	if ("by" in event && holder !== undefined) known.by = holder;
	if (event.type === "handedOver" && holder !== undefined) known.offer = notTo(holder.app, event.offer);
	if (event.type === "lost" && holder !== undefined) known.app = holder.app;
	if ("offer" in event && typeof event.offer === "string") known.offer = standing?.id ?? event.offer;
	return known as unknown as ControlEvent;
}
