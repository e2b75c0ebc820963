import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { BusinessMessagesAdapter, channelId } from "@baton/adapter-business-messages";
import { type BusinessMessagesEmulator, startEmulator } from "@baton/adapter-business-messages/emulator";
import { createHandoff, type Handoff, silentLogger } from "@baton/core";

/** The emulator, and an agent with a bot that only listens and a desk, on a server. */
export interface Stage {
	readonly url: string;
	readonly clientToken: string;
	/** Whether callbacks are posted as clients do that cannot sign. */
	readonly unsigned: boolean;
	readonly emulator: BusinessMessagesEmulator;
	readonly adapter: () => BusinessMessagesAdapter;
	readonly handoff: () => Handoff;
	/** Forgets all conversations: the ids in recordings of different places are often the same. */
	clear(): Promise<void>;
	close(): Promise<void>;
}

export async function setStage(unsigned: boolean): Promise<Stage> {
	const emulator = await startEmulator();
	let [adapter, handoff] = connected(emulator, unsigned);
	const server = createServer((request, response) => adapter.webhook(request, response));
	const url = await listen(server);
	return {
		...{ url, unsigned, emulator, clientToken: emulator.adapterOptions.clientToken },
		adapter: () => adapter,
		handoff: () => handoff,
		async clear() {
			await handoff.stop();
			[adapter, handoff] = connected(emulator, unsigned);
		},
		async close() {
			await handoff.stop();
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
			await emulator.close();
		},
	};
}

function connected(
	{ adapterOptions }: BusinessMessagesEmulator,
	allowUnsigned: boolean,
): [BusinessMessagesAdapter, Handoff] {
	const adapter = new BusinessMessagesAdapter({ ...adapterOptions, allowUnsigned, logger: silentLogger });
	const handoff = createHandoff({
		bot: { id: "replay-bot", displayName: "Replay bot" },
		apps: [{ id: "desk", kind: "human", displayName: "Desk" }],
		channels: { [channelId]: adapter.channel },
		logger: silentLogger,
	});
	adapter.connect(handoff);
	adapter.use(handoff);
	handoff.host({ adapter, run: async () => {} });
	return [adapter, handoff];
}

export async function listen(server: Server): Promise<string> {
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
