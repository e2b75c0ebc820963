import { expect } from "chai";
import type { Bridge, Seam } from "../../src/index.js";
import {
	bridgeServerContract,
	type DeskContractOptions,
	type DeskUnderTest,
	deskContract,
	type ServerContractOptions,
	simulatedDesk,
	type TestRunner,
} from "../../src/testing/index.js";
import { type OwnServerOptions, openOwnServer } from "./own-server.js";

/** Long enough for what happens at once, as everything here does. */
const withinMs = 1_000;

/** The tests that a suite defines, by their sentences. */
function collect(define: (runner: TestRunner) => void): ReadonlyMap<string, () => Promise<void>> {
	const tests = new Map<string, () => Promise<void>>();
	define({ describe: (_, inner) => inner(), it: (sentence, test) => tests.set(sentence, test) });
	return tests;
}

async function outcomeOf(tests: ReadonlyMap<string, () => Promise<void>>, sentence: string): Promise<string> {
	const test = tests.get(sentence);
	if (test === undefined) return `there is no test "${sentence}"`;
	return test().then(
		() => "passed",
		() => "failed",
	);
}

function serverTests(around: OwnServerOptions) {
	const open: ServerContractOptions["open"] = (wanted) => openOwnServer(wanted, around);
	return collect((runner) => bridgeServerContract("broken", { open, withinMs }, runner));
}

function deskTests(around: (desk: DeskUnderTest) => DeskUnderTest, more: Partial<DeskContractOptions> = {}) {
	const open: DeskContractOptions["open"] = async (place) => {
		const desk = simulatedDesk(place);
		await desk.whenConnected();
		return around(desk);
	};
	return collect((runner) => deskContract("broken", { open, withinMs, ...more }, runner));
}

/** A server whose frames pass through other hands. */
function meddled(meddle: (seam: Seam) => Seam) {
	return (bridge: Bridge): Pick<Bridge, "accept"> => ({ accept: (seam) => bridge.accept(meddle(seam)) });
}

const forgetful = meddled((seam) => ({
	...seam,
	onMessage: (listener) => seam.onMessage((text) => text.includes('"type":"ack"') || listener(text)),
}));

const muddled = meddled((seam) => {
	const kept: string[] = [];
	return {
		...seam,
		send(text, urgent) {
			if (text.includes('"type":"userSay"') && kept.length === 0) return void kept.push(text);
			seam.send(text, urgent);
			for (const late of kept.splice(0)) seam.send(late, urgent);
		},
	};
});

const careless = meddled((seam) => ({
	...seam,
	send: (text, urgent) => seam.send(text.replace(/"epoch":\d+,/, ""), urgent),
}));

describe("The suite for servers", () => {
	const broken: readonly (readonly [string, OwnServerOptions, string])[] = [
		[
			"lets everybody in",
			{ authenticate: () => true },
			"sends away a wrong secret, and does not say which it was",
		],
		[
			"forgets what was acknowledged",
			{ around: forgetful },
			"tells again, after a reconnection, what was not acknowledged, and nothing else",
		],
		["changes the order", { around: muddled }, "tells what an app must know in the order of the log"],
		[
			"leaves out what the schemas ask for",
			{ around: careless },
			"tells what an app must know in the order of the log",
		],
	];

	for (const [what, options, sentence] of broken) {
		it(`fails a server that ${what}`, async () => {
			expect(await outcomeOf(serverTests(options), sentence)).to.equal("failed");
			expect(await outcomeOf(serverTests({}), sentence)).to.equal("passed");
		});
	}
});

describe("The suite for desks", () => {
	const broken: readonly (readonly [string, (desk: DeskUnderTest) => DeskUnderTest, string])[] = [
		[
			"shows everything twice",
			(desk) => ({ ...desk, sees: async (id) => (await desk.sees(id)).flatMap((line) => [line, line]) }),
			"doubles nothing when everything comes twice",
		],
		[
			"throws away what was refused",
			(desk) => ({
				...desk,
				sees: async (id) => (await desk.sees(id)).filter(({ mark }) => mark !== "unsent"),
			}),
			"keeps for its human what was refused",
		],
		[
			"goes on listening",
			(desk) => ({
				...desk,
				release: async (id) => {
					await desk.release(id);
					await desk.watch?.(id);
				},
			}),
			"hears the user no more when it has given control back",
		],
		[
			"forgets what it was told",
			(desk) => ({ ...desk, sees: async (id) => (await desk.sees(id)).slice(-3) }),
			"sees what was said before it took the conversation",
		],
		[
			"has no hand for what its author does not say that it cannot",
			({ note: _, ...desk }) => desk,
			"writes internal lines that the user never sees",
		],
	];

	for (const [what, around, sentence] of broken) {
		it(`fails a desk that ${what}`, async () => {
			expect(await outcomeOf(deskTests(around), sentence)).to.equal("failed");
			expect(
				await outcomeOf(
					deskTests((desk) => desk),
					sentence,
				),
			).to.equal("passed");
		});
	}

	it("fails a desk that can do what its author says it cannot", async () => {
		const tests = deskTests((desk) => desk, { cannot: { note: "write notes" } });

		expect(await outcomeOf(tests, "cannot write notes")).to.equal("failed");
	});

	it("says without a test runner what to do", () => {
		const { describe: ours } = globalThis;
		Reflect.deleteProperty(globalThis, "describe");
		try {
			expect(() =>
				deskContract("lonely", { open: async () => simulatedDesk({ url: "ws://nowhere" }) }),
			).to.throw("no-test-runner");
		} finally {
			Reflect.set(globalThis, "describe", ours);
		}
	});
});
