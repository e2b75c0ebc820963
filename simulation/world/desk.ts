import { type Client, connect, type Heard, type Outgoing } from "@baton/agent-bridge/client";
import type { BatonError, Human } from "@baton/core";
import { beginLife, type Life } from "../time/life.js";
import type { Endpoint, Network } from "./network.js";
import { appSecret } from "./server.js";
import type { Role, Talk, World } from "./world.js";

/** What a desk once commanded, and what it was told about it. */
export interface Commanded {
	readonly id: string;
	readonly app: string;
	readonly talk: Talk;
	readonly frame: Outgoing;
	readonly text: string | undefined;
	readonly sentAt: number;
	/** `open` while nobody has answered. */
	answer: "open" | "done" | { readonly refused: string; readonly epoch: number | undefined };
}

export interface DeskListener {
	heard?(desk: Desk, heard: Heard): void;
	answered?(desk: Desk, commanded: Commanded): void;
	/** The desk has begun anew: what it knew is gone. */
	began?(desk: Desk): void;
}

/** One app with its client, across deaths and revivals. */
export interface Desk {
	readonly role: Role;
	/** Which incarnation this is. */
	readonly incarnation: number;
	readonly life: Life;
	readonly client: Client;
	readonly commands: readonly Commanded[];
	start(): void;
	die(): void;
	send(
		talk: Talk,
		frame: Outgoing,
		details?: { readonly text?: string; readonly twice?: boolean },
	): Commanded;
	listen(listener: DeskListener): void;
}

export interface DeskOptions {
	readonly role: Role;
	readonly network: Network;
	readonly endpoints: () => readonly Endpoint[];
}

export function createDesk(world: World, { role, network, endpoints }: DeskOptions): Desk {
	const { scheduler, tally, court, story } = world;
	const random = world.random.fork(`desk ${role.id}`);
	const listeners: DeskListener[] = [];
	const commands: Commanded[] = [];
	let incarnation = 0;
	let life = beginLife(scheduler);
	life.end();
	let client: Client | undefined;

	function start(): void {
		if (life.alive) return;
		life = beginLife(scheduler);
		incarnation += 1;
		const born = incarnation;
		story.tell(undefined, () => `${role.id} starts`);
		const own = connect({
			dial: network.dialFor(role.id, life, endpoints),
			appId: role.id,
			appSecret,
			clock: life.clock,
			random: random.next,
			answerWithinMs: 20_000,
			onError: (error) => {
				if (error.code !== "listener-failed")
					court.accuse(0, undefined, `The client of ${role.id} says: ${error}`);
			},
		});
		client = own;
		own.listen((heard) => {
			if (!life.alive || born !== incarnation) return;
			if (!world.calm && random.chance(0.01)) {
				tally.count("fault", "page: a listener fails");
				throw new Error("The page failed to take it in");
			}
			for (const listener of listeners) listener.heard?.(desk, heard);
		});
		for (const listener of listeners) listener.began?.(desk);
	}

	function send(
		talk: Talk,
		given: Outgoing,
		{ text, twice = false }: { readonly text?: string; readonly twice?: boolean } = {},
	): Commanded {
		const id = `${role.id}.${commands.length + 1}`;
		const frame = { ...given, id } as Outgoing;
		const commanded: Commanded = {
			...{ id, app: role.id, talk, frame, text },
			sentAt: scheduler.now(),
			answer: "open",
		};
		commands.push(commanded);
		story.tell(talk.key, () => `${role.id} commands ${id}: ${JSON.stringify(given)}`);
		attempt(commanded, 1);
		if (twice) {
			tally.count("fault", "frame: the same command twice");
			attempt(commanded, 9);
		}
		return commanded;
	}

	/** What nobody answered is sent again, with the same id. */
	function attempt(commanded: Commanded, count: number): void {
		const { frame } = commanded;
		const own = client;
		if (own === undefined) return;
		own.send(frame).then(
			() => settle(commanded, "done"),
			(error: BatonError) => {
				if (error.code === "closed") return;
				if (error.code === "no-answer" || error.code === "failed") {
					tally.count("fault", "frame: no answer");
					if (count < 4 && random.chance(0.8)) attempt(commanded, count + 1);
					return;
				}
				const refused = error.cause as { readonly epoch?: number } | undefined;
				settle(commanded, { refused: error.code, epoch: refused?.epoch });
			},
		);
	}

	function settle(commanded: Commanded, answer: Commanded["answer"]): void {
		if (!life.alive) return;
		const before = commanded.answer;
		if (before !== "open") {
			const isSame = JSON.stringify(before) === JSON.stringify(answer);
			if (!isSame && (before === "done" || answer === "done"))
				court.accuse(
					4,
					commanded.talk.key,
					`${commanded.id} was answered twice: ${JSON.stringify([before, answer])}`,
				);
			return;
		}
		commanded.answer = answer;
		story.tell(
			commanded.talk.key,
			() => `${role.id} is answered on ${commanded.id}: ${JSON.stringify(answer)}`,
		);
		tally.count(
			"deed",
			typeof answer === "string" ? `command: ${answer}` : `command: refused ${answer.refused}`,
		);
		for (const listener of listeners) listener.answered?.(desk, commanded);
	}

	const desk: Desk = {
		...{ role, commands, start, send },
		get incarnation() {
			return incarnation;
		},
		get life() {
			return life;
		},
		get client() {
			if (client === undefined) throw new Error(`${role.id} was never started`);
			return client;
		},
		die() {
			if (!life.alive) return;
			story.tell(undefined, () => `${role.id} dies`);
			life.end();
		},
		listen: (listener) => void listeners.push(listener),
	};
	return desk;
}

/** One of the people of the desk, always the same for the same conversation unless another is asked for. */
export function personFor({ people }: Role, seed: number): Human | undefined {
	return people[seed % Math.max(people.length, 1)];
}
