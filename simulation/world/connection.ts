import type { Bridge, Seam } from "@baton/agent-bridge";
import type { Wire, WireEvents } from "@baton/agent-bridge/client";
import type { Life } from "../time/life.js";
import type { Random } from "../time/random.js";
import { openPipe } from "./pipe.js";
import type { Spans } from "./spans.js";
import type { World } from "./world.js";

/** Where a client may connect to. */
export interface Endpoint {
	readonly life: Life;
	readonly bridge: Bridge;
}

/** One connection, as the network sees it. */
export interface Connection {
	readonly app: string;
	readonly server: Life;
	readonly wire: Wire;
	/** Both ends learn of it, each in its own time. */
	cut(): void;
	/** Nothing gets through any more, and nobody is told. */
	goSilent(): void;
	/** A process that is frozen cannot tell that anybody is there. */
	pause(ms: number): void;
}

export interface ConnectionOptions {
	readonly app: string;
	readonly client: Life;
	readonly endpoint: Endpoint;
	readonly events: WireEvents;
	readonly random: Random;
	readonly spans: Spans;
	readonly onFrame: (direction: "receives" | "transmits", text: string) => void;
	readonly onEnd: (connection: Connection) => void;
}

type Side = "client" | "server";

/** Frames in both directions, in order, until somebody or something ends it. */
export function openConnection(world: World, options: ConnectionOptions): Connection {
	const { scheduler } = world;
	const { app, client, endpoint, events, random, spans, onFrame } = options;
	const server = endpoint.life;
	const toServer = openPipe(world, random, server);
	const toClient = openPipe(world, random, client);
	let state: "open" | "silent" | "ended" = "open";
	let span: ReturnType<Spans["begin"]> | undefined;
	let receive: (text: string) => void = () => {};
	let ended: () => void = () => {};

	function end(code: number, reason: string, latestMs = 0): void {
		if (state === "ended") return;
		state = "ended";
		spans.end(span);
		world.story.tell(undefined, () => `the connection of ${app} ends: ${code} ${reason}`);
		options.onEnd(connection);
		const tellClient = (): void => toClient.put(() => events.onClose(code, reason));
		scheduler.after(latestMs, () => toServer.put(() => ended()), server);
		scheduler.after(random.whole(0, latestMs), tellClient, client);
	}

	/** Whoever closes a connection that is silent learns of the end; the other end does not. */
	function close(side: Side, code: number, reason: string): void {
		if (state === "open") end(code, reason);
		else if (state === "silent" && side === "client") toClient.put(() => events.onClose(code, reason));
		else if (state === "silent") toServer.put(() => ended());
	}

	function hear(text: string): void {
		if (span === undefined && text.startsWith('{"type":"connected"')) resume();
		onFrame("receives", text);
		events.onMessage(text);
	}

	/** From now on the process can tell that the app is there, unless it is frozen. */
	function resume(): void {
		const canTell = server.alive && client.alive && server.frozenUntil <= scheduler.now();
		if (!canTell || state !== "open") return;
		spans.end(span);
		span = spans.begin(app);
	}

	const seam: Seam = {
		send(text) {
			if (state === "open") toClient.put(() => hear(text), true);
		},
		close: (code, reason) => close("server", code, reason),
		onMessage(listener) {
			receive = listener;
		},
		onClose(listener) {
			ended = listener;
		},
	};

	const connection: Connection = {
		...{ app, server },
		wire: {
			send(text) {
				onFrame("transmits", text);
				if (state === "open") toServer.put(() => receive(text), true);
			},
			close: (code, reason) => close("client", code, reason),
		},
		cut() {
			if (random.chance(0.5)) toServer.drop();
			if (random.chance(0.5)) toClient.drop();
			end(1006, "cut", random.whole(0, 2_000));
		},
		goSilent() {
			if (state === "open") state = "silent";
			spans.end(span);
			toServer.drop();
			toClient.drop();
		},
		pause(ms) {
			if (span === undefined) return;
			spans.end(span);
			scheduler.after(ms, resume);
		},
	};

	endpoint.bridge.accept(seam);
	toClient.put(() => state === "open" && events.onOpen());
	return connection;
}
