import { setTimeout as pause } from "node:timers/promises";
import { ignored, type Outcome, refused, taken } from "../files/outcome.js";
import { type Expected, expectedOf, ownBotIn } from "./expected.js";
import { isObject, type Members, type Post } from "./payload.js";
import { type Answer, send } from "./send.js";
import type { Stage } from "./stage.js";

/** Posts what Slack would, and sees what the desk keeps of it; then as it must not be taken, and once more. */
export async function playPost(
	stage: Stage,
	type: "event" | "command" | "interaction",
	recorded: Post,
): Promise<readonly Outcome[]> {
	const what = nameOf(type, recorded.body);
	const post = asOurs(stage, recorded);
	const expected = expectedOf(type, recorded.body);
	const forged = await forgeriesTaken(stage, post);
	const before = stage.kept.length;
	const answer = await send(stage, post);
	const { status } = answer;
	const kept = stage.kept.slice(before);
	const again = await send(stage, post, { isRetry: true });
	const outcome = challengeOutcome(recorded, answer) ?? outcomeOf(what, expected, status, kept);
	const repeats =
		again.status === status ? [] : [refused(what, `repeated it is answered with ${again.status}`, true)];
	const live = expected === "said" && status === 200 ? await playInRoom(stage, recorded) : [];
	return [...forged, outcome, ...repeats, ...live];
}

function nameOf(type: string, { event, type: kind, command }: Members): string {
	if (type === "command") return String(command);
	if (!isObject(event)) return String(kind);
	const { type: inner, subtype } = event;
	return [inner, subtype].filter((part) => part !== undefined).join(".");
}

/** The bot in the recording is ours here. */
function asOurs({ slack }: Stage, post: Post): Post {
	const bot = ownBotIn(post.body.authorizations);
	if (bot === undefined) return post;
	return { ...post, text: post.text.replaceAll(`"${bot}"`, `"${slack.app().botUser()}"`) };
}

async function forgeriesTaken(stage: Stage, post: Post): Promise<readonly Outcome[]> {
	const answers = {
		"signed by somebody else": await send(stage, post, { secret: "another secret" }),
		"ten minutes old": await send(stage, post, { ageS: 600 }),
		"ten minutes ahead": await send(stage, post, { ageS: -600 }),
	};
	return Object.entries(answers).flatMap(([how, { status }]) =>
		status === 401 ? [] : [refused("request", `${how} it is answered with ${status}`, true)],
	);
}

/** The one post that is answered with more than a status. */
function challengeOutcome({ body }: Post, { status, text }: Answer): Outcome | undefined {
	if (body.type !== "url_verification") return undefined;
	if (status === 200 && text === body.challenge)
		return taken("url_verification", "the challenge is repeated");
	return refused("url_verification", `answered with ${status} and not with the challenge`, true);
}

function outcomeOf(what: string, expected: Expected, status: number, kept: readonly Members[]): Outcome {
	if (status !== 200) return refused(what, `answered with ${status}`, expected !== "nothing");
	const [first] = kept;
	const kind = String(first?.kind ?? "nothing");
	if (kind !== expected) return ignored(what, `kept as ${kind}, expected ${expected}`, true);
	return kind === "nothing" ? ignored(what, "nothing for the desk") : taken(what, `kept as ${kind}`);
}

const reachesWithinMs = 3_000;

/** What a person wrote, written by an agent where a customer is: it must reach the customer, and only once. */
async function playInRoom(stage: Stage, { body }: Post): Promise<readonly Outcome[]> {
	const { event } = body;
	if (!isObject(event) || event.thread_ts !== undefined || event.files !== undefined) return [];
	const before = stage.toldCustomer().length;
	const moved = { ...event, channel: stage.room, user: stage.agent.id, ts: "1760000000.000100" };
	const text = JSON.stringify({ ...body, event_id: `${String(body.event_id)}-in-room`, event: moved });
	const post: Post = { contentType: "application/json", text, body };
	await send(stage, post);
	await send(stage, post, { isRetry: true });
	for (const until = Date.now() + reachesWithinMs; Date.now() < until; await pause(10))
		if (stage.toldCustomer().length > before) break;
	// What the repeat does is behind it in the desk's own queue.
	const last = { ...moved, ts: "1760000000.000200", text: "last" };
	await send(stage, { ...post, text: JSON.stringify({ ...body, event_id: "Ev0LAST", event: last }) });
	for (const until = Date.now() + reachesWithinMs; Date.now() < until; await pause(10))
		if (stage.toldCustomer().at(-1) === "last") break;
	const told = stage.toldCustomer().slice(before);
	if (told.at(-1) !== "last") return [refused("in a room", "it did not reach the customer", true)];
	if (told.length !== 2) return [refused("in a room", `the customer got it ${told.length - 1} times`, true)];
	return [taken("in a room", `the customer read ${JSON.stringify(told[0])}, once`)];
}
