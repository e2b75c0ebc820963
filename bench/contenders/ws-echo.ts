import type { Contender } from "../measure/contender.js";
import { Arrivals } from "../network/arrivals.js";
import { ServerProcess } from "../network/server-process.js";
import { onText, openSocket, sayOver, userMessage } from "../network/sockets.js";

/** A message to a server that sends it back; `times` in a row. */
export async function wsEcho(name: string, times: 1 | 2): Promise<Contender> {
	const server = new ServerProcess("ws-echo");
	const address = await server.open();
	const socket = await openSocket(address("any"));
	const arrivals = new Arrivals();
	onText(socket, ({ text }) => arrivals.arrived(text));
	const echo = (index: number): Promise<void> => {
		const message = userMessage(0, index);
		const arriving = arrivals.expect(message.text);
		sayOver(socket, message);
		return arriving;
	};
	const turn = times === 1 ? echo : (index: number) => echo(index).then(() => echo(index));
	return { name, prepare: () => ({ turn }), close: () => server.close() };
}
