import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** Leads each connection to one of the ports that answers, as a load balancer does. */
export interface Balancer {
	readonly port: number;
	/** How many connections lead to this port. */
	countTo(port: number): number;
	/** Cuts everything that goes through it, as a network may. */
	cut(): number;
	close(): void;
}

export async function balance(ports: readonly number[]): Promise<Balancer> {
	const open = new Set<Socket>();
	const led = new Map<Socket, number>();
	let next = 0;

	function lead(outer: Socket, attempts: number): void {
		const port = ports[next % ports.length] as number;
		next += 1;
		const inner = connect(port, "127.0.0.1");
		const end = (): void => {
			outer.destroy();
			inner.destroy();
			open.delete(outer);
			led.delete(outer);
		};
		inner.once("error", () => {
			if (attempts > 1 && !outer.destroyed) lead(outer, attempts - 1);
			else end();
		});
		inner.once("connect", () => {
			inner.removeAllListeners("error");
			led.set(outer, port);
			for (const socket of [outer, inner]) socket.on("error", end).on("close", end);
			outer.pipe(inner).pipe(outer);
		});
	}

	const server = createServer((outer) => {
		open.add(outer);
		outer.on("error", () => open.delete(outer));
		lead(outer, ports.length);
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return {
		port: (server.address() as AddressInfo).port,
		countTo: (wanted) => [...led.values()].filter((port) => port === wanted).length,
		cut() {
			const count = open.size;
			for (const socket of open) socket.destroy();
			open.clear();
			return count;
		},
		close() {
			for (const socket of open) socket.destroy();
			server.close();
		},
	};
}
