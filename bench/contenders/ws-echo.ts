import type { Contender } from "../measure/contender.js";
import { Arrivals } from "../network/arrivals.js";
import { ServerProcess } from "../network/server-process.js";
import { onText, openSocket, sayOver, userMessage } from "../network/sockets.js";

/** A message to a server that sends it back; `times` in a row. */
export function wsEcho(name: string, times: 1 | 2): Contender {
	const server = new ServerProcess("ws-echo");
	return {
		name,
		async prepare() {
			const address = await server.open();
			const socket = await openSocket(address("any"));
			const arrivals = new Arrivals();
			onText(socket, ({ text }) => arrivals.arrived(text));
			const echo = (index: number): Promise<void> => {
				const message = userMessage(index);
				const arriving = arrivals.expect(message.text);
				sayOver(socket, message);
				return arriving;
			};
			return {
				turn: times === 1 ? echo : (index) => echo(index).then(() => echo(index)),
				end: async () => socket.terminate(),
			};
		},
		close: () => server.close(),
	};
}
