import type { Contender } from "../measure/contender.js";
import { Arrivals } from "../network/arrivals.js";
import { ServerProcess } from "../network/server-process.js";
import { onText, openSocket, sayOver, userMessage } from "../network/sockets.js";

/** A message from one socket to another, through a server that does nothing but pass it on. */
export async function wsRelay(name: string): Promise<Contender> {
	const server = new ServerProcess("ws-relay");
	const address = await server.open();
	const [user, agent] = await Promise.all([openSocket(address("user")), openSocket(address("agent"))]);
	const arrivals = new Arrivals();
	onText(agent, ({ text }) => arrivals.arrived(text));
	const turn = (index: number): Promise<void> => {
		const message = userMessage(0, index);
		const arriving = arrivals.expect(message.text);
		sayOver(user, message);
		return arriving;
	};
	return { name, prepare: () => ({ turn }), close: () => server.close() };
}
