import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { memoryStore, type Store, silentLogger } from "@baton/core";
import { nodeHandler } from "@baton/core/http";
import { inProcess } from "../../../src/index.js";
import {
	type EmulatedPerson,
	type SeenMessage,
	type SlackEmulator,
	startSlackEmulator,
} from "../../../src/slack/emulator/index.js";
import { type SlackDesk, slackDesk, slackManifest } from "../../../src/slack/index.js";
import type { DeskPlace, DeskStanding, DeskUnderTest, SeenLine } from "../../../src/testing/index.js";

/** What outlives a crash of the desk: Slack, the store, and the address that Slack calls. */
interface Outside {
	readonly slack: SlackEmulator;
	readonly store: Store;
	readonly server: Server;
	readonly url: string;
	desk: SlackDesk | undefined;
}

const outsides = new Map<string, Promise<Outside>>();

async function openOutside(): Promise<Outside> {
	const server = createServer();
	await new Promise<void>((resolve) => {
		server.listen(0, "127.0.0.1", resolve);
	});
	// A server that listens on a port has an address with one.
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack`;
	const slack = await startSlackEmulator({
		workspaces: [{ domain: "acme", people: ["Ana"], channels: ["waiting"] }],
		apps: [{ manifest: slackManifest({ requestUrl: url }) }],
		burst: 1000,
	});
	slack.workspace().person("Ana").invites("waiting", "Baton");
	const outside: Outside = { slack, store: memoryStore(), server, url, desk: undefined };
	server.on("request", (request, response) => {
		const { desk } = outside;
		if (desk === undefined) response.writeHead(502).end();
		else nodeHandler(desk.edge)(request, response);
	});
	return outside;
}

/** Ana's hands and eyes in Slack. */
export async function openSlackDesk(place: DeskPlace): Promise<DeskUnderTest> {
	const opened = outsides.get(place.folder) ?? openOutside();
	outsides.set(place.folder, opened);
	const outside = await opened;
	const { slack, store, server, url } = outside;
	const desk = slackDesk(
		{
			appId: place.appId,
			appSecret: place.appSecret,
			connect: { dial: inProcess(place.bridge) },
			...{ store, logger: silentLogger, apiUrl: slack.apiUrl },
			botToken: slack.app().botToken(),
			signingSecret: slack.app().signingSecret,
			announceIn: slack.workspace().channel("waiting"),
		},
		{ leaseMs: 500, postEveryMs: 0 },
	);
	outside.desk = desk;
	await desk.start();
	await slack.app().connect(url);
	const end = async () => {
		outside.desk = undefined;
		await desk.stop();
	};
	return {
		...handsOf(slack),
		crash: end,
		async close() {
			await end();
			await slack.close();
			server.close();
			server.closeAllConnections();
			outsides.delete(place.folder);
		},
	};
}

type Hands = Omit<DeskUnderTest, "crash" | "close">;

function handsOf(slack: SlackEmulator): Hands {
	const ana = slack.workspace().person("Ana");
	let repeatLast: () => Promise<unknown> = async () => {};

	const room = (conversationId: string) => roomOf(ana, conversationId);
	const standing = (conversationId: string) => standingOf(ana, conversationId);

	/** Presses the newest button with this action whose value names the conversation. */
	async function press(where: string, action: string, conversationId: string): Promise<void> {
		const found = ana
			.messagesIn(where)
			.flatMap(buttonsIn)
			.findLast((button) => button.action_id === action && button.value.includes(conversationId));
		if (found === undefined) throw new Error(`There is no button ${action} for ${conversationId}`);
		repeatLast = () => ana.presses(where, action);
		await ana.presses(where, action);
	}

	async function command(where: string, line: string): Promise<SeenMessage> {
		const before = new Set(ana.messagesIn(where).map(({ ts }) => ts));
		await ana.commands(where, line);
		return ana.sees(where, ({ ts, isEphemeral }) => isEphemeral && !before.has(ts));
	}

	return {
		standing,
		async take(conversationId) {
			if (standing(conversationId) === "asked") await press("waiting", "take", conversationId);
			else {
				const { text } = await command("general", `/baton pause ${conversationId}`);
				if (!text.includes("paused")) throw new Error(text);
			}
		},
		async decline(conversationId) {
			await press("waiting", "decline", conversationId);
		},
		async say(conversationId, text) {
			const { channel } = requireRoom(room(conversationId), conversationId);
			const { events } = slack.app();
			ana.says(channel, text);
			repeatLast = async () => {
				events.repeat(1);
				await events.settled();
			};
			await events.settled();
		},
		async release(conversationId) {
			// As a desk that hears no more: closing gives the conversation back and ends the mirroring.
			await press(requireRoom(room(conversationId), conversationId).channel, "close", conversationId);
		},
		async note(conversationId, text) {
			const { channel } = requireRoom(room(conversationId), conversationId);
			await command(channel, `/baton note ${text}`);
			await ana.sees(channel, `notes: ${text}`);
		},
		async handOver(conversationId, toAppId) {
			const { text } = await command(
				requireRoom(room(conversationId), conversationId).channel,
				`/baton handover ${toAppId}`,
			);
			if (!text.startsWith("Offered")) throw new Error(text);
		},
		async sendDraft(conversationId, corrected) {
			const { channel } = requireRoom(room(conversationId), conversationId);
			if (corrected === undefined) return press(channel, "draft-send", conversationId);
			await press(channel, "draft-correct", conversationId);
			await ana.seesView();
			await ana.submits({ words: corrected });
		},
		async discardDraft(conversationId) {
			const { channel } = requireRoom(room(conversationId), conversationId);
			await press(channel, "draft-discard", conversationId);
		},
		async watch(conversationId) {
			await command("general", `/baton open ${conversationId}`);
		},
		repeat: () => repeatLast(),
		sees(conversationId) {
			const found = room(conversationId);
			return found === undefined ? [] : linesIn(ana, found);
		},
	};
}

interface Room {
	readonly channel: string;
	readonly panel: SeenMessage;
}

function requireRoom(room: Room | undefined, conversationId: string): Room {
	if (room !== undefined) return room;
	throw new Error(`There is no room for ${conversationId}`);
}

/** The newest channel in which Ana is and whose panel names the conversation; one that is closed is named by its title. */
function roomOf(ana: EmulatedPerson, conversationId: string): Room | undefined {
	const name = conversationId.split("/").at(-1) ?? "";
	for (const channel of ana.channels.filter((each) => each.startsWith(`cs-${name}`)).toReversed()) {
		const [panel] = ana.messagesIn(channel).filter(({ isByApp }) => isByApp);
		if (panel !== undefined) return { channel, panel };
	}
	return undefined;
}

function standingOf(ana: EmulatedPerson, conversationId: string): DeskStanding {
	const room = roomOf(ana, conversationId);
	if (room !== undefined && buttonsIn(room.panel).some(({ action_id }) => action_id === "unpause"))
		return "ours";
	const isAsked = ana
		.messagesIn("waiting")
		.flatMap(buttonsIn)
		.some(({ action_id, value }) => action_id === "take" && value.includes(conversationId));
	return isAsked ? "asked" : "elsewhere";
}

interface Button {
	readonly action_id: string;
	readonly value: string;
}

function buttonsIn({ blocks }: SeenMessage): readonly Button[] {
	return blocks.flatMap((block) => (block.type === "actions" ? (block.elements as readonly Button[]) : []));
}

/** What Ana reads in a room, line by line: what was brought in at once, and what came live. */
function linesIn(ana: EmulatedPerson, { channel, panel }: Room): readonly SeenLine[] {
	return ana.messagesIn(channel).flatMap((message) => {
		if (message.ts === panel.ts || message.isEphemeral || message.subtype?.startsWith("channel_")) return [];
		if (message.subtype?.startsWith("group_")) return [];
		return isHistory(message) ? historyLines(message) : [toLine(message, ana)];
	});
}

function isHistory({ blocks }: SeenMessage): boolean {
	return blocks.at(-1)?.type === "divider";
}

interface TextBlock {
	readonly type: string;
	readonly text?: { readonly type: string; readonly text: string };
	readonly elements?: readonly { readonly type: string; readonly text?: string }[];
}

function historyLines({ blocks }: SeenMessage): readonly SeenLine[] {
	const lines: SeenLine[] = [];
	let head = "";
	for (const block of blocks as unknown as readonly TextBlock[]) {
		if (block.type === "context") head = block.elements?.at(-1)?.text ?? "";
		if (block.type !== "section") continue;
		const by = head.includes(":robot_face:")
			? "bot"
			: head.includes(":speech_balloon:")
				? "notice"
				: head.includes(":headphones:")
					? "human"
					: "user";
		const mark = head.endsWith("edited") ? { mark: "edited" as const } : {};
		lines.push({ by, text: block.text?.text ?? "", ...mark });
	}
	return lines;
}

function toLine(message: SeenMessage, ana: EmulatedPerson): SeenLine {
	const { by: name, isByApp, reactions } = message;
	const text = plain(message.text);
	if (!isByApp) {
		const mark = reactions.includes("warning") ? { mark: "undelivered" as const } : {};
		return { by: "human", name: ana.name, text, ...mark };
	}
	const draft = /^The bot would say.*:$/.test(message.text.split("\n")[0] ?? "")
		? draftOf(message)
		: undefined;
	if (draft !== undefined) return { by: "bot", name, text: draft, mark: "draft" };
	const note = /:memo: .* notes: (.*)$/s.exec(text)?.[1];
	if (note !== undefined) return { by: "notice", text: note };
	const by =
		name === "Baton" || name.endsWith("· notice")
			? "notice"
			: message.picture === ":robot_face:"
				? "bot"
				: name.endsWith("(agent)")
					? "human"
					: "user";
	const edited = text.endsWith(" (edited)");
	return { by, name, text: text.replace(/ \(edited\)$/, ""), ...(edited ? { mark: "edited" as const } : {}) };
}

function draftOf({ blocks }: SeenMessage): string | undefined {
	const [section] = blocks as unknown as readonly TextBlock[];
	return /\n> (.*)$/s.exec(plain(section?.text?.text ?? ""))?.[1];
}

function plain(text: string): string {
	return text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
}
