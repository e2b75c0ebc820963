import { type Outcome, refused, taken } from "../files/outcome.js";
import type { Answer } from "./payload.js";
import { say, setStage } from "./stage.js";

/** Has the endpoint answer so, and sees what Baton makes of it. */
export async function playAnswer(answer: Answer): Promise<readonly Outcome[]> {
	const stage = await setStage("plain");
	try {
		const acknowledged = waitFor(async () => stage.handoff.store.readCursor("system" as never, stage.key));
		const before = await acknowledged((cursor) => cursor > 0);
		stage.answerWith(answer);
		const calls = stage.calls;
		await say(stage.handoff, stage.key);
		const outcome = waitFor(async () => ({
			status: await stage.desk.status(),
			cursor: await stage.handoff.store.readCursor("system" as never, stage.key),
		}));
		const { status, cursor } = await outcome((now) => now.status.failures > 0 || now.cursor > before);
		const what = `answer ${answer.status}`;
		if (cursor > before) return [taken(what, "taken")];
		const then =
			status.status === "inactive"
				? "not called any more"
				: `to be tried again, ${stage.calls - calls} so far`;
		return [refused(what, `${status.why ?? ""}: ${then}`)];
	} finally {
		await stage.close();
	}
}

/** What happens over a network is waited for. */
function waitFor<T>(look: () => Promise<T>): (isSo: (value: T) => boolean) => Promise<T> {
	return async (isSo) => {
		for (const end = Date.now() + 8_000; Date.now() < end; ) {
			const value = await look();
			if (isSo(value)) return value;
			await new Promise((resolve) => setTimeout(resolve, 10));
		}
		throw new Error("nothing came of it");
	};
}
