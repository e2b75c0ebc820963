import type { Random } from "../time/random.js";
import { type Server, type ServerOptions, startServer } from "./server.js";
import type { Talk, World } from "./world.js";

/** The processes of our side: they end, and others are started in their place. */
export interface Fleet {
	readonly alive: readonly Server[];
	/** They take nothing more, and finish what they have. */
	readonly stopping: ReadonlySet<Server>;
	any(random: Random): Server | undefined;
	start(name: string, bot: string): void;
	crash(server: Server): void;
	/** Ends the process as it should end, and starts another in its place so long after that. */
	stop(server: Server, startAfterMs: number): void;
	startLater(server: Server, ms: number): void;
	/** Brings back whoever is down, at once. */
	startAll(): void;
	inboxTook(talk: Talk): void;
	/** When somebody last answered a conversation from the platform's own inbox. */
	inboxAt(talk: Talk): number;
}

const stopWithinMs = 5_000;
/** So long a store may take to answer. */
const graceMs = 5_000;

/** Whoever shuts the machine down does not wait longer. */
function checkStopped({ court, plan, scheduler }: World, { name, life }: Server): void {
	const isHindered = plan.storeTrouble > 0 || life.frozenUntil > scheduler.now() - stopWithinMs - graceMs;
	if (!isHindered) court.accuse(3, undefined, `${name} does not stop within its time`);
}

export function createFleet(world: World, options: Pick<ServerOptions, "channel" | "onBotFailure">): Fleet {
	let alive: Server[] = [];
	const stopping = new Set<Server>();
	const down = new Map<string, string>();
	const inbox = new Map<string, number>();

	function start(name: string, bot: string): void {
		down.delete(name);
		if (alive.some((server) => server.name === name)) return;
		alive = [...alive, startServer(world, { name, bot, ...options })];
	}

	function end(server: Server): void {
		server.life.end();
		stopping.delete(server);
		alive = alive.filter((each) => each !== server);
		down.set(server.name, server.bot);
	}

	function startLater({ name, bot }: Server, ms: number): void {
		world.scheduler.after(ms, () => down.has(name) && start(name, bot));
	}

	return {
		get alive() {
			return alive;
		},
		stopping,
		any: (random) => (alive.length === 0 ? undefined : random.pick(alive)),
		start,
		crash(server) {
			world.story.tell(undefined, () => `${server.name} crashes`);
			end(server);
		},
		stop(server, startAfterMs) {
			world.story.tell(undefined, () => `${server.name} stops`);
			alive = alive.filter((each) => each !== server);
			stopping.add(server);
			const over = (): void => {
				if (!server.life.alive) return;
				world.story.tell(undefined, () => `${server.name} has stopped`);
				end(server);
				startLater(server, startAfterMs);
			};
			server.handoff.stop(stopWithinMs).then(over, over);
			world.scheduler.after(stopWithinMs + graceMs, () => checkStopped(world, server), server.life);
		},
		startLater,
		startAll() {
			for (const [name, bot] of down) start(name, bot);
		},
		inboxTook: ({ nick }) => void inbox.set(nick, world.scheduler.now()),
		inboxAt: ({ nick }) => inbox.get(nick) ?? 0,
	};
}
