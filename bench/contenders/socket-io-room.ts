import { once } from "node:events";
import { io, type Socket } from "socket.io-client";
import type { Contender } from "../measure/contender.js";
import { Arrivals } from "../network/arrivals.js";
import { ServerProcess } from "../network/server-process.js";
import { replyTo, type UserMessage, userMessage } from "../network/sockets.js";

/** Two sockets in one room: a message to the other, or there and back. */
export async function socketIoRoom(name: string, way: "hop" | "there-and-back"): Promise<Contender> {
	const server = new ServerProcess("socket-io-room");
	const address = await server.open();
	const [user, agent] = await Promise.all([connect(address("any")), connect(address("any"))]);
	const arrivals = new Arrivals();
	const arrived = ({ text }: UserMessage): void => arrivals.arrived(text);
	const answer = (message: UserMessage): void => {
		agent.emit("say", { ...message, text: replyTo(message.text) });
	};
	agent.on("say", way === "hop" ? arrived : answer);
	if (way === "there-and-back") user.on("say", arrived);
	const turn = (index: number): Promise<void> => {
		const message = userMessage(0, index);
		const arriving = arrivals.expect(way === "hop" ? message.text : replyTo(message.text));
		user.emit("say", message);
		return arriving;
	};
	return {
		name,
		prepare: () => ({ turn }),
		async close() {
			user.disconnect();
			agent.disconnect();
			await server.close();
		},
	};
}

export async function connect(url: string): Promise<Socket> {
	const socket = io(url, { transports: ["websocket"], forceNew: true, reconnection: false });
	await once(socket as unknown as NodeJS.EventEmitter, "connect");
	return socket;
}
