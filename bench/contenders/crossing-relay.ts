import { ServerProcess } from "../network/server-process.js";
import { onText, openSocket, sayOver } from "../network/sockets.js";
import type { Crossing, OpenCrossing } from "./crossing.js";

/** Over a bare Redis stream: what a hop over WebSockets and half of a way there and back over Redis cost at least. */
export const overStream: OpenCrossing = (url, heard) => relay("stream-relay", url, heard);

/** Over a BullMQ queue. */
export const overQueue: OpenCrossing = (url, heard) => relay("queue-relay", url, heard);

async function relay(server: string, url: string, heard: (text: unknown) => void): Promise<Crossing> {
	const servers = [new ServerProcess(server, url), new ServerProcess(server, url)] as const;
	const [atUser, atAgent] = [await servers[0].open(), await servers[1].open()];
	const agent = await openSocket(atAgent("agent"));
	const user = await openSocket(atUser("user"));
	onText(agent, ({ text }) => heard(text));
	return {
		say: (message) => sayOver(user, message),
		close: async () => void (await Promise.all(servers.map((one) => one.close()))),
	};
}
