import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { FacebookAdapter, type FacebookAPI } from "botbuilder-adapter-facebook";

/** What Messenger was asked to send. */
interface SendRequest {
	readonly recipient: { readonly id: string };
	readonly message: { readonly text: string };
}

/** A stand-in for graph.facebook.com. */
export interface LocalMessenger {
	readonly requests: SendRequest[];
	/** Whether the user has blocked the page. */
	blocked: boolean;
	send(path: string, body: unknown): Promise<unknown>;
	stop(): void;
}

export async function startMessenger(): Promise<LocalMessenger> {
	const requests: SendRequest[] = [];
	const server = createServer((request, response) => {
		void json(request).then((body) => {
			if (messenger.blocked) return response.end(JSON.stringify({ error: { message: "Blocked" } }));
			requests.push(body as SendRequest);
			return response.end(JSON.stringify({ message_id: `mid.${requests.length}` }));
		});
	});
	await new Promise<void>((resolve) => {
		server.listen(0, "127.0.0.1", resolve);
	});
	const { port } = server.address() as AddressInfo;

	const messenger: LocalMessenger = {
		requests,
		blocked: false,
		async send(path, body) {
			const response = await fetch(`http://127.0.0.1:${port}${path}`, {
				method: "POST",
				body: JSON.stringify(body),
			});
			const answer = (await response.json()) as { readonly error?: { readonly message: string } };
			if (answer.error !== undefined) throw new Error(answer.error.message);
			return answer;
		},
		stop() {
			server.close();
			server.closeAllConnections();
		},
	};
	return messenger;
}

/** Botkit's own Messenger adapter, that calls the stand-in instead of Facebook. */
export class LocalFacebookAdapter extends FacebookAdapter {
	constructor(
		private readonly messenger: LocalMessenger,
		secret: string,
	) {
		super({ access_token: "token", app_secret: secret, verify_token: "verify" });
	}

	override async getAPI(activity: Parameters<FacebookAdapter["getAPI"]>[0]): Promise<FacebookAPI> {
		const api = await super.getAPI(activity);
		api.callAPI = (path, _method, payload) => this.messenger.send(path, payload);
		return api;
	}
}
