import { fail } from "./desk-fixture.js";
import { eventually } from "./eventually.js";
import { openRawLine, type RawLine, type RawLineOptions } from "./raw-line.js";
import type { TestRunner } from "./runner.js";
import type { AppCredentials, ServerContractOptions, ServerUnderTest } from "./server-driver.js";

/** What a test gets: the server, and connections by hand. */
export interface ServerFixture extends ServerUnderTest {
	/** A connection that has said nothing yet. */
	dial(options?: RawLineOptions): Promise<RawLine>;
	/** A connection of an app, which the server has greeted. */
	connected(app: AppCredentials, more?: object): Promise<RawLine>;
	/** Waits until it is so. */
	until(isSo: () => boolean | Promise<boolean>, expectation: string): Promise<void>;
	/** Resolves when the server has answered everything that was sent on the line so far. */
	settled(line: RawLine): Promise<void>;
}

export interface ServerSuite extends TestRunner {
	/** One test on a server of its own. Afterwards every frame that it sent is as the schemas have it. */
	test(sentence: string, test: (fixture: ServerFixture) => Promise<void>, heartbeatMs?: number): void;
}

/** Nobody is quiet for so long in a test. */
const unheardOfMs = 600_000;

export function serverSuite(options: ServerContractOptions, runner: TestRunner): ServerSuite {
	return {
		describe: (...given) => runner.describe(...given),
		it: (...given) => runner.it(...given),
		test(sentence, run, heartbeatMs = unheardOfMs) {
			runner.it(sentence, () => onServer(options, heartbeatMs, run));
		},
	};
}

async function onServer(
	{ open, withinMs }: ServerContractOptions,
	heartbeatMs: number,
	run: (fixture: ServerFixture) => Promise<void>,
): Promise<void> {
	const server = await open({ heartbeatMs });
	const lines: RawLine[] = [];
	let questions = 0;

	async function dial(options: RawLineOptions = {}): Promise<RawLine> {
		const line = await openRawLine(server.url, { withinMs, ...options });
		lines.push(line);
		return line;
	}

	try {
		await run({
			...server,
			dial,
			async connected(app, more) {
				const line = await dial();
				line.send({ type: "connect", version: 1, ...app, ...more });
				await line.next("connected");
				return line;
			},
			async until(isSo, expectation) {
				await eventually(isSo, (now) => now, expectation, withinMs);
			},
			async settled(line) {
				questions += 1;
				line.send({ type: "getList", id: `settled-${questions}`, of: "open", limit: 1 });
				await line.answer(`settled-${questions}`);
			},
		});
		fail(
			lines.flatMap(({ foreign }) => foreign),
			"The server sent what is not of the protocol",
		);
	} finally {
		for (const line of lines) line.close();
		await server.close();
	}
}
