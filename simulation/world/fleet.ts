import type { Random } from "../time/random.js";
import { type Server, type ServerOptions, startServer } from "./server.js";
import type { Talk, World } from "./world.js";

/** The processes of our side: they end, and others are started in their place. */
export interface Fleet {
	readonly alive: readonly Server[];
	any(random: Random): Server | undefined;
	start(name: string, bot: string): void;
	crash(server: Server): void;
	startLater(server: Server, ms: number): void;
	/** Brings back whoever is down, at once. */
	startAll(): void;
	inboxTook(talk: Talk): void;
	/** When somebody last answered a conversation from the platform's own inbox. */
	inboxAt(talk: Talk): number;
}

export function createFleet(world: World, options: Pick<ServerOptions, "channel" | "onBotFailure">): Fleet {
	let alive: Server[] = [];
	const down = new Map<string, string>();
	const inbox = new Map<string, number>();

	function start(name: string, bot: string): void {
		down.delete(name);
		if (alive.some((server) => server.name === name)) return;
		alive = [...alive, startServer(world, { name, bot, ...options })];
	}

	return {
		get alive() {
			return alive;
		},
		any: (random) => (alive.length === 0 ? undefined : random.pick(alive)),
		start,
		crash(server) {
			world.story.tell(undefined, () => `${server.name} crashes`);
			server.life.end();
			alive = alive.filter((each) => each !== server);
			down.set(server.name, server.bot);
		},
		startLater: ({ name, bot }, ms) =>
			void world.scheduler.after(ms, () => down.has(name) && start(name, bot)),
		startAll() {
			for (const [name, bot] of down) start(name, bot);
		},
		inboxTook: ({ nick }) => void inbox.set(nick, world.scheduler.now()),
		inboxAt: ({ nick }) => inbox.get(nick) ?? 0,
	};
}
