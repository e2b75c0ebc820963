import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { hashSecret, inProcess, newSecret } from "@baton/agent-bridge";
import { slackDesk } from "@baton/agent-bridge/slack";
import { consoleLogger, type Logger } from "@baton/core";
import { folderMedia, mediaEdge, nodeHandler } from "@baton/core/http";
import { openShop, type Shop } from "@baton/sample-shop/dist/shop.js";
import type { Credentials } from "./credentials.js";
import { emulated, type Slack, workspace } from "./slack.js";

export interface SampleOptions {
	/** Where conversations are kept, and what people in Slack send. */
	readonly data: string;
	/** Ports of the shop, of its own desk, of the page about its gate, and of what Slack calls. 0 takes any. */
	readonly port: number;
	readonly deskPort: number;
	readonly gatePort: number;
	readonly endpointPort: number;
	/** Port of the emulated Slack. */
	readonly slackPort: number;
	/** A real workspace. Without it Slack is emulated. */
	readonly credentials?: Credentials | undefined;
	readonly logger?: Logger | undefined;
}

/** The sample while it runs. */
export interface Sample {
	readonly shop: Shop;
	/** Where the people of the shop work. */
	readonly pages: Slack["pages"];
	/** What Slack calls. */
	readonly endpoint: string;
	close(): Promise<void>;
}

const appId = "slack";

/** The shop, and its people in Slack. */
export async function openSample(options: SampleOptions): Promise<Sample> {
	const { data, port, deskPort, gatePort, logger = consoleLogger, credentials } = options;
	const server = createServer();
	const here = await listen(server, options.endpointPort);
	const publicUrl = credentials?.publicUrl ?? here;
	const endpoint = `${publicUrl}/slack`;
	const slack =
		credentials === undefined ? await emulated(options.slackPort, endpoint) : workspace(credentials);
	const appSecret = newSecret();
	const shop = await openShop({
		...{ data, port, deskPort, gatePort, logger },
		desks: [
			{
				...{ id: appId, displayName: "Toko Senja in Slack", secretHash: hashSecret(appSecret) },
				// Who looks at Slack is not for us to know: whoever waits is told when nobody came in time.
				isAvailable: () => true,
			},
		],
	});
	const media = folderMedia({ folder: join(data, "media") });
	const desk = slackDesk({
		...slack.desk,
		...{ appId, appSecret, logger, store: shop.handoff.store, connect: { dial: inProcess(shop.bridge) } },
		media: { store: media, publicUrl },
	});
	const [takeFromSlack, giveMedia] = [nodeHandler(desk.edge), nodeHandler(mediaEdge(media))];
	server.on("request", (request, response) => {
		if (request.url?.startsWith("/media/") === true) giveMedia(request, response);
		else takeFromSlack(request, response);
	});
	await desk.start();
	await slack.connect(endpoint);
	return {
		...{ shop, endpoint, pages: slack.pages },
		async close() {
			await desk.stop();
			server.close();
			server.closeAllConnections();
			await slack.close();
			await shop.close();
		},
	};
}

function listen(server: Server, port: number): Promise<string> {
	return new Promise((resolve, reject) => {
		server.once("error", reject);
		server.listen(port, "127.0.0.1", () => {
			// A server that listens on a port has an address with one.
			const { port: taken } = server.address() as AddressInfo;
			resolve(`http://localhost:${taken}`);
		});
	});
}
