import { type Client, connect, type Heard, type Transcript } from "@baton/agent-bridge/client";
import { beginLife, type Life } from "../time/life.js";
import { type Commanded, type Commanding, createCommanding } from "./commanding.js";
import type { Endpoint } from "./connection.js";
import type { Network } from "./network.js";
import { appSecret } from "./server.js";
import type { Role, Talk, World } from "./world.js";

interface DeskListener {
	heard?(desk: Desk, heard: Heard): void;
	answered?(desk: Desk, commanded: Commanded): void;
	/** It has asked for the end of a log. */
	read?(desk: Desk, talk: Talk, transcript: Transcript): void;
	/** It has begun anew: what it knew is gone. */
	began?(desk: Desk): void;
}

/** One app with its client, across deaths and revivals. */
export interface Desk extends Commanding {
	readonly role: Role;
	readonly life: Life;
	readonly client: Client;
	start(): void;
	die(): void;
	/** Asks for the end of a conversation's log. */
	read(talk: Talk): void;
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
	let life = beginLife(scheduler);
	life.end();
	let client: Client | undefined;

	function start(): void {
		if (life.alive) return;
		const born = beginLife(scheduler);
		life = born;
		story.tell(undefined, () => `${role.id} starts`);
		client = connect({
			...{ appId: role.id, appSecret, clock: life.clock, random: random.next, answerWithinMs: 20_000 },
			dial: network.dialFor(role.id, life, endpoints),
			onError(error) {
				if (error.code === "listener-failed") return;
				court.accuse(0, undefined, `The client of ${role.id} says: ${error}`);
			},
		});
		client.listen((heard) => {
			if (born.alive) hear(heard);
		});
		for (const listener of listeners) listener.began?.(desk);
	}

	function hear(heard: Heard): void {
		if (!world.calm && random.chance(0.01)) {
			tally.count("fault", "page: a listener fails");
			throw new Error("The page failed to take it in");
		}
		for (const listener of listeners) listener.heard?.(desk, heard);
	}

	function clientNow(): Client {
		if (client === undefined) throw new Error(`${role.id} was never started`);
		return client;
	}

	const commanding = createCommanding(world, {
		...{ role, random, client: clientNow, isAlive: () => life.alive },
		onAnswered(commanded) {
			for (const listener of listeners) listener.answered?.(desk, commanded);
		},
	});

	const desk: Desk = {
		...{ role, start, ...commanding },
		get life() {
			return life;
		},
		get client() {
			return clientNow();
		},
		die() {
			if (!life.alive) return;
			story.tell(undefined, () => `${role.id} dies`);
			life.end();
		},
		read(talk) {
			clientNow()
				.getTranscript({ conversationId: talk.key, limit: 20 })
				.then(
					(transcript) => {
						for (const listener of listeners) listener.read?.(desk, talk, transcript);
					},
					() => tally.count("deed", "transcript: refused, or no answer"),
				);
		},
		listen: (listener) => void listeners.push(listener),
	};
	return desk;
}
