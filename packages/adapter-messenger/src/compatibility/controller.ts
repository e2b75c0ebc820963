import type { Server } from "node:http";
import type { TurnContextLike } from "@baton/core";
import type { NodeHandler } from "@baton/core/http";

/** What the adapter needs of a Botkit controller. */
export interface ControllerLike {
	readonly http?: Server | undefined;
	readonly webserver?: WebserverLike | undefined;
	getConfig(name: "webhook_uri"): string;
	handleTurn(context: TurnContextLike): Promise<unknown>;
}

interface WebserverLike {
	get(path: string, handler: NodeHandler): unknown;
}

/** What Botkit's handlers speak with, as far as it is made here. */
export interface WorkerLike {
	getConfig(name: "activity"): WorkerActivity | undefined;
	api?: unknown;
}

interface WorkerActivity {
	readonly recipient?: { readonly id?: string | undefined } | undefined;
}
