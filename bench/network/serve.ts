/** The addresses by who connects there. */
export type Addresses = Readonly<Record<string, string>>;

/** The life of a server process: it says where it is, empties itself when asked to, and ends with its parent. */
export function serve(addresses: Addresses, empty: () => void = () => {}): void {
	process.on("message", () => {
		empty();
		process.send?.("emptied");
	});
	process.on("disconnect", () => process.exit(0));
	process.send?.(addresses);
}
