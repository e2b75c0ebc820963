import { expect } from "chai";
import { WebSocket } from "ws";
import * as own from "../../src/client.js";
import * as bridge from "../../src/index.js";
import { faultOf, type Sender } from "./frame-schema.js";

/** Frames of any test that are not as the published schemas have them. */
const faults: string[] = [];

afterEach("every frame is as the published schemas have it", () => {
	const found = faults.splice(0);
	expect(found, found.join("\n")).to.deep.equal([]);
});

function look(text: string, sender: Sender): void {
	const fault = faultOf(text, sender);
	if (fault !== undefined) faults.push(fault);
}

/** A client, each of whose frames in both directions is held against the published schemas. */
export function connect(options: own.ClientOptions & own.Destination): own.Client {
	const dial = "dial" in options ? options.dial : own.dialWith(() => new WebSocket(options.url));
	return own.connect({ ...options, dial: watched(dial) });
}

/** A way to connect, each of whose frames in both directions is held against the published schemas. */
export function watched(dial: own.Dial): own.Dial {
	return (events) => {
		const wire = dial({
			...events,
			onMessage(text) {
				look(text, "server");
				events.onMessage(text);
			},
		});
		return {
			...wire,
			send(text) {
				look(text, "client");
				wire.send(text);
			},
		};
	};
}

/** A bridge, each of whose frames, to whoever it is, is held against the published schemas. */
export function createBridge(options: bridge.BridgeOptions): bridge.Bridge {
	const real = bridge.createBridge(options);
	return Object.defineProperties(
		{
			...real,
			accept(seam: bridge.Seam) {
				real.accept({
					...seam,
					send(text, urgent) {
						look(text, "server");
						seam.send(text, urgent);
					},
				});
			},
		},
		{ connections: { get: () => real.connections } },
	);
}
