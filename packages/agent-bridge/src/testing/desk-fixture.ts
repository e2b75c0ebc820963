import { AssertionError } from "node:assert";
import type { DeskAbility, DeskContractOptions, DeskStanding, SeenLine } from "./desk-driver.js";
import { type DeskStage, openDeskStage } from "./desk-stage.js";
import { eventually } from "./eventually.js";
import type { TestRunner } from "./runner.js";
import type { SimulatedCustomer } from "./simulated-customer.js";

/** What a test gets: the stage, and eyes that wait. */
export interface DeskFixture extends DeskStage {
	/** Waits until the desk shows these words, in this order; other lines may be between them. */
	shows(texts: readonly string[], conversationId?: string): Promise<readonly SeenLine[]>;
	/** Waits until a line with these words is marked so, or, with `undefined`, not at all. */
	marks(text: string, mark: SeenLine["mark"], conversationId?: string): Promise<void>;
	stands(standing: DeskStanding, conversationId?: string): Promise<void>;
	/** The words of a conversation, of people and of bots, that the desk shows now. */
	words(conversationId?: string): Promise<readonly string[]>;
	/** Takes a conversation, in which a person is asked for, and waits until it is the desk's. */
	takes(customer?: SimulatedCustomer): Promise<void>;
	/** Resolves when the desk has taken in whatever it was sent by now, as far as anybody outside can know. */
	caughtUp(): Promise<void>;
}

/** Defines the tests of one desk. */
export interface DeskSuite extends DeskContractOptions, TestRunner {
	/** One test on a stage of its own. Afterwards nobody has heard two voices, and every frame was of the protocol. */
	test(sentence: string, test: (fixture: DeskFixture) => Promise<void>): void;
	/** A test of what the desk may lack: where it does, the suite says so, and holds it to that. */
	ifAble(ability: DeskAbility, sentence: string, test: (fixture: DeskFixture) => Promise<void>): void;
}

export function deskSuite(options: DeskContractOptions, runner: TestRunner): DeskSuite {
	const test: DeskSuite["test"] = (sentence, run) => {
		runner.it(sentence, () => onStage(options, run));
	};
	return {
		...options,
		describe: (...given) => runner.describe(...given),
		it: (...given) => runner.it(...given),
		test,
		ifAble(ability, sentence, run) {
			const reason = options.cannot?.[ability];
			if (reason === undefined) test(sentence, run);
			else test(`cannot ${reason}`, async ({ desk }) => refuseAction(desk, ability));
		},
	};
}

async function onStage(
	options: DeskContractOptions,
	run: (fixture: DeskFixture) => Promise<void>,
): Promise<void> {
	const stage = await openDeskStage(options);
	try {
		await run(fixtureOn(stage, options.withinMs));
		stage.customer.assertOneVoice();
		fail(stage.tap.foreign, "The desk sent what is not of the protocol");
	} finally {
		await stage.end();
	}
}

function fixtureOn(stage: DeskStage, withinMs: number | undefined): DeskFixture {
	const own = stage.customer.conversationId;
	const seen = async (conversationId: string) => stage.desk.sees(conversationId);
	let markers = 0;

	async function stands(standing: DeskStanding, conversationId = own): Promise<void> {
		const look = async () => stage.desk.standing(conversationId);
		await eventually(
			look,
			(now) => now === standing,
			`The conversation should stand as ${standing}`,
			withinMs,
		);
	}

	/** Whoever confirms by itself may be faster than the hand that does it. */
	async function takes({ conversationId } = stage.customer): Promise<void> {
		if ((await sawAsked(conversationId)) === "asked") await attempt(() => stage.desk.take(conversationId));
		await stands("ours", conversationId);
	}

	async function sawAsked(conversationId: string): Promise<DeskStanding> {
		const look = async () => stage.desk.standing(conversationId);
		return eventually(look, (now) => now !== "elsewhere", "The desk should see that it is asked", withinMs);
	}

	async function shows(texts: readonly string[], conversationId = own): Promise<readonly SeenLine[]> {
		const isRight = (lines: readonly SeenLine[]) => isInOrder(texts, lines);
		return eventually(
			() => seen(conversationId),
			isRight,
			`The desk should show ${texts.join(", ")}`,
			withinMs,
		);
	}

	return {
		...stage,
		get desk() {
			return stage.desk;
		},
		...{ stands, takes, shows },
		async marks(text, mark, conversationId = own) {
			const isRight = (lines: readonly SeenLine[]) =>
				lines.some((line) => line.text === text && line.mark === mark);
			const how = mark === undefined ? "unmarked" : `marked as ${mark}`;
			await eventually(
				() => seen(conversationId),
				isRight,
				`The desk should show "${text}" ${how}`,
				withinMs,
			);
		},
		async words(conversationId = own) {
			const lines = await seen(conversationId);
			return lines.filter(({ by }) => by !== "notice").map(({ text }) => text);
		},
		async caughtUp() {
			markers += 1;
			const customer = stage.another(`Marker ${markers}`);
			await customer.says("Is this the last?");
			await stage.askFor(customer);
			await sawAsked(customer.conversationId);
		},
	};
}

async function attempt(act: () => unknown): Promise<void> {
	try {
		await act();
	} catch {
		// What came of it is seen at the desk.
	}
}

function isInOrder(texts: readonly string[], lines: readonly SeenLine[]): boolean {
	let next = 0;
	for (const { text } of lines) if (text === texts[next]) next += 1;
	return next === texts.length;
}

const actions: ReadonlySet<string> = new Set([
	"decline",
	"handOver",
	"sendDraft",
	"discardDraft",
	"note",
	"watch",
	"repeat",
]);

/** Whoever says that they cannot has no hand for it either. */
function refuseAction(desk: object, ability: DeskAbility): void {
	if (actions.has(ability) && Reflect.get(desk, ability) !== undefined)
		fail([ability], "The desk can do what its author says it cannot: take it out of cannot");
}

export function fail(faults: readonly string[], message: string): void {
	if (faults.length > 0) throw new AssertionError({ message: [message, ...faults].join("\n") });
}

/** The hand for an action. A desk that has none must say so. */
export function handFor<Action extends (...given: never[]) => unknown>(
	action: Action | undefined,
	name: DeskAbility,
): Action {
	if (action !== undefined) return action;
	throw new AssertionError({
		message: `The desk has no "${name}": give the driver one, or say why in cannot`,
	});
}
