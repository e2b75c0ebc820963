/** What a server process offers for one round. */
export interface Service {
	/** Where the clients connect. */
	readonly addresses: Readonly<Record<string, string>>;
	close(): Promise<void>;
}

/**
 * The life of a server process: opens a service whenever it is asked to, closes the one before, and ends with
 * the process that started it.
 */
export function serve(open: () => Promise<Service>): void {
	let current: Service | undefined;
	process.on("message", (asked) => {
		if (asked !== "open") return;
		Promise.resolve(current?.close())
			.then(open)
			.then((service) => {
				current = service;
				process.send?.(service.addresses);
			})
			.catch((error: unknown) => {
				console.error(error);
				process.exit(1);
			});
	});
	process.on("disconnect", () => process.exit(0));
}
