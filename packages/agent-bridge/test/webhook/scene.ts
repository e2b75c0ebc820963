import { type LogDetails, silentLogger } from "@baton/core";
import type { EdgeRequest } from "@baton/core/http";
import { inProcess } from "../../src/index.js";
import {
	type EndpointStatus,
	type SettingUp,
	type WebhookDesk,
	type WebhookDeskBasics,
	webhookDesk,
} from "../../src/webhook.js";
import { openStage, type Stage, type StageOptions, secret } from "../support/stage.js";
import { type ContactCenter, openContactCenter } from "./contact-center.js";

interface Called {
	readonly status: number;
	readonly body: Readonly<Record<string, unknown>>;
	readonly headers: Readonly<Record<string, string>>;
}

/** A stage on which an app is a contact center behind a webhook, on a clock that stands still. */
export interface Scene {
	readonly stage: Stage;
	readonly center: ContactCenter;
	readonly desk: WebhookDesk;
	/** Events that an operator would read, with their details. */
	readonly logged: readonly { readonly event: string; readonly details: LogDetails }[];
	readonly statuses: readonly EndpointStatus[];
	readonly accessToken: string;
	setUp(endpoint?: Partial<SettingUp>): Promise<void>;
	/** Calls the desk as the contact center does. */
	call(body: unknown, request?: Partial<Calling>): Promise<Called>;
	/** An event of the plain profile. */
	ask(type: string, data: Readonly<Record<string, unknown>>): Promise<Called>;
	/** Ends the process that tells, and begins another on the same store. */
	restart(): Promise<void>;
	end(): Promise<void>;
}

interface Calling {
	readonly method: string;
	readonly path: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly raw: Uint8Array;
}

export type SceneOptions = Partial<Omit<WebhookDeskBasics, "store" | "publicUrl">> &
	Pick<StageOptions, "capacities">;

export async function openScene({ capacities, ...options }: SceneOptions = {}): Promise<Scene> {
	const stage = openStage({ capacities });
	const center = await openContactCenter();
	const logged: { event: string; details: LogDetails }[] = [];
	const statuses: EndpointStatus[] = [];
	let address = "";
	let accessToken = "";
	let messages = 0;
	let desk = open();

	function open(): WebhookDesk {
		return webhookDesk({
			...{ dial: inProcess(stage.bridge), store: stage.handoff.store, clock: stage.clock },
			...{ appId: "desk", appSecret: secret, publicUrl: "https://bot.example.com/desk", allowPrivate: true },
			random: () => 0.5,
			logger: { ...silentLogger, error: (event, details) => logged.push({ event, details }) },
			onStatus: (status) => statuses.push(status),
			...options,
		});
	}

	async function call(body: unknown, request: Partial<Calling> = {}): Promise<Called> {
		const headers: Readonly<Record<string, string>> = request.headers ?? {
			authorization: `Bearer ${accessToken}`,
		};
		const edgeRequest: EdgeRequest = {
			method: request.method ?? "POST",
			path: request.path ?? new URL(address).pathname,
			query: new URLSearchParams(),
			header: (name) => headers[name.toLowerCase()],
			body: request.raw ?? Buffer.from(JSON.stringify(body)),
		};
		const { status, body: answered = "{}", headers: answeredHeaders = {} } = await desk.edge(edgeRequest);
		return { status, headers: answeredHeaders, body: JSON.parse(String(answered)) };
	}

	return {
		...{ stage, center, logged, statuses, call },
		get desk() {
			return desk;
		},
		get accessToken() {
			return accessToken;
		},
		async setUp(endpoint = {}) {
			const given = { url: center.url, verificationToken: center.token, ...endpoint };
			const done = await desk.setUp(given);
			address = done.address;
			accessToken = done.accessToken ?? accessToken;
		},
		ask(type, data) {
			messages += 1;
			return call({ type, data: { message_id: `m${messages}`, ...data } });
		},
		async restart() {
			await desk.close();
			desk = open();
			await stage.clock.advance(100);
		},
		async end() {
			await desk.close();
			await stage.end();
			await center.close();
		},
	};
}
