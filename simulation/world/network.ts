import type { Dial } from "@baton/agent-bridge/client";
import type { ConversationKey } from "@baton/core";
import type { Life } from "../time/life.js";
import { type Connection, type Endpoint, openConnection } from "./connection.js";
import { createSpans, type Spans } from "./spans.js";
import type { World } from "./world.js";

export interface Network {
	dialFor(app: string, client: Life, endpoints: () => readonly Endpoint[]): Dial;
	readonly connections: ReadonlySet<Connection>;
	/** Whether the app was connected at some moment between the two times. */
	readonly wasConnected: Spans["touch"];
	/** Called with every frame that reaches a client. */
	listen(listener: (app: string, text: string) => void): void;
}

export function openNetwork(world: World): Network {
	const { scheduler, tally, story } = world;
	const random = world.random.fork("network");
	const connections = new Set<Connection>();
	const listeners: ((app: string, text: string) => void)[] = [];
	const spans = createSpans(scheduler);

	function note(app: string, direction: "receives" | "transmits", text: string): void {
		const isBeat = text.length < 20;
		if (!isBeat) story.tell(keyIn(text), () => `${app} ${direction} ${text.slice(0, 160)}`);
		if (direction === "receives") for (const listener of listeners) listener(app, text);
	}

	/** A process that ends takes its sockets with it; a machine that loses power says nothing. */
	function vanish(connection: Connection): void {
		if (!connections.has(connection)) return;
		if (!random.chance(0.3)) {
			connection.cut();
			return;
		}
		tally.count("fault", "connection: silent");
		connection.goSilent();
	}

	return {
		connections,
		wasConnected: spans.touch,
		listen: (listener) => void listeners.push(listener),
		dialFor: (app, client, endpoints) => (events) => {
			const reachable = endpoints();
			const endpoint = reachable.length === 0 ? undefined : random.pick(reachable);
			if (endpoint === undefined) {
				tally.count("fault", "connection: refused");
				scheduler.after(random.whole(1, 50), () => events.onClose(1006, "refused"), client);
				return { send() {}, close() {} };
			}
			const connection = openConnection(world, {
				...{ app, client, endpoint, events, random, spans },
				onFrame: (direction, text) => note(app, direction, text),
				onEnd: (ended) => connections.delete(ended),
			});
			connections.add(connection);
			client.onEnd(() => vanish(connection));
			endpoint.life.onEnd(() => vanish(connection));
			return connection.wire;
		},
	};
}

/** The conversation that a frame is about, for the story. */
function keyIn(text: string): ConversationKey | undefined {
	return /"conversationId":"([^"]+)"/.exec(text)?.[1] as ConversationKey | undefined;
}
