import { once } from "node:events";
import { io, type Socket } from "socket.io-client";
import type { Contender } from "../measure/contender.js";
import { Arrivals } from "../network/arrivals.js";
import { ServerProcess } from "../network/server-process.js";
import { replyTo, type UserMessage, userMessage } from "../network/sockets.js";

/** Two sockets in one room: a message to the other, or there and back. */
export function socketIoRoom(name: string, way: "hop" | "there-and-back"): Contender {
	const server = new ServerProcess("socket-io-room");
	return {
		name,
		async prepare() {
			const address = await server.open();
			const [user, agent] = await Promise.all([connect(address("any")), connect(address("any"))]);
			const arrivals = new Arrivals();
			const arrived = ({ text }: UserMessage): void => arrivals.arrived(text);
			const answer = (message: UserMessage): void => {
				agent.emit("say", { ...message, text: replyTo(message.text) });
			};
			agent.on("say", way === "hop" ? arrived : answer);
			if (way === "there-and-back") user.on("say", arrived);
			return {
				turn(index) {
					const message = userMessage(index);
					const arriving = arrivals.expect(way === "hop" ? message.text : replyTo(message.text));
					user.emit("say", message);
					return arriving;
				},
				async end() {
					user.disconnect();
					agent.disconnect();
				},
			};
		},
		close: () => server.close(),
	};
}

async function connect(url: string): Promise<Socket> {
	const socket = io(url, { transports: ["websocket"], forceNew: true, reconnection: false });
	await once(socket as unknown as NodeJS.EventEmitter, "connect");
	return socket;
}
