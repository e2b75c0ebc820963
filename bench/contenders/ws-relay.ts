import type { Contender } from "../measure/contender.js";
import { Arrivals } from "../network/arrivals.js";
import { ServerProcess } from "../network/server-process.js";
import { onText, openSocket, sayOver, userMessage } from "../network/sockets.js";

/** A message from one socket to another, through a server that does nothing but pass it on. */
export function wsRelay(name: string): Contender {
	const server = new ServerProcess("ws-relay");
	return {
		name,
		async prepare() {
			const address = await server.open();
			const [user, agent] = await Promise.all([openSocket(address("user")), openSocket(address("agent"))]);
			const arrivals = new Arrivals();
			onText(agent, ({ text }) => arrivals.arrived(text));
			return {
				turn(index) {
					const message = userMessage(index);
					const arriving = arrivals.expect(message.text);
					sayOver(user, message);
					return arriving;
				},
				async end() {
					user.terminate();
					agent.terminate();
				},
			};
		},
		close: () => server.close(),
	};
}
