import type { IncomingMessage, ServerResponse } from "node:http";
import {
	type AppId,
	type BotId,
	type Conversation,
	type ConversationKey,
	type DeskPort,
	type Entry,
	toTranscript,
	type UserId,
} from "@baton/core";
import type { Deed } from "../bridge/audit.js";
import { framesOf } from "../bridge/render.js";
import type { TranscriptLink } from "../bridge/transcript-link.js";
import { toSnapshot } from "../protocol/snapshot.js";
import { respond } from "./respond.js";
import type { SignedIn } from "./sign-in.js";
import { html } from "./transcript/html.js";
import { type Shown, transcriptPolicy, writeMessage, writePage } from "./transcript/page.js";

export interface TranscriptRoutes {
	readonly handoff: DeskPort;
	/** The app in whose name people look. */
	readonly appId: string;
	/** Where the console is. */
	readonly path: string;
	readonly readLink: (token: string) => TranscriptLink | undefined;
	readonly readSession: (request: IncomingMessage) => SignedIn | undefined;
	readonly note: (
		request: IncomingMessage,
		deed: Pick<Deed, "what" | "outcome" | "conversation" | "bot">,
	) => Promise<void>;
}

const fileEnding = ".transcript";
/** So many lines are on one page. */
const pageLength = 500;

/** Shows a transcript to whoever is signed in and may see it, as long as the link is good. */
export async function serveTranscript(
	routes: TranscriptRoutes,
	request: IncomingMessage,
	response: ServerResponse,
	{ pathname, searchParams }: URL,
): Promise<void> {
	const name = pathname.slice(`${routes.path}/transcript/`.length);
	const isFile = name.endsWith(fileEnding);
	const token = isFile ? name.slice(0, -fileEnding.length) : name;
	const link = routes.readLink(token);
	if (link === undefined) return say(response, 404, "There is no such transcript", "Ask for a new link.");
	const signedIn = routes.readSession(request);
	if (signedIn === undefined) return askToSignIn(routes, response, pathname);
	if (routes.handoff.clock.now() >= link.until)
		return say(response, 410, "This link has expired", "Ask for a new one: it shows the same conversation.");
	const all = await conversationsOf(routes.handoff, link);
	const visible = all.filter(({ bot }) => maySee(routes, signedIn, link, bot));
	if (visible.length === 0) {
		await routes.note(request, { what: "readTranscript", outcome: "forbidden" });
		return all.length === 0
			? say(response, 404, "There is nothing to show", "The conversation is not kept any more.")
			: say(
					response,
					403,
					"You may not see this conversation",
					"It is one of a bot that you do not work for.",
				);
	}
	for (const { key, bot } of visible)
		await routes.note(request, { what: "readTranscript", outcome: "done", conversation: key, bot });
	return isFile
		? sendFile(routes, response, visible)
		: sendPage(routes, response, { visible, token, from: searchParams.get("from") });
}

async function conversationsOf(
	{ store }: DeskPort,
	{ conversationId, botUserId }: TranscriptLink,
): Promise<readonly Conversation[]> {
	const keys =
		conversationId === undefined
			? await store.readConversationsOf(botUserId as UserId)
			: [conversationId as ConversationKey];
	const loaded = await Promise.all([...keys].sort().map(async (key) => (await store.load(key)).conversation));
	return loaded.flatMap((one) => one ?? []);
}

/** Whoever asked for the link, the app and the person must all work for the bot. */
function maySee(
	{ handoff, appId }: TranscriptRoutes,
	{ botIds }: SignedIn,
	{ bots }: TranscriptLink,
	bot: BotId,
): boolean {
	if (handoff.apps.get(appId as AppId)?.bots.includes(bot) !== true) return false;
	return bots.includes(bot) && (botIds === undefined || botIds.includes(bot));
}

interface Stretch {
	readonly visible: readonly Conversation[];
	readonly token: string;
	/** How many conversations, and up to which position of the next, were shown before. */
	readonly from: string | null;
}

async function sendPage(
	{ handoff, path, appId }: TranscriptRoutes,
	response: ServerResponse,
	{ visible, token, from }: Stretch,
): Promise<void> {
	const [skipped = 0, position = 0] = /^\d{1,6}-\d{1,15}$/.test(from ?? "")
		? (from ?? "").split("-").map(Number)
		: [];
	const shown: Shown[] = [];
	let [index, after, room] = [skipped, position, pageLength];
	for (; index < visible.length && room > 0; index += 1) {
		const conversation = visible[index];
		if (conversation === undefined) break;
		const read = await handoff.store.readEntries(conversation.key, { after, limit: room + 1 });
		const entries = read.slice(0, room);
		const frames = await framesOf(handoff.store, { conversation, app: appId as AppId, entries });
		const more = read.length > room;
		shown.push({ conversation: toSnapshot(conversation), entries: frames, more });
		room -= entries.length;
		if (more) break;
		after = 0;
	}
	const last = shown.at(-1);
	const ended = last?.more === true ? `${index}-${last.entries.at(-1)?.position ?? 0}` : `${index}-0`;
	const here = `${path}/transcript/${token}`;
	const hasMore = last?.more === true || index < visible.length;
	const page = writePage({
		shown,
		next: hasMore ? `${here}?from=${ended}` : undefined,
		file: `${here}${fileEnding}`,
	});
	sendHtml(response, 200, page);
}

async function sendFile(
	{ handoff }: TranscriptRoutes,
	response: ServerResponse,
	visible: readonly Conversation[],
): Promise<void> {
	const all = await Promise.all(
		visible.map(async (conversation) =>
			toTranscript(conversation, await entriesOf(handoff, conversation.key)),
		),
	);
	respond(response, 200, `${JSON.stringify(all.flat(), undefined, "\t")}\n`, {
		"Content-Type": "application/json; charset=utf-8",
		"Content-Disposition": 'attachment; filename="conversation.transcript"',
	});
}

async function entriesOf({ store }: DeskPort, key: ConversationKey): Promise<readonly Entry[]> {
	const entries: Entry[] = [];
	for (;;) {
		const page = await store.readEntries(key, { after: entries.at(-1)?.position ?? 0, limit: pageLength });
		entries.push(...page);
		if (page.length < pageLength) return entries;
	}
}

/** A browser that comes from another site brings no session along at first, and does when the link is followed here. */
function askToSignIn({ path }: TranscriptRoutes, response: ServerResponse, pathname: string): void {
	sendHtml(
		response,
		401,
		writeMessage(
			"Sign in to see this conversation",
			html`<p class="about">It is shown to people who work here.</p>
<p class="tools"><a href="${pathname}">I am signed in: show it</a><a href="${path}/sign-in">Sign in</a></p>`,
		),
	);
}

function say(response: ServerResponse, status: number, title: string, more: string): void {
	sendHtml(response, status, writeMessage(title, html`<p class="about">${more}</p>`));
}

function sendHtml(response: ServerResponse, status: number, page: string): void {
	respond(response, status, page, {
		"Content-Type": "text/html; charset=utf-8",
		"Content-Security-Policy": transcriptPolicy,
	});
}
