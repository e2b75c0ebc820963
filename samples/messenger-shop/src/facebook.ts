import type { MessengerAdapterOptions } from "@baton/adapter-messenger";
import { startMessengerEmulator } from "@baton/adapter-messenger/emulator";

/** Messenger, with what the shop needs to speak to it. */
export interface Messenger {
	readonly page: string;
	readonly adapter: Pick<MessengerAdapterOptions, "appSecret" | "verifyToken" | "accessTokens" | "api">;
	/** Where people chat with the page. */
	readonly address: string;
	/** Where people answer for the page without the desk. */
	readonly inbox: string;
	/** Called when the shop hears. */
	connect(webhook: string): Promise<void>;
	close(): Promise<void>;
}

/** What the app's dashboard shows. https://developers.facebook.com/docs/messenger-platform/get-started */
export interface Credentials {
	readonly appSecret: string;
	readonly verifyToken: string;
	readonly page: string;
	readonly token: string;
	/** Where the internet finds the shop's port, for instance `https://shop.example.com`. */
	readonly publicUrl: string;
}

/** Facebook itself. The address of the webhook is entered in the app's dashboard, once. */
export function facebook({ appSecret, verifyToken, page, token }: Credentials): Messenger {
	return {
		page,
		adapter: { appSecret, verifyToken, accessTokens: { [page]: token } },
		address: `https://m.me/${page}`,
		inbox: "https://business.facebook.com/latest/inbox",
		connect: async () => {},
		close: async () => {},
	};
}

/**
 * Messenger on this machine, with a phone for two people.
 *
 * @param logo the page's picture
 */
export async function emulated(port: number, logo: string): Promise<Messenger> {
	const [appSecret, verifyToken, page, token] = [
		"emulated-secret",
		"emulated-word",
		"1084000000000001",
		"emulated-token",
	];
	const messenger = await startMessengerEmulator({
		...{ appSecret, verifyToken, port },
		pages: [{ id: page, name: "Toko Senja", token, picture: logo }],
	});
	messenger.user({ id: "7250000000000001", name: "Sari Wulandari", locale: "en_US" });
	messenger.user({ id: "7250000000000002", name: "Dewi Lestari", locale: "en_US" });
	return {
		page,
		adapter: { appSecret, verifyToken, accessTokens: { [page]: token }, api: { baseUrl: messenger.url } },
		address: messenger.phoneUrl,
		inbox: messenger.inboxUrl,
		connect: messenger.connectWebhook,
		close: messenger.close,
	};
}
