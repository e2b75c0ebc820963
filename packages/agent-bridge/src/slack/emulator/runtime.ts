import { type AppAnswer, askApp } from "./delivery/ask-app.js";
import { type Addresses, carrierOf } from "./delivery/carry.js";
import { createEventSender, type EventSender } from "./delivery/event-sender.js";
import { createSockets, type Sockets } from "./delivery/sockets.js";
import type { App, Json } from "./state.js";
import type { World } from "./world.js";

/** An app as it is connected: where it is, its sockets, what it is told. */
export interface AppRuntime {
	readonly app: App;
	readonly addresses: Addresses;
	readonly sockets: Sockets;
	readonly sender: EventSender;
	/** A command or an interaction. */
	ask(type: "slash_commands" | "interactive", payload: Json): Promise<AppAnswer>;
	readonly ending: AbortController;
	close(): void;
}

export function createRuntime({ clock }: World, app: App): AppRuntime {
	const ending = new AbortController();
	const addresses: Addresses = { events: undefined, interactivity: undefined, commands: undefined };
	const sockets = createSockets({ app, clock });
	const post = { clock, signingSecret: app.signingSecret, ending: ending.signal };
	const sender = createEventSender({ clock, carry: carrierOf(app, { addresses, sockets, post }) });
	return {
		...{ app, addresses, sockets, sender, ending },
		ask: (type, payload) => askApp({ app, addresses, sockets, post }, type, payload),
		close() {
			ending.abort();
			sender.close();
			sockets.close();
		},
	};
}
