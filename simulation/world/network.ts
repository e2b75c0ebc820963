import type { Bridge, Seam } from "@baton/agent-bridge";
import type { Dial, WireEvents } from "@baton/agent-bridge/client";
import type { ConversationKey } from "@baton/core";
import type { Life } from "../time/life.js";
import type { World } from "./world.js";

/** Where a client may connect to. */
export interface Endpoint {
	readonly life: Life;
	readonly bridge: Bridge;
}

/** One connection, as the network sees it. */
export interface Connection {
	readonly app: string;
	readonly client: Life;
	readonly server: Life;
	/** Both ends learn of it, each in its own time. */
	cut(): void;
	/** Nothing gets through any more, and nobody is told. */
	goSilent(): void;
	/** A process that is frozen cannot tell that anybody is there. */
	pause(ms: number): void;
	readonly open: boolean;
}

export interface Network {
	dialFor(app: string, client: Life, endpoints: () => readonly Endpoint[]): Dial;
	readonly connections: ReadonlySet<Connection>;
	/** Whether the app was connected at some moment between the two times. */
	wasConnected(app: string, from: number, to: number): boolean;
	/** Called with every frame that reaches a client. */
	listen(listener: (app: string, text: string) => void): void;
}

/** When an app was connected. */
interface Span {
	readonly app: string;
	readonly from: number;
	to: number;
}

/** One direction: what goes in comes out in order, some time later. */
interface Pipe {
	put(action: () => void, twice?: boolean): void;
	/** What has not come out yet never does. */
	drop(): void;
}

export function openNetwork(world: World): Network {
	const { scheduler, plan, tally } = world;
	const random = world.random.fork("network");
	const connections = new Set<Connection>();
	const listeners: ((app: string, text: string) => void)[] = [];
	const spans: Span[] = [];

	function openPipe(owner: Life): Pipe {
		const queue: (() => void)[] = [];
		let last = 0;
		const pass = (action: () => void): void => {
			const isLate = !world.calm && random.chance(0.02);
			if (isLate) tally.count("fault", "frame: late");
			const at = scheduler.now() + (isLate ? random.whole(50, 4_000) : random.whole(1, 25));
			last = Math.max(last, at);
			queue.push(action);
			scheduler.after(last - scheduler.now(), () => queue.shift()?.(), owner);
		};
		return {
			put(action, twice = false) {
				pass(action);
				if (!twice || !plan.twins || world.calm || !random.chance(0.05)) return;
				tally.count("fault", "frame: twice");
				pass(action);
			},
			drop: () => void queue.splice(0),
		};
	}

	function connect(app: string, client: Life, { life: server, bridge }: Endpoint, events: WireEvents) {
		const toServer = openPipe(server);
		const toClient = openPipe(client);
		let isOpen = true;
		let isSilent = false;
		let span: Span | undefined;
		const endSpan = (): void => {
			if (span !== undefined) span.to = Math.min(span.to, scheduler.now());
		};
		let receive: (text: string) => void = () => {};
		let ended: () => void = () => {};

		const connection: Connection = {
			...{ app, client, server },
			get open() {
				return isOpen;
			},
			cut() {
				if (!isOpen) return;
				if (random.chance(0.5)) toServer.drop();
				if (random.chance(0.5)) toClient.drop();
				end(1006, "cut", random.whole(0, 2_000));
			},
			goSilent() {
				isSilent = true;
				endSpan();
				toServer.drop();
				toClient.drop();
			},
			pause(ms) {
				if (span === undefined) return;
				endSpan();
				scheduler.after(
					ms,
					() => server.alive && client.alive && server.frozenUntil <= scheduler.now() && beginSpan(),
				);
			},
		};

		function beginSpan(): void {
			endSpan();
			if (!isOpen || isSilent) return;
			span = { app, from: scheduler.now(), to: Number.POSITIVE_INFINITY };
			spans.push(span);
		}

		function end(code: number, reason: string, extraMs = 0): void {
			if (!isOpen) return;
			isOpen = false;
			world.story.tell(undefined, () => `the connection of ${app} ends: ${code} ${reason}`);
			endSpan();
			connections.delete(connection);
			scheduler.after(extraMs, () => toServer.put(() => ended()), server);
			scheduler.after(
				random.whole(0, extraMs),
				() => toClient.put(() => events.onClose(code, reason)),
				client,
			);
		}

		/** Whoever closes a connection that is silent learns of the end; the other end does not. */
		function close(side: "client" | "server", code: number, reason: string): void {
			if (!isOpen) return;
			if (!isSilent) {
				end(code, reason);
				return;
			}
			if (side === "client") toClient.put(() => events.onClose(code, reason));
			else toServer.put(() => ended());
		}

		const seam: Seam = {
			send(text) {
				if (isOpen && !isSilent) toClient.put(() => hear(text), true);
			},
			close: (code, reason) => close("server", code, reason),
			onMessage: (listener) => {
				receive = listener;
			},
			onClose: (listener) => {
				ended = listener;
			},
		};

		function hear(text: string): void {
			if (span === undefined && text.startsWith('{"type":"connected"')) beginSpan();
			tellFrame(`${app} receives`, text);
			for (const listener of listeners) listener(app, text);
			events.onMessage(text);
		}

		connections.add(connection);
		bridge.accept(seam);
		toClient.put(() => isOpen && events.onOpen());
		client.onEnd(() => vanish(connection));
		server.onEnd(() => vanish(connection));
		return {
			send(text: string) {
				tellFrame(`${app} transmits`, text);
				if (isOpen && !isSilent) toServer.put(() => receive(text), true);
			},
			close: (code: number, reason: string) => close("client", code, reason),
		};
	}

	function tellFrame(who: string, text: string): void {
		if (text.length < 20) return;
		world.story.tell(keyIn(text), () => `${who} ${text.slice(0, 160)}`);
	}

	/** A process that ends takes its sockets with it; a machine that loses power says nothing. */
	function vanish(connection: Connection): void {
		if (random.chance(0.3)) {
			tally.count("fault", "connection: silent");
			connection.goSilent();
		} else {
			connection.cut();
		}
	}

	return {
		connections,
		listen: (listener) => void listeners.push(listener),
		wasConnected: (app, from, to) =>
			spans.some((span) => span.app === app && span.from < to && span.to > from),
		dialFor: (app, client, endpoints) => (events) => {
			const reachable = endpoints();
			const endpoint = reachable.length === 0 ? undefined : random.pick(reachable);
			if (endpoint !== undefined) return connect(app, client, endpoint, events);
			tally.count("fault", "connection: refused");
			scheduler.after(random.whole(1, 50), () => events.onClose(1006, "refused"), client);
			return { send() {}, close() {} };
		},
	};
}

/** The conversation that a frame is about, for the story. */
function keyIn(text: string): ConversationKey | undefined {
	return /"conversationId":"([^"]+)"/.exec(text)?.[1] as ConversationKey | undefined;
}
