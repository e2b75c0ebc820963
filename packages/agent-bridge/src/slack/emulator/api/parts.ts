import type { Sockets } from "../delivery/sockets.js";
import type { MessageRates } from "../rates.js";
import type { App } from "../state.js";
import type { TriggerIds } from "../trigger-ids.js";

/** What methods need besides the world. */
export interface Parts {
	readonly triggers: TriggerIds;
	readonly messageRates: MessageRates;
	readonly socketsOf: (app: App) => Sockets;
}
