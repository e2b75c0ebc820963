import { setTimeout as wait } from "node:timers/promises";
import { ServerProcess } from "../network/server-process.js";
import type { UserMessage } from "../network/sockets.js";
import type { Crossing, OpenCrossing } from "./crossing.js";
import { connect } from "./socket-io-room.js";

/** A socket.io room over its adapter for Redis's publish and subscribe. */
export const overPubSub: OpenCrossing = (url, heard) => room("pub-sub", url, heard);

/** A socket.io room over its adapter for Redis streams. */
export const overStreams: OpenCrossing = (url, heard) => room("streams", url, heard);

async function room(adapter: string, url: string, heard: (text: unknown) => void): Promise<Crossing> {
	const servers = [
		new ServerProcess("socket-io-room", adapter, url),
		new ServerProcess("socket-io-room", adapter, url),
	] as const;
	const [atUser, atAgent] = [await servers[0].open(), await servers[1].open()];
	const [user, agent] = await Promise.all([connect(atUser("any")), connect(atAgent("any"))]);
	await untilHeard(user, agent);
	agent.on("say", ({ text }: UserMessage) => heard(text));
	return {
		say: (message) => void user.emit("say", message),
		async close() {
			user.disconnect();
			agent.disconnect();
			await Promise.all(servers.map((one) => one.close()));
		},
	};
}

type Socket = Awaited<ReturnType<typeof connect>>;

const againMs = 50;

/** The adapters do not say when they have subscribed, and what is said before that is lost. */
async function untilHeard(user: Socket, agent: Socket): Promise<void> {
	let last = 0;
	let heard = 0;
	agent.on("say", ({ text }: UserMessage) => {
		heard = Number(text);
	});
	while (heard === 0 || heard < last) {
		if (heard === 0) {
			last += 1;
			user.emit("say", { text: String(last) });
		}
		await wait(againMs);
	}
	agent.off("say");
}
