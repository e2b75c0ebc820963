import type { Heard, Transcript } from "@baton/agent-bridge/client";
import { type Control, type ConversationKey, type EntryId, offerOf, type Store } from "@baton/core";
import type { Commanded } from "../world/commanding.js";
import type { Desk } from "../world/desk.js";
import type { Network } from "../world/network.js";
import { type Talk, talkOf, type World } from "../world/world.js";

export interface DeskWatchOptions {
	readonly desks: readonly Desk[];
	readonly network: Network;
	/** Looks into the store, past everything. */
	readonly look: Store["load"];
}

/** What the apps are told, and what becomes of what they command: promises 3, 4, 5, 7 and 8. */
export function watchDesks(world: World, { desks, network, look }: DeskWatchOptions): { end(): void } {
	const { court, history, talks, words } = world;
	const commanded = new Map<string, Commanded>();
	const heardBy = new Map<string, Map<ConversationKey, Map<number, EntryId>>>();
	const shownTo = new Map<ConversationKey, Map<number, string>>();
	/** By app and conversation, the last position in this incarnation. */
	const last = new Map<string, number>();

	for (const desk of desks) desk.listen({ heard, answered, read, began: ({ role }) => forget(role.id) });
	network.listen((app, text) => checkLeak(app, text));
	history.listen({
		changed: (_, { key, command, entries }, before) => {
			if (command !== undefined) checkStale(key, command, before?.control);
			for (const entry of entries)
				if (entry.type === "appSaid") checkEpochOfWords(key, entry.activity.text, entry);
		},
	});

	function forget(app: string): void {
		for (const name of last.keys()) if (name.startsWith(`${app} `)) last.delete(name);
	}

	function heard({ role }: Desk, frame: Heard): void {
		const key = frame.conversationId as ConversationKey;
		if (!("position" in frame) || !("entryId" in frame)) return;
		const name = `${role.id} ${key}`;
		const before = last.get(name) ?? 0;
		if (frame.position === before) court.accuse(4, key, `${role.id} is told of ${frame.entryId} twice`);
		if (frame.position < before)
			court.accuse(5, key, `${role.id} is told of position ${frame.position} after ${before}`);
		last.set(name, frame.position);
		noteHeard(role.id, key, frame.position, frame.entryId as EntryId);
	}

	function noteHeard(app: string, key: ConversationKey, position: number, id: EntryId): void {
		const byKey = heardBy.get(app) ?? new Map<ConversationKey, Map<number, EntryId>>();
		heardBy.set(app, byKey);
		const positions = byKey.get(key) ?? new Map<number, EntryId>();
		byKey.set(key, positions);
		positions.set(position, id);
	}

	/** A transcript is the log, read in pages: without gaps, and with the entries that the log has. */
	function read({ role }: Desk, { key, bot }: Talk, { entries }: Transcript): void {
		if (!role.bots.includes(bot))
			court.accuse(7, key, `${role.id} reads the log of a conversation of ${bot}`);
		const places = shownTo.get(key) ?? new Map<number, string>();
		shownTo.set(key, places);
		for (const [index, { position, entryId }] of entries.entries()) {
			const before = entries[index - 1]?.position;
			if (before !== undefined && position !== before + 1)
				court.accuse(5, key, `In a transcript position ${position} follows ${before}`);
			places.set(position, entryId);
		}
	}

	/** No byte of a conversation of another bot comes over the connection. */
	function checkLeak(app: string, text: string): void {
		const bots = world.roles.find(({ id }) => id === app)?.bots ?? [];
		for (const nick of words.nicksIn(text)) {
			const talk = talks.find((each) => each.nick === nick);
			if (talk !== undefined && !bots.includes(talk.bot))
				court.accuse(7, talk.key, `${app} gets words of ${nick}: ${text.slice(0, 200)}`);
		}
	}

	/** The bridge names commands by the app and the frame's id. */
	function checkStale(key: ConversationKey, command: string, control: Control | undefined): void {
		const found = commandOf(command);
		if (found === undefined || control === undefined) return;
		const { frame, id } = found;
		if (frame.type === "handoverConfirmed" && frame.offerId !== offerOf(control)?.id)
			court.accuse(8, key, `${id} confirms ${frame.offerId}, and ${offerOf(control)?.id} stands`);
		const named = "epoch" in frame && frame.type !== "close" ? frame.epoch : undefined;
		if (named !== undefined && named !== control.epoch)
			court.accuse(8, key, `${id} (${frame.type}) of epoch ${named} had its effect under ${control.epoch}`);
	}

	function checkEpochOfWords(
		key: ConversationKey,
		text: string | undefined,
		entry: { readonly epoch: number },
	): void {
		const said = text === undefined ? undefined : all().find((each) => each.text === text);
		if (said === undefined || !("epoch" in said.frame)) return;
		if (said.frame.epoch !== entry.epoch)
			court.accuse(8, key, `${said.id} of epoch ${said.frame.epoch} was said under ${entry.epoch}`);
	}

	function commandOf(command: string): Commanded | undefined {
		if (!command.startsWith("[")) return undefined;
		const id = (JSON.parse(command) as readonly string[]).at(-1) ?? "";
		const known = commanded.get(id);
		if (known !== undefined) return known;
		for (const desk of desks) for (const each of desk.commands) commanded.set(each.id, each);
		return commanded.get(id);
	}

	function all(): readonly Commanded[] {
		return desks.flatMap(({ commands }) => commands);
	}

	/** A refusal says what is true now. What was done is there. */
	function answered({ role }: Desk, { id, talk, answer, text, frame }: Commanded): void {
		if (answer === "open") return;
		if (!role.bots.includes(talk.bot)) {
			const isHidden =
				answer !== "done" && answer.refused === "unknown-conversation" && answer.epoch === undefined;
			if (!isHidden)
				court.accuse(
					7,
					talk.key,
					`${role.id} is answered ${JSON.stringify(answer)} on a foreign conversation`,
				);
			return;
		}
		// A second copy of an interjection may find that the bot holds control again.
		const mayBeBoth = frame.type === "interject" && answer !== "done";
		if (text !== undefined && !mayBeBoth) void checkWords(id, talk.key, text, answer);
		const isStale =
			answer !== "done" && (answer.refused === "stale-epoch" || answer.refused === "not-in-control");
		if (isStale && answer.epoch === undefined)
			court.accuse(8, talk.key, `${id} (${frame.type}) was refused without saying what is true now`);
	}

	/** What was acknowledged is in the log, and what was refused is not. */
	async function checkWords(
		id: string,
		key: ConversationKey,
		text: string,
		answer: Exclude<Commanded["answer"], "open">,
	): Promise<void> {
		history.seen((await look(key)).conversation);
		const isSaid = history
			.of(key)
			.log.some((entry) => entry.type === "appSaid" && entry.activity.text === text);
		if (answer === "done" && !isSaid)
			court.accuse(3, key, `${id} was acknowledged and is not in the log: ${text}`);
		if (answer !== "done" && isSaid)
			court.accuse(3, key, `${id} was refused (${answer.refused}) and is in the log: ${text}`);
	}

	/** Everything that was addressed to an app has reached it, and is what the log has there. */
	function end(): void {
		for (const { key, log } of history.chronicles.values()) {
			for (const [position, id] of shownTo.get(key) ?? []) {
				if (log[position - 1]?.id !== id)
					court.accuse(
						5,
						key,
						`A transcript had ${id} at ${position}, where the log has ${log[position - 1]?.id}`,
					);
			}
			for (const { role } of desks) {
				const positions = heardBy.get(role.id)?.get(key);
				for (const entry of log) {
					const isMissing = entry.to.includes(role.id as never) && !positions?.has(entry.position);
					if (isMissing)
						court.accuse(3, key, `${role.id} was never told of ${entry.type} at ${entry.position}`);
				}
				for (const [position, id] of positions ?? []) {
					if (log[position - 1]?.id !== id)
						court.accuse(
							5,
							key,
							`${role.id} heard ${id} at ${position}, where the log has ${log[position - 1]?.id}`,
						);
				}
				if (positions !== undefined && !role.bots.includes(talkOf(world, key)?.bot ?? ""))
					court.accuse(7, key, `${role.id} hears of a conversation of another bot`);
			}
		}
	}

	return { end };
}
