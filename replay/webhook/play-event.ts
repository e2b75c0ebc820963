import { type ProfileChoice, profileOf } from "@baton/agent-bridge/webhook";
import { ignored, type Outcome, refused, taken } from "../files/outcome.js";
import { ada } from "./ada.js";
import { isObject, type Members, memberIn } from "./payload.js";
import { type Stage, setStage } from "./stage.js";

interface Posted {
	readonly status: number;
	readonly text: string;
}

/** Posts an event as the system would, twice, and sees what becomes of the conversation. */
export async function playEvent(
	value: Members,
	contentType = "application/json",
): Promise<readonly Outcome[]> {
	const stage = await setStage(profileFor(value));
	try {
		const body = JSON.stringify(inStage(value, stage));
		const what = String(value.type ?? `eventid ${String(memberIn(value, "eventid"))}`);
		const before = await entriesIn(stage);
		const first = await post(stage, body, contentType);
		const after = await entriesIn(stage);
		if (first.status >= 500) return [refused(what, `${first.status}: ${first.text}`, true)];
		if (first.status !== 200) return [refused(what, reasonIn(first)), ...(await isWell(stage))];
		const second = await post(stage, body, contentType);
		const isDropped = second.text === first.text && (await entriesIn(stage)).length === after.length;
		const written = after.slice(before.length).map(({ type }) => type);
		return [
			taken(what, written.length === 0 ? "nothing to do" : written.join(", ")),
			isDropped
				? ignored(what, "again: a repeat has no effect")
				: ignored(what, "a repeat had an effect", true),
		];
	} finally {
		await stage.close();
	}
}

/** Ours, IMIconnect's, or the mapping that knows the event. */
function profileFor(value: Members): ProfileChoice {
	if (memberIn(value, "eventid") !== undefined) return "imiconnect";
	try {
		profileOf(ada).read(value);
		return ada;
	} catch {
		return "plain";
	}
}

/** A recording names a conversation of its own: here it is the one that the system holds. */
function inStage(value: unknown, stage: Stage): unknown {
	if (Array.isArray(value)) return value.map((each) => inStage(each, stage));
	if (!isObject(value)) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, each]) => [
			name,
			/^conversation_?id$/i.test(name) ? stage.conversation : inStage(each, stage),
		]),
	);
}

async function entriesIn({ handoff, key }: Stage) {
	return handoff.store.readEntries(key, { limit: 200 });
}

/** One bad call costs the next nothing. */
async function isWell(stage: Stage): Promise<readonly Outcome[]> {
	const note = { type: "note.add", data: { conversation_id: stage.conversation, text: "still there" } };
	const { status } = await post(stage, JSON.stringify(note), "application/json");
	return status < 500 ? [] : [ignored("next call", `${status}`, true)];
}

async function post({ address, accessToken }: Stage, body: string, contentType: string): Promise<Posted> {
	const response = await fetch(address, {
		...{ method: "POST", body, signal: AbortSignal.timeout(5_000) },
		headers: { authorization: `Bearer ${accessToken}`, "content-type": contentType },
	});
	return { status: response.status, text: await response.text() };
}

function reasonIn({ status, text }: Posted): string {
	const { error } = JSON.parse(text) as {
		readonly error?: { readonly code: string; readonly message: string };
	};
	return error === undefined ? `${status}: ${text}` : `${status} ${error.code}: ${error.message}`;
}
