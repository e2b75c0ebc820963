import type { StoreFinding } from "../../conversation/store.js";
import type { HandoffOptions } from "../../handoff-options.js";
import { messageOf } from "../../message-of.js";
import type { Subcommand } from "../subcommand.js";
import { configurationHelp, readWords, withHandoff } from "./configuration.js";

const marks = { fine: "ok   ", mind: "mind ", wrong: "WRONG" } as const;

export const doctorCommand: Subcommand = {
	summary: "checks a configuration and its store",
	usage: `Checks a configuration: whether it is complete, its store answers, and it is set up to keep what it promises.

  baton doctor [--config FILE]

${configurationHelp}

It ends with 1 if something is wrong.`,
	async run(words) {
		const { options } = await readWords(words);
		const findings = [...examineOptions(options), ...(await examineStore(options))];
		for (const { level, text } of findings) console.log(`${marks[level]}  ${text}`);
		return findings.some(({ level }) => level === "wrong") ? 1 : 0;
	},
};

function examineOptions({ apps = [], store, retention }: HandoffOptions): readonly StoreFinding[] {
	const desks = apps.filter(({ kind, offered }) => kind === "human" && offered !== false);
	return [
		desks.length > 0
			? { level: "fine", text: `${desks.length} desk(s) are asked when a person is wanted` }
			: { level: "wrong", text: "No desk is asked when a person is wanted: add an app of kind human" },
		store === undefined
			? { level: "wrong", text: "Conversations live in memory and are gone with the process: give a store" }
			: { level: "fine", text: "A store is given" },
		retention === undefined
			? { level: "mind", text: "Everything is kept for ever: set retention, if that is not meant" }
			: { level: "fine", text: "Old conversations are let go" },
	];
}

/** A clock that is further off makes timers late, or early. */
const clockLimitMs = 2_000;

async function examineStore(options: HandoffOptions): Promise<readonly StoreFinding[]> {
	try {
		return await withHandoff(options, async ({ store, bots }) => {
			await store.readFact("doctor");
			const off = Math.abs(store.now() - Date.now());
			const undelivered = await store.readUndelivered(1_000);
			const own = (await store.examine?.()) ?? [];
			return [
				{ level: "fine", text: `The store answers, for ${[...bots.keys()].join(", ")}` },
				off <= clockLimitMs
					? { level: "fine", text: "Its clock and this machine's agree" }
					: { level: "mind", text: `Its clock is ${off} ms off this machine's: set both by NTP` },
				undelivered.length === 0
					? { level: "fine", text: "Everything has been sent" }
					: { level: "mind", text: `${undelivered.length} could not be sent: see baton undelivered` },
				...own,
			];
		});
	} catch (error) {
		return [{ level: "wrong", text: messageOf(error) }];
	}
}
