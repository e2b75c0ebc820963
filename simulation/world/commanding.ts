import type { Client, Outgoing } from "@baton/agent-bridge/client";
import type { BatonError } from "@baton/core";
import type { Random } from "../time/random.js";
import type { Role, Talk, World } from "./world.js";

/** What a desk once commanded, and what it was told about it. */
export interface Commanded {
	readonly id: string;
	readonly talk: Talk;
	readonly frame: Outgoing;
	readonly text: string | undefined;
	readonly sentAt: number;
	/** `open` while nobody has answered. */
	answer: "open" | "done" | { readonly refused: string; readonly epoch: number | undefined };
}

interface CommandDetails {
	/** What it says, if it says something. */
	readonly text?: string;
	readonly twice?: boolean;
}

export interface Commanding {
	readonly commands: readonly Commanded[];
	send(talk: Talk, frame: Outgoing, details?: CommandDetails): void;
}

export interface CommandingOptions {
	readonly role: Role;
	readonly random: Random;
	readonly client: () => Client;
	readonly isAlive: () => boolean;
	readonly onAnswered: (commanded: Commanded) => void;
}

const attempts = 4;

/** Sends what a desk commands, again and with the same id where nobody answers. */
export function createCommanding(world: World, options: CommandingOptions): Commanding {
	const { scheduler, tally, story } = world;
	const { role, random } = options;
	const commands: Commanded[] = [];

	function attempt(commanded: Commanded, count: number): void {
		options
			.client()
			.send(commanded.frame)
			.then(
				() => settle(world, options, commanded, "done"),
				(error: BatonError) => {
					if (error.code === "closed") return;
					if (error.code !== "no-answer" && error.code !== "failed") {
						settle(world, options, commanded, refusalOf(error));
						return;
					}
					tally.count("fault", "frame: no answer");
					if (count < attempts && random.chance(0.8)) attempt(commanded, count + 1);
				},
			);
	}

	return {
		commands,
		send(talk, given, { text, twice = false } = {}) {
			const id = `${role.id}.${commands.length + 1}`;
			const frame = { ...given, id };
			const commanded: Commanded = { id, talk, frame, text, sentAt: scheduler.now(), answer: "open" };
			commands.push(commanded);
			story.tell(talk.key, () => `${role.id} commands ${id}: ${JSON.stringify(given)}`);
			attempt(commanded, 1);
			if (!twice) return;
			tally.count("fault", "frame: the same command twice");
			attempt(commanded, attempts);
		},
	};
}

function refusalOf({ code, cause }: BatonError): Commanded["answer"] {
	return { refused: code, epoch: (cause as { readonly epoch?: number } | undefined)?.epoch };
}

function settle(
	{ court, story, tally }: World,
	{ role, isAlive, onAnswered }: CommandingOptions,
	commanded: Commanded,
	answer: Commanded["answer"],
): void {
	if (!isAlive()) return;
	const { id, talk, answer: before } = commanded;
	if (before !== "open") {
		const differs = (before === "done") !== (answer === "done");
		if (differs) court.accuse(4, talk.key, `${id} is answered twice: ${JSON.stringify([before, answer])}`);
		return;
	}
	commanded.answer = answer;
	story.tell(talk.key, () => `${role.id} is answered on ${id}: ${JSON.stringify(answer)}`);
	tally.count("deed", `command: ${typeof answer === "string" ? answer : `refused ${answer.refused}`}`);
	onAnswered(commanded);
}
